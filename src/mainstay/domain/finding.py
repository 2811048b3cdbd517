"""Something that needs attention, with its evidence."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from mainstay.domain.price import Price
from mainstay.domain.usage import Step


class Urgency(IntEnum):
    """How soon a finding wants attention."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Lines of the source as evidence; `line` is the number of the first one."""

    line: int
    text: tuple[str, ...]


class Course(StrEnum):
    """Where a finding has been going since a quarter ago; UNKNOWN where the past does not tell."""

    NEW = "new"
    WORSE = "worse"
    SAME = "same"
    BETTER = "better"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True)
class Since:
    """When a finding came up: not yet at `after`, there at `by` (seconds since 1970).

    `after` is 0 where it may be older than all that was looked at.
    """

    after: int
    by: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """The commit that brought a finding: its name, when it was made (seconds since 1970) and by whom."""

    commit: str
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """The chance that a finding is right: `mean`, and between `low` and `high` with a chance of 90 %.

    It was measured on `judged` findings of the same kind of evidence, `evidence` (its code), of which `right` were right.
    """

    mean: float
    low: float
    high: float
    evidence: str
    judged: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why a finding is not to be listed: `by` "comment" or "baseline", with a `reason`, up to and including the day `until`.

    `until` is seconds since 1970 of that day's end, 0 without one.
    """

    by: str
    reason: str
    until: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs attention. `code` is stable and explained by `mainstay explain CODE`.

    `fingerprint` is this finding's alone in a report, and stays the same when the file moves, is renamed or reformatted.
    `value` went beyond `limit`; `lost` is the number of score points that it costs. `since` and `course` tell its past,
    `changed` whether its function or class did in the year, as far as its figures tell (None where they cannot);
    `repair` is a proposal in one sentence, `price` what mending it and living with it cost; `evidence` are sentences
    that it rests on, `certainty` how often such a finding is right where that is not plain. `chain` are the imports that make
    it, of a circle or against a contract. `made_of` are all imports of a circle by the first names of both files, by which the
    baseline knows what joined it.
    """

    code: str
    path: str
    line: int
    end_line: int
    symbol: str
    text: str
    urgency: Urgency
    value: float
    limit: float
    lost: float
    fingerprint: str
    excerpt: Excerpt | None = None
    since: Since | None = None
    course: Course = Course.UNKNOWN
    repair: str = ""
    price: Price | None = None
    evidence: tuple[str, ...] = ()
    certainty: Certainty | None = None
    suppressed: Suppression | None = None
    changed: bool | None = None
    chain: tuple[Step, ...] = ()
    made_of: tuple[str, ...] = ()
