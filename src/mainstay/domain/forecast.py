"""A forecast of one series: where it goes, how sure that is, and when it passes its limit."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.cause import Cause
from mainstay.domain.dated_end import DatedEnd
from mainstay.domain.notice import Notice
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Signal

SCHEMA = 1
TOLD = 0.57
"""The chance within the horizon from which on a date is told; below it the chance alone is."""
COVER = 0.8
"""The chance with which a date lies in its interval, and a level in its band."""
CURRENT = 7 * 86_400
"""Seconds for which evidence is of now: what ended longer ago is told with its dates, and does not enter the ledger."""
WITHIN = (7, 30, 90)
"""Days within which the chance of passing the limit is told."""


class Verdict(StrEnum):
    """What a forecast comes to."""

    CROSSES = "crosses"
    """It is more likely than not that the limit is passed within the horizon; there is a date."""
    MAY_CROSS = "may-cross"
    """It may be, but no date can be told."""
    STAYS = "stays"
    """Nothing points to the limit being passed."""
    CROSSED = "crossed"
    """It is beyond its limit now; that needs no history."""
    NO_LIMIT = "no-limit"
    """Nobody says what is too much."""
    TOO_SHORT = "too-short"
    """There is too little history yet."""
    MUTED = "muted"
    """Forecasts of its class were wrong too often: nothing is told of it until their record is better."""
    UNUSABLE = "unusable"
    """Its points cannot be used."""


@dataclass(frozen=True, slots=True)
class Step:
    """A sudden change of the level at a day (its first second, since 1970) by so much, after which the series counts anew.

    With an `event` it is at the moment of the event: a deploy, a change of configuration. Where the level changed by a `factor`
    that units have between them (1,000, 1,024, 100), all before is taken as multiplied by it; None for other steps.
    """

    at: int
    height: float
    event: bool = False
    factor: float | None = None


@dataclass(frozen=True, slots=True)
class Otherwise:
    """What would change the date: as in the last `days` the limit is passed at `at`, 0 when it is not within the horizon."""

    days: int
    at: int


@dataclass(frozen=True, slots=True)
class Course:
    """The levels of the past and the foretold ones, a day each from `start` on (seconds since 1970); None is a gap.

    The foretold ones begin where the past ends; `low` and `high` hold a day's level with the chance COVER.
    """

    start: int
    past: tuple[float | None, ...]
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """What was foretold of a series at `made_at` for the day `due_at`, and the `value` that came, None while nobody knows.

    The level was to be `middle`, and with the chance COVER between `low` and `high`; it was `inside` or not.
    """

    made_at: int
    due_at: int
    low: float
    middle: float
    high: float
    value: float | None = None
    inside: bool = False


@dataclass(frozen=True, slots=True)
class SoFar:
    """How forecasts of a class came out so far: of `made` levels `inside` lay in their bands.

    `replayed` ones would have been told in the past, the others were. `muted` says why they are not told any more, else "".
    """

    made: int
    inside: int
    replayed: bool = False
    muted: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """One forecast, made at `made_at`. Moments are seconds since 1970, 0 where there is none.

    The evidence is `days` days up to `until`, of which `missing` had no level. `level` is the latest day's, `slope` what it is
    foretold to change by a day, `was` the level at the beginning of the evidence. It passes its limit at `at`, with the chance
    COVER between `early` and `late` (0: beyond the horizon of `horizon` days). `chances` are those of having passed it within
    the days of WITHIN, as far as the horizon goes. `grows` says that the slope is beyond doubt. `error` is by how much the
    level four weeks ahead, or as far as was tried, was off on the median in `tries` trials on the past; None without trials.
    `reason` says why there is no forecast, or what else must be known. It `moves` by so much from day to day. `so_far` is the
    record of its class in the ledger, None where the ledger has none. `ready` is when a series that is too short will be long
    enough if no day is missed from now on, 0 for all others. `past` are earlier forecasts of it, the oldest first.
    `next_hours` tells the hours to come where they were asked for, or may count; None for all others.
    `driver` is what likely drives its slope, None where none was found or looked for.
    """

    signal: Signal
    made_at: int
    verdict: Verdict
    horizon: int
    days: int = 0
    until: int = 0
    missing: int = 0
    was: float | None = None
    level: float | None = None
    slope: float | None = None
    grows: bool = False
    at: int = 0
    early: int = 0
    late: int = 0
    chances: tuple[float, ...] = ()
    step: Step | None = None
    otherwise: tuple[Otherwise, ...] = ()
    error: float | None = None
    tries: int = 0
    course: Course | None = None
    reason: str = ""
    moves: float | None = None
    so_far: SoFar | None = None
    ready: int = 0
    past: tuple[Past, ...] = ()
    next_hours: ShortTerm | None = None
    driver: Cause | None = None


@dataclass(frozen=True, slots=True)
class ForecastList:
    """The forecasts of one command, made `at` (seconds since 1970), the most urgent first, from `sources`.

    `counts` are by verdict. `notices` tell what could not be read, or was passed over, and why. `ends` are dates that are
    known, the soonest first.
    """

    schema: int
    at: int
    sources: tuple[str, ...]
    counts: Mapping[Verdict, int]
    forecasts: tuple[Forecast, ...]
    notices: tuple[Notice, ...] = ()
    ends: tuple[DatedEnd, ...] = ()
