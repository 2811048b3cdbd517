"""Days of one series, rolled up from its raw points, in a form that can be merged."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups import bins
from mainstay.analysis.rollups.bins import Bins
from mainstay.analysis.rollups.hours import DAY, HOURS, by_hour, daily
from mainstay.analysis.rollups.points import usable
from mainstay.domain.signal import Samples

MOST_DAYS: Final = 1_100
"""Days that are rolled up at once; what is older is passed over."""
_MIDDLE, _LATE = 0.5, 0.95


@dataclass(frozen=True, slots=True)
class Rolled:
    """Days (UTC) from `first` on, counted from 1970, and which second of each the points were taken from and up to.

    `sums` and `numbers` are days by 24 hours. A day that nobody looked at begins and ends at 0.
    """

    first: int
    begins: NDArray[np.int64]
    ends: NDArray[np.int64]
    sums: NDArray[np.float64]
    numbers: NDArray[np.int64]
    lowest: NDArray[np.float64]
    highest: NDArray[np.float64]
    bins: Bins
    passed_over: int = 0

    @property
    def counts(self) -> NDArray[np.int64]:
        """Give how many points each day has."""
        found: NDArray[np.int64] = self.numbers.sum(axis=1)
        return found


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is told of each of some days: NaN, and 0 points, where there were none.

    `mean` is that of the hourly means; `median` and `p95` are as exact as `bins` says; `missing` counts hours without points.
    """

    mean: NDArray[np.float64]
    median: NDArray[np.float64]
    p95: NDArray[np.float64]
    highest: NDArray[np.float64]
    lowest: NDArray[np.float64]
    count: NDArray[np.int64]
    missing: NDArray[np.int64]


def rolled(samples: Samples, since: int, until: int, now: int) -> Rolled:
    """Roll up the points of [since, until) (seconds since 1970): all that there are of this time, in any order.

    Those that are no numbers, of a time to come, or more than `MOST_DAYS` before `until` are passed over and counted.
    """
    until = min(until, now + 1)
    since = max(since, until - MOST_DAYS * DAY)
    first = since // DAY
    days = max(-(-until // DAY) - first, 0) if since < until else 0
    points = usable(samples, since, until if days else since)
    sums, numbers = by_hour(points, first * DAY, days)
    starts = (first + np.arange(days, dtype=np.int64)) * DAY
    rows = points.times // DAY - first
    lowest, highest = np.full(days, np.inf), np.full(days, -np.inf)
    if len(rows):
        # Points come in order, so that those of a day stand together.
        begun = np.flatnonzero(np.append(True, np.diff(rows) > 0))
        lowest[rows[begun]] = np.minimum.reduceat(points.values, begun)
        highest[rows[begun]] = np.maximum.reduceat(points.values, begun)
    return Rolled(
        first,
        np.maximum(starts, since),
        np.minimum(starts + DAY, until),
        sums,
        numbers,
        lowest,
        highest,
        bins.binned(points.values, rows, days),
        points.passed_over,
    )


def numbers_of(days: Rolled) -> Numbers:
    """Give what is told of days."""
    mean, present = daily(days.sums, days.numbers)
    there = present > 0
    lowest, highest = (np.where(there, ends, np.nan) for ends in (days.lowest, days.highest))
    median, p95 = (bins.quantiles(days.bins, share, lowest, highest) for share in (_MIDDLE, _LATE))
    return Numbers(mean, median, p95, highest, lowest, days.counts, HOURS - present)


def merged(one: Rolled, other: Rolled) -> Rolled:
    """Merge what was rolled up apart; of days in both, those looked at apart are added up, and of two that overlap one stays.

    The one that stays has more points; of as many, it looked at more of the day. So days that are rolled up again with more
    of their points replace themselves, and the same points twice change nothing.
    """
    first = min(one.first, other.first)
    many = max(one.first + len(one.ends), other.first + len(other.ends)) - first
    a, b = _framed(one, first, many), _framed(other, first, many)
    in_a, in_b = a.ends > a.begins, b.ends > b.begins
    apart = in_a & in_b & ((a.ends <= b.begins) | (b.ends <= a.begins))
    more = b.counts - a.counts
    wider = (b.ends - b.begins) > (a.ends - a.begins)
    from_b = in_b & (~in_a | apart | (more > 0) | ((more == 0) & wider))
    from_a = in_a & (~from_b | apart)
    rows = np.arange(many, dtype=np.int64)

    def added(name: str) -> Any:  # noqa: ANN401  # days by hours
        left, right = getattr(a, name), getattr(b, name)
        return np.where(from_a[:, None], left, 0) + np.where(from_b[:, None], right, 0)

    far = np.iinfo(np.int64).max
    begins = np.minimum(np.where(from_a, a.begins, far), np.where(from_b, b.begins, far))
    return Rolled(
        first,
        np.where(from_a | from_b, begins, 0),
        np.maximum(np.where(from_a, a.ends, 0), np.where(from_b, b.ends, 0)),
        added("sums"),
        added("numbers"),
        np.minimum(np.where(from_a, a.lowest, np.inf), np.where(from_b, b.lowest, np.inf)),
        np.maximum(np.where(from_a, a.highest, -np.inf), np.where(from_b, b.highest, -np.inf)),
        bins.merged([(a.bins, np.where(from_a, rows, -1)), (b.bins, np.where(from_b, rows, -1))], many),
        one.passed_over + other.passed_over,
    )


def part(days: Rolled, since: int, until: int) -> Rolled:
    """Give the days of [since, until), counted from 1970, that are among these."""
    low = min(max(since - days.first, 0), len(days.ends))
    high = min(max(until - days.first, low), len(days.ends))
    if high - low == len(days.ends):
        return days
    chosen = slice(low, high)
    return Rolled(
        days.first + low,
        days.begins[chosen],
        days.ends[chosen],
        days.sums[chosen],
        days.numbers[chosen],
        days.lowest[chosen],
        days.highest[chosen],
        bins.cut(days.bins, low, high),
        days.passed_over,
    )


def only(days: Rolled, chosen: NDArray[np.bool_]) -> Rolled:
    """Give the same days with those that are not chosen as if nobody had looked at them."""
    if chosen.all():
        return days
    return Rolled(
        days.first,
        np.where(chosen, days.begins, 0),
        np.where(chosen, days.ends, 0),
        np.where(chosen[:, None], days.sums, 0.0),
        np.where(chosen[:, None], days.numbers, 0),
        np.where(chosen, days.lowest, np.inf),
        np.where(chosen, days.highest, -np.inf),
        bins.only(days.bins, chosen),
        days.passed_over,
    )


def _framed(days: Rolled, first: int, many: int) -> Rolled:
    """Give days with others around them at which nobody looked."""
    before, there = days.first - first, len(days.ends)
    if not before and there == many:
        return days

    def each(values: NDArray[np.generic], empty: float) -> Any:  # noqa: ANN401  # of the kind that came
        framed = np.full((many, *values.shape[1:]), empty, dtype=values.dtype)
        framed[before : before + there] = values
        return framed

    return Rolled(
        first,
        each(days.begins, 0),
        each(days.ends, 0),
        each(days.sums, 0),
        each(days.numbers, 0),
        each(days.lowest, np.inf),
        each(days.highest, -np.inf),
        bins.among(days.bins, before, many),
        days.passed_over,
    )
