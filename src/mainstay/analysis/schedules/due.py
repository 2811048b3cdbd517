"""Which times of a schedule are to be started now, and when it comes next."""

from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from mainstay.analysis.schedules.times import times
from mainstay.domain.schedule import Missed, Schedule

GRACE: Final = 60
"""A time that is at most so many seconds late was not missed."""

MOST: Final = 100
"""So many missed times are made up for at most, the newest of them."""

MOST_COUNTED: Final = 10_000
"""Where more times than these were missed, so many are told: there were as many at least."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is due of a schedule at a moment; all times are in seconds since 1970.

    `start` are the times to start for, the oldest first, and `passed_over` how many others there were, for which nothing is
    started any more. `last` is what is dealt with once these were started, to be kept until the next look. `next_at` is when
    it comes next, 0 for never. `ahead` is by how many seconds what was dealt with lies ahead of the clock: until then nothing
    starts, as those times were dealt with before the clock was put back.
    """

    start: tuple[int, ...]
    passed_over: int
    last: int
    next_at: int
    ahead: int = 0


def due(schedule: Schedule, last: int, now: int) -> Due:
    """Give what is due at `now` where `last` was dealt with before (0: never, so that it begins at `now`).

    SKIP starts the newest missed time where it is at most GRACE late, ONCE the newest alone, ALL each of the newest MOST.
    """
    last = last or now
    newest_first = takewhile(
        lambda at: at > last, times(schedule.cron, schedule.zone, max(now, last) + 1, back=True)
    )
    missed = tuple(islice(newest_first, MOST)) if now > last else ()
    more = sum(1 for _ in islice(newest_first, MOST_COUNTED - len(missed))) if len(missed) == MOST else 0
    start = tuple(reversed(_started(schedule.missed, missed, now)))
    return Due(
        start,
        len(missed) + more - len(start),
        missed[0] if missed else last,
        next(times(schedule.cron, schedule.zone, max(now, last)), 0),
        max(0, last - now),
    )


def mark_of(schedule: Schedule) -> str:
    """Give the name under which `last` is kept: a schedule whose times were changed is a new one, and makes up for nothing."""
    return f"{schedule.name} {' '.join(schedule.cron.split())} {schedule.zone}"


def _started(rule: Missed, missed: tuple[int, ...], now: int) -> tuple[int, ...]:
    if rule is Missed.ALL:
        return missed
    return tuple(at for at in missed[:1] if rule is Missed.ONCE or now - at <= GRACE)
