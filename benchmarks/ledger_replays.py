"""Replays of published series as the ledger makes them, and what they come to: bands, chances and dates of every Monday.

A series has the limits that the benchmark of forecasts draws: from a window of it that is drawn by lot among those of the weeks
that are replayed, one that is passed within it and one 5 to 25 % above the highest that came. The limit stays the same on all
Mondays, as people's limits do; Mondays on which it is passed already are no cases.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_judging import cases
from benchmarks.forecast_series import LEARN, WHOLE, Published, usable
from mainstay.analysis.forecasting.days import Days, days_of
from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.analysis.ledger.outcomes import outcome
from mainstay.analysis.ledger.replaying import Replayed, replay
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase
from mainstay.domain.signal import Limit, Samples, Side, Signal

_HOUR = 3_600
_WEEK_HOURS = 168
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Bands:
    """Of `count` levels so many weeks ahead, the shares inside the bands as they were made and as the ledger widened them."""

    count: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Chances:
    """Of `count` chances the mean squared error, and of two that know nothing: the share that came, and one half."""

    count: int
    came: float
    brier: float
    share: float
    coin: float = 0.25


def replayed(given: Published, weeks: int, draws: int) -> list[Replayed]:
    """Replay a set so many times over its last weeks, each time with other limits: one time passed ones, the next time kept."""
    days = [_days(given.first, hours) for hours in given.series]
    found = []
    for draw in range(draws):
        chance = np.random.default_rng([draw, len(given.series)])
        limits = [limit(hours, weeks, chance, kept=bool(draw % 2)) for hours in given.series]
        signals = [_signal(given.name, at, value) for at, value in enumerate(limits)]
        found.append(replay(list(zip(signals, days, strict=True)), weeks))
    return found


def limit(hours: NDArray[np.float64], weeks: int, chance: np.random.Generator, *, kept: bool) -> float | None:
    """Draw a limit from a window whose foretold part lies in the last weeks of a series; None where no window has one."""
    first = max(0, len(hours) - weeks * _WEEK_HOURS - LEARN)
    last = len(hours) - WHOLE
    for _ in range(_TRIES if last >= first else 0):
        start = int(chance.integers(first, last + 1))
        window = hours[start : start + WHOLE]
        if not usable(window):
            continue
        drawn = cases(window[None], int(chance.integers(1 << 32)))
        value = float((drawn.kept if kept else drawn.crossed)[0])
        if np.isfinite(value):
            return value
    return None


def bands(made: Iterable[BandCase]) -> dict[int, Bands]:
    """Give by weeks ahead how many levels were inside, without what the ledger had multiplied their bands by and with it."""
    known = [one for one in made if one.value is not None]
    return {
        weeks: Bands(
            len(part),
            float(np.mean([_inside(one, 1 / one.widened) for one in part])),
            float(np.mean([_inside(one, 1.0) for one in part])),
        )
        for weeks in WEEKS
        if (part := [one for one in known if one.weeks == weeks])
    }


def chances(made: Iterable[CrossingCase]) -> Chances | None:
    """Give the Brier score of chances beside what knows nothing; None where there is none."""
    known = [
        (one.probability, bool(one.passed))
        for one in made
        if one.probability is not None and one.passed is not None
    ]
    if not known:
        return None
    told, came = (np.array(part, dtype=np.float64) for part in zip(*known, strict=True))
    share = float(came.mean())
    return Chances(len(known), share, float(((told - came) ** 2).mean()), float(((share - came) ** 2).mean()))


def dates(made: Iterable[CrossingCase]) -> Counter[Came]:
    """Count what became of the dates that were told."""
    return Counter(found for one in made if (found := outcome(one)) is not None)


def is_open(one: CrossingCase) -> bool:
    """Tell whether it is a date that did not come within the horizon, and whose interval is open there."""
    return bool(one.at) and not one.late and one.passed == 0


def together(found: Sequence[Replayed]) -> tuple[list[BandCase], list[CrossingCase]]:
    """Give the cases of replays with other limits: bands once, for no limit changes them."""
    return list(found[0].bands), [one for part in found for one in part.crossings]


def _inside(one: BandCase, times: float) -> bool:
    if one.value is None:
        raise ValueError("nobody knows what came")
    low, high = (one.middle + (end - one.middle) * times for end in (one.low, one.high))
    return low <= one.value <= high


def _days(first: int, hours: NDArray[np.float64]) -> Days:
    times = (first + np.arange(len(hours), dtype=np.int64)) * _HOUR
    there = np.isfinite(hours)
    # A point stands for the hour that it begins.
    return days_of(Samples(times[there], hours[there]), int(times[-1]) + _HOUR)


def _signal(name: str, at: int, value: float | None) -> Signal:
    known = None if value is None else Limit(value, Side.ABOVE, "drawn by lot")
    return Signal(name, f"{name} {at}", name, f"series {at}", name, limit=known)
