"""What of a budget will be spent: the known days that leave the window, and days to come drawn from those that were."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.budgets.counts import Counts
from mainstay.domain.budget import Objective

PATHS: Final = 400
MEMORIES: Final = ((7, 0.4), (14, 0.25), (28, 0.15), (56, 0.1), (112, 0.1))
"""So many of the last days may stand for those to come, with what chance each: nobody knows since when a burn is what it is."""
TURNS: Final = 40.0
"""Days after which, on the mean, a path goes on as another time of the past did."""
NEW: Final = 0.8
"""By so much (a deviation of the logarithm) such another time differs from all that were: no history has seen everything."""
TOGETHER: Final = 2
"""Days that are drawn together: bad ones come in rows."""
_SEED: Final = 8
_DAY: Final = 86_400
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class EventDays:
    """Bad events, all events, and the part that is known of each of the last days; the last day ends with the grid."""

    bad: Values
    total: Values
    seen: Values


def event_days(counts: Counts) -> EventDays:
    """Put a grid of hours together to days, counted back from its end."""
    hours = _DAY // counts.step
    days = len(counts.total) // hours
    known = np.isfinite(counts.total)
    made = (
        np.where(known, one, 0.0)[len(known) - days * hours :].reshape(days, hours).sum(axis=1)
        for one in (counts.bad, counts.total, known / hours)
    )
    return EventDays(*made)


def spent_ahead(given: EventDays, objective: Objective, horizon: int) -> Values | None:
    """Give the part that is spent at the end of each day to come, now first, on PATHS paths (paths by 1 + horizon).

    None where not one day is known. What was bad leaves the window on the day that is known; only what is to come is drawn.
    A day of which half is known stands for a whole one, so that gaps say nothing.
    """
    days = objective.days
    usable = np.flatnonzero((given.seen >= 0.5) & (given.total > 0))
    allowed = 1.0 - objective.goal
    if not len(usable) or allowed <= 0:
        return None
    places, times = _places(len(usable), horizon)
    drawn = usable[places]
    whole = 1.0 / given.seen[drawn]
    total = given.total[drawn] * whole
    bad = np.minimum(given.bad[drawn] * whole * times, total)
    sums = [
        _within(one, ahead, days)
        for one, ahead in ((given.bad, bad), (given.total, total), (given.seen, np.ones_like(bad)))
    ]
    with np.errstate(divide="ignore", invalid="ignore"):
        part = sums[0] / sums[1] * np.minimum(sums[2] / days, 1.0) / allowed
    return np.nan_to_num(part)


def _within(past: Values, ahead: Values, days: int) -> Values:
    """Sum the last `days` at the end of each day to come, now first."""
    before = np.concatenate((np.zeros(days), past))[-days:]
    every = np.concatenate((np.broadcast_to(before, (len(ahead), days)), ahead), axis=1)
    sums = np.concatenate((np.zeros((len(ahead), 1)), np.cumsum(every, axis=1)), axis=1)
    return np.asarray(sums[:, days:] - sums[:, :-days])


def _places(count: int, horizon: int) -> tuple[NDArray[np.int64], Values]:
    """Draw for each path and day to come the place of the known day that stands for it (of `count`, the latest last).

    The second is how many times as many bad events come as then.
    The same draws for all: a series that did not change is told the same twice.
    """
    chance = np.random.default_rng(_SEED)
    sizes, shares = zip(*MEMORIES, strict=True)
    reach = np.minimum(np.array(sizes), count)
    found = np.empty((PATHS, horizon), dtype=np.int64)
    times = np.ones((PATHS, horizon))
    by = np.ones(PATHS)
    memory = reach[chance.choice(len(reach), PATHS, p=shares)]
    last = np.full(PATHS, count)
    place = np.zeros(PATHS, dtype=np.int64)
    for day in range(horizon):
        if day % TOGETHER == 0:
            turned = chance.random(PATHS) < TOGETHER / TURNS
            last = np.where(turned, memory + (chance.random(PATHS) * (count - memory + 1)).astype(int), last)
            by = np.where(turned, np.exp(chance.normal(0.0, NEW, PATHS)), by)
            place = last - memory + (chance.random(PATHS) * memory).astype(int)
        else:
            place = np.where(place + 1 < last, place + 1, last - memory)
        found[:, day], times[:, day] = place, by
    return found, times
