"""What may drive a series: candidates that go together with its moves or lead them, ranked, with their evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal

SCHEMA = 1


class CauseKind(StrEnum):
    """What sort of thing a candidate is."""

    SERIES = "series"
    ROW_COUNT = "row-count"
    """A series that counts the rows of a table."""
    EVENT = "event"
    """A deploy or a change of configuration that a metrics server knows of."""
    RUN = "run"
    """Something that Mainstay carried out."""


class Standing(StrEnum):
    """What became of a candidate that was looked at."""

    LIKELY = "likely"
    """It leads the moves of the series or goes together with them, beyond chance and by enough to count."""
    SAME = "same-thing"
    """It is the series itself in another form, or a part of it: that explains nothing."""
    FOLLOWS = "follows"
    """It moves after the series does, so it does not drive it."""
    CHANCE = "chance"
    """What there is may well be chance."""
    SMALL = "small"
    """It is beyond chance, and too little to count, or not there all the time."""
    UNUSABLE = "unusable"
    """It has too few points, or does not move."""


class CauseVerdict(StrEnum):
    """What the search comes to."""

    FOUND = "found"
    NONE = "none-found"
    """Candidates were looked at, and none stood."""
    NO_CANDIDATES = "no-candidates"
    TOO_SHORT = "too-short"
    """The series itself has too little history, or does not move."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A candidate that stood, or is the same thing.

    `signal` is the series, None for what was done at a moment `at` (seconds since 1970) to `subject`, told as `what`. It leads
    by `lag` seconds, 0 where both go together. `strength` is the correlation of what neither past foretells (-1 to 1); of
    what was done, the height of the step in spreads. `share` is the part of the slope of the series that it explains (0 to
    1), None where the series has no slope or that cannot be told. `chance` is that of one as strong, among all that were looked
    at, by nothing but chance. `evidence` and `look` are sentences: what was seen, and what would tell.
    """

    kind: CauseKind
    standing: Standing
    what: str
    subject: str
    lag: int
    strength: float
    share: float | None
    chance: float
    evidence: str
    look: str
    signal: Signal | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Causes:
    """What may drive `target`, the strongest first, looked for at `at` in steps of `step` seconds from `since` to `until`.

    `looked_at` says how many candidates came to what. `same` are series that are the target in another form, or parts of it.
    `reason` is a sentence where nothing was found. With `began` (seconds since 1970, else 0) it was looked for what
    changed before that moment.
    """

    schema: int
    at: int
    target: Signal
    verdict: CauseVerdict
    step: int
    since: int
    until: int
    looked_at: Mapping[Standing, int]
    causes: tuple[Cause, ...] = ()
    same: tuple[Cause, ...] = ()
    reason: str = ""
    began: int = 0
    notices: tuple[Notice, ...] = ()
