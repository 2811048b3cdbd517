"""What is spent of a budget over its window, hour by hour, and when it is gone if the present burn goes on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.shares import share_between
from mainstay.domain.budget import LEAST_BAD, Objective, Rate, Soon, WorstDay
from mainstay.domain.signal import Limit, Samples, Side, Signal

HOUR: Final = 3_600
DAY: Final = 86_400
SORT: Final = "budget"
_TENTH: Final = 0.1
_NEXT_HOURS: Final = 3 * DAY
"""Seconds for which the burn of the last hours says anything."""


@dataclass(frozen=True, slots=True)
class Spent:
    """At the end of each hour: bad events and all of the window, the share of it that is known, the part of the budget spent.

    The last is NaN without traffic. Hours before `whole` end a window of which the beginning lies before all data.
    """

    times: NDArray[np.int64]
    bad: NDArray[np.float64]
    total: NDArray[np.float64]
    seen: NDArray[np.float64]
    part: NDArray[np.float64]
    whole: int


def spent(counts: Counts, objective: Objective) -> Spent:
    """Look at a grid of hours through the rolling window of an objective.

    What of the window is not known is taken to have had as much traffic as the rest, and no errors.
    """
    size = objective.days * DAY // counts.step
    known = np.isfinite(counts.total)
    bad, total, seen = (
        _rolling(np.where(known, one, 0.0), size) for one in (counts.bad, counts.total, known.astype(float))
    )
    seen = seen / size
    allowed = 1.0 - objective.goal
    part = np.full(len(total), np.nan)
    some = total > 0
    if allowed > 0:
        part[some] = bad[some] / total[some] * seen[some] / allowed
    first = int(known.argmax()) if known.any() else len(known)
    times = counts.start + counts.step * np.arange(1, len(total) + 1, dtype=np.int64)
    return Spent(times, bad, total, seen, part, first + size - 1)


def as_series(found: Spent, objective: Objective, source: str) -> tuple[Signal, Samples]:
    """Give the part that is spent as a series that can be forecast: its limit is all of the budget."""
    limit = Limit(1.0, Side.ABOVE, f"objective {objective.name}, {objective.source}")
    subject = objective.subject or f"slo:{objective.name}"
    what = f"error budget spent of {objective.name}"
    signal = Signal(source, f"budget:{objective.name}", subject, what, SORT, "share", {}, limit)
    good = np.isfinite(found.part) & (np.arange(len(found.part)) >= found.whole)
    return signal, Samples(found.times[good], found.part[good])


def soon(now: int, rate: Rate, fits: float, goal: float) -> Soon | None:
    """Tell when `fits` more bad events have come if the burn of a window goes on; None where that is not within three days.

    The interval is that of the share of bad events, at the same traffic.
    """
    if rate.burn is None or rate.burn <= 1 or round(rate.bad, 1) < LEAST_BAD or fits <= 0 or rate.seen <= 0:
        return None
    ends = share_between(rate.bad, rate.total, _TENTH)
    a_second = rate.total / (rate.seconds * rate.seen)
    late, at, early = (
        round(fits / (share * a_second)) if share > 0 else 0
        for share in (ends[0], rate.bad / rate.total, ends[1])
    )
    if not 0 < at <= _NEXT_HOURS:
        return None
    # A burn that may be no faster than the objective allows may never use the budget up.
    lasts = ends[0] <= 1.0 - goal
    return Soon(rate.seconds, now + at, now + early, 0 if lasts else now + late)


def worst_day(counts: Counts, objective: Objective) -> WorstDay | None:
    """Give the 24 hours, counted back from the end, with the most bad events within the window; None without any."""
    hours = DAY // counts.step
    days = min(objective.days, len(counts.bad) // hours)
    if not days:
        return None
    by_day = np.nan_to_num(counts.bad[len(counts.bad) - days * hours :]).reshape(days, hours).sum(axis=1)
    worst = int(by_day.argmax())
    most = float(by_day[worst])
    if most <= 0:
        return None
    start = counts.end - (days - worst) * DAY
    return WorstDay(start, most, most / float(by_day.sum()), start + DAY + objective.days * DAY)


def _rolling(values: NDArray[np.float64], size: int) -> NDArray[np.float64]:
    """Sum the last values at each place, as many as there are up to `size`; sums of nothing but zeros are zero."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    made = sums[1:].copy()
    made[size:] -= sums[1:-size]
    # The rounding of long sums is no event.
    return np.where(made > 1e-9 * max(1.0, float(sums[-1])), made, 0.0)
