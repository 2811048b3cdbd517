"""A golden set: what answers of a model must hold, what they held, and which of two runs holds more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mainstay.domain.notice import Notice
from mainstay.domain.quality import Estimate

SCHEMA = 1


class Property(StrEnum):
    """What can be expected of an answer; how each is written stands in docs/how-to/golden-sets.md."""

    EQUALS = "equals"
    EXACTLY = "exactly"
    CONTAINS = "contains"
    CONTAINS_ANY = "contains_any"
    CONTAINS_NONE = "contains_none"
    MATCHES = "matches"
    MATCHES_NOT = "matches_not"
    NUMBER = "number"
    JSON = "json"
    LEAST_WORDS = "least_words"
    MOST_WORDS = "most_words"


class JsonKind(StrEnum):
    """What stands under a key of an answer that is JSON."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    LIST = "list"
    OBJECT = "object"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Expected:
    """One question's answer: `id`, and what is expected of it. Texts are told apart neither by case nor by spaces.

    `number` is to come in the answer, off by `within` at most. `json` names the keys that it must have, an empty mapping asks
    for JSON of any form.
    """

    id: str
    equals: str | None = None
    exactly: str | None = None
    contains: tuple[str, ...] = ()
    contains_any: tuple[str, ...] = ()
    contains_none: tuple[str, ...] = ()
    matches: tuple[str, ...] = ()
    matches_not: tuple[str, ...] = ()
    number: float | None = None
    within: float = 0.0
    json: Mapping[str, JsonKind] | None = None
    least_words: int | None = None
    most_words: int | None = None


@dataclass(frozen=True, slots=True)
class Failing:
    """A property that an answer lacked, and why, in words."""

    property: Property
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One question: so many of its `runs` answers held all that is expected; of the others `failing` is what they lacked."""

    id: str
    runs: int
    passed: int
    failing: tuple[Failing, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether all of its answers hold all that is expected."""
        return self.runs > 0 and self.passed == self.runs

    @property
    def wavers(self) -> bool:
        """Whether some of its answers do and others do not."""
        return 0 < self.passed < self.runs


@dataclass(frozen=True, slots=True)
class GoldenSide:
    """One file of answers: each question judged, and the share that passes with the interval that holds it 19 times of 20.

    `unanswered` questions have no answer and do not pass. `counts` says in how many questions each property was lacking.
    """

    name: str
    questions: tuple[Judged, ...]
    share: Estimate
    unanswered: int
    counts: Mapping[Property, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GoldenReport:
    """A golden set, and one or two files of answers.

    With an `other` side, `lost` passed before and do not now, `won` the other way round; mere chance divides them so unevenly
    with the chance `by_chance` (McNemar's exact test).
    """

    expected: str
    side: GoldenSide
    other: GoldenSide | None = None
    lost: tuple[str, ...] = ()
    won: tuple[str, ...] = ()
    by_chance: float | None = None
    notices: tuple[Notice, ...] = ()
    schema: int = SCHEMA

    @property
    def latest(self) -> GoldenSide:
        """Give the side that is asked about: the other one where there are two."""
        return self.other or self.side
