"""What a series usually is at this time of the day and of the week, from the days before."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.points import Points

DAY: Final = 86_400
MINUTE: Final = 60
_DAYS: Final = tuple(range(1, 8))
_WEEKS: Final = (14, 21, 28)
_AROUND: Final = 3
"""So many points before and after the same time of an earlier day count as seen at this time."""
_NEAR_STEPS: Final = 1.5
_NEAR: Final = 10 * MINUTE
_AT_ONCE: Final = 1 << 16
_FIRST: Final = 200

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Usual:
    """What was usual when each point came: the `middle`, and `low` and `high` of all that was seen at this time of day.

    NaN where no earlier day tells anything. A point's own value, and those after it, are in none of them.
    """

    middle: Vector
    low: Vector
    high: Vector


def cadence(points: Points) -> float:
    """Give the seconds that usually lie between two points, by the first of them; 0 for fewer than two."""
    gaps = np.diff(points.times[:_FIRST])
    return float(np.median(gaps)) if len(gaps) else 0.0


def usual(points: Points) -> Usual:
    """Give what was usual at each point: the median of this time on the seven days before, and the range around this time
    on those and on this weekday of up to four weeks.

    Each is taken from times before the point's own, so that a series can be judged while it comes and afterwards alike.
    """
    many = len(points.times)
    found = Usual(*(np.full(many, np.nan) for _ in range(3)))
    step = cadence(points)
    for begin in range(0, many, _AT_ONCE):
        part = slice(begin, min(begin + _AT_ONCE, many))
        same_time = np.full((len(_DAYS), part.stop - begin), np.nan)
        low, high = found.low[part], found.high[part]
        for row, place in _earlier(points, part, step):
            if row < len(_DAYS):
                same_time[row] = _values(points, place, part)
            for beside in range(-_AROUND, _AROUND + 1):
                seen = _values(points, np.where(place >= 0, place + beside, -1), part)
                np.fmin(low, seen, out=low)
                np.fmax(high, seen, out=high)
        found.middle[part] = _medians(same_time)
    return found


def _earlier(points: Points, part: slice, step: float) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Give where the same time lies on each day that is looked at, -1 where that day has no point near it."""
    near = max(_NEAR_STEPS * step, _NEAR)
    last = len(points.times) - 1
    for row, days in enumerate((*_DAYS, *_WEEKS)):
        wanted = points.times[part] - days * DAY
        right = np.searchsorted(points.times, wanted)
        left = np.maximum(right - 1, 0)
        right = np.minimum(right, last)
        to_left, to_right = (np.abs(points.times[place] - wanted) for place in (left, right))
        place = np.where(to_left <= to_right, left, right)
        yield row, np.where(np.minimum(to_left, to_right) <= near, place, -1)


def _values(points: Points, place: NDArray[np.intp], part: slice) -> Vector:
    own = np.arange(part.start, part.stop)
    # Of a series with few points a day, the one beside yesterday's is the point itself.
    return np.where((place >= 0) & (place < own), points.values[np.clip(place, 0, len(own) + part.start - 1)], np.nan)


def _medians(rows: Vector) -> Vector:
    """Give the medians of columns, without what is NaN, and NaN where nothing else is there."""
    rows = np.sort(rows, axis=0)
    there = np.isfinite(rows).sum(axis=0)
    columns = np.arange(rows.shape[1])
    low, high = (rows[np.maximum(place, 0), columns] for place in ((there - 1) // 2, there // 2))
    # Where all days are there the upper middle is within them; else NaN stands behind what is there.
    middle = (low + high) / 2
    return np.where(there > 0, middle, np.nan)
