"""What a forecast said that can be held against what came, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Came(StrEnum):
    """What became of something foretold."""

    HIT = "hit"
    EARLY = "early"
    """The limit was passed before the interval."""
    LATE = "late"
    """The limit was passed after the interval, or not at all within one that has an end."""
    PREVENTED = "prevented"
    """Somebody did something about it, and it did not come."""
    WITHDRAWN = "withdrawn"
    """It was taken back before it was due: the limit was changed, the series is watched no more."""
    NOT_RESOLVABLE = "not-resolvable"
    """There are no data about it, or its interval is open: it was not passed within the horizon, and may be behind it."""


@dataclass(frozen=True, slots=True)
class BandCase:
    """A level that was to be between `low` and `high` with a chance of `cover`, `weeks` ahead; None as `value`: nobody knows.

    `sort` is the class of the series, by which forecasts are scored; `middle` was the most likely level. `moves` is by how much
    the series moves from day to day, in its unit, to compare series by. `widened` is by what the band had been multiplied, as
    the ledger said then.
    """

    sort: str
    weeks: int
    made_at: int
    middle: float
    low: float
    high: float
    cover: float
    moves: float
    value: float | None = None
    widened: float = 1.0


@dataclass(frozen=True, slots=True)
class CrossingCase:
    """A limit that was to be passed within so many `days` with the chance `probability`, None where a date alone was told.

    Where a date was told it is `at`, between `early` and `late` (seconds since 1970, 0: none, or beyond the horizon). `passed`
    is when it was passed, 0 not within the days, None where nobody knows. `prevented`: somebody did something about it.
    `stated` is the chance with which it was to be passed within the interval, as far as that is looked at: None for COVER.
    """

    sort: str
    days: int
    made_at: int
    probability: float | None
    at: int = 0
    early: int = 0
    late: int = 0
    passed: int | None = None
    prevented: bool = False
    stated: float | None = None


@dataclass(frozen=True, slots=True)
class ClassRecord:
    """How the forecasts of a class came out.

    Of `bands` levels `inside` were in their bands; `sharpness` is the median width of a band in daily moves of its series,
    `pinball` the mean loss at the ends and the middle of the band in the same unit. Of `crossings` with a known end `came` did
    come; `brier` is the mean squared error of their chances (0 best, 0.25 as a coin). Of `dates` that were told `outcomes`
    counts what became of them. `unknown` could not be resolved. `muted` says why the class is not believed any more, "" else.
    None stands for figures without cases.
    """

    sort: str
    bands: int
    inside: int
    sharpness: float | None
    pinball: float | None
    crossings: int
    came: int
    brier: float | None
    dates: int
    outcomes: tuple[tuple[Came, int], ...]
    unknown: int
    muted: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the ledger says of a class: its record, and by what its bands are multiplied so many weeks ahead.

    It rests on what was told and came due, or, while that is too little, on what would have been told in the past: `replayed`.
    """

    record: ClassRecord
    factors: Mapping[int, float] = field(default_factory=dict)
    replayed: bool = False
