"""A forecast of the next hours of one series: which model tells it, its band, and how it fared on the hours that were."""

from dataclasses import dataclass

LONGEST = 168
"""Hours ahead beyond which days are told, not hours."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A model that was not tried to the end, and why."""

    model: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShortTerm:
    """The levels of the hours from `start` on (seconds since 1970); `low` and `high` hold one with the chance COVER.

    The band was `widened` by so much, as the ledger said of the class. It is told by `model`. `error` is what that was off by
    in `tries` trials on the hours before, and `profile` what the profile of the week alone was, both as MASE: as a part of what
    "as a day before" is off by in the same series (Hyndman and Koehler, 2006). None without trials. `at` is the first hour that
    is beyond the limit by the middle, and `early` by the edge of the band that is nearer to it; 0 where none is. `hours` of
    history were there, of which `missing` had no point and were filled. `past` are the levels of the last of them, up to
    `start`; None is a gap.
    """

    model: str
    start: int
    middle: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    error: float | None = None
    profile: float | None = None
    tries: int = 0
    at: int = 0
    early: int = 0
    hours: int = 0
    missing: int = 0
    left_out: tuple[LeftOut, ...] = ()
    past: tuple[float | None, ...] = ()
    widened: float = 1.0
