"""What a series usually is at this time of the day and of the week, from the days before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.points import Points

DAY: Final = 86_400
MINUTE: Final = 60
_DAYS: Final = tuple(range(1, 8))
_WEEKS: Final = (7, 14, 21, 28)
_LOOKED_AT: Final = (*_DAYS, *_WEEKS[1:])
_LEAST_WEEKS: Final = 2
_AROUND: Final = 1
"""So many points before and after the same time of an earlier day count as seen at this time."""
_NEAR_STEPS: Final = 1.5
_NEAR: Final = 10 * MINUTE
_FIRST: Final = 200
_AT_ONCE: Final = 1 << 16

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Usual:
    """What was usual when each point came.

    `middle` is its value; `ranges` holds for each measure that was given the lowest and the highest that was seen at this time.
    NaN where no earlier day tells anything. A point's own value, and those after it, are in none of them.
    """

    middle: Vector
    ranges: tuple[tuple[Vector, Vector], ...]


def cadence(points: Points) -> float:
    """Give the seconds that usually lie between two points, by the first of them; 0 for fewer than two."""
    gaps = np.diff(points.times[:_FIRST])
    return float(np.median(gaps)) if len(gaps) else 0.0


def a_day(points: Points) -> int:
    """Give how many points there usually are a day, two at the least."""
    step = cadence(points)
    return max(2, int(DAY // step)) if step else 2


def usual(points: Points, measures: Sequence[Vector] = ()) -> Usual:
    """Give what was usual at each point, and the range of `measures` (one value a point each) around this time of day.

    The middle is the median of this time on the seven days before or, where that is nearer to the point, of this weekday in the
    four weeks before. Ranges are of those days and weeks together. Only what came before a point is looked at, so a series is
    judged alike while it comes and afterwards.
    """
    many = len(points.times)
    middle = np.full(many, np.nan)
    ranges = tuple((np.full(many, np.nan), np.full(many, np.nan)) for _ in measures)
    for begin in range(0, many, _AT_ONCE):
        part = slice(begin, min(begin + _AT_ONCE, many))
        by_day = np.full((len(_DAYS), part.stop - begin), np.nan)
        by_week = np.full((len(_WEEKS), part.stop - begin), np.nan)
        for days, place in _earlier(points, part):
            values = _taken(points.values, place, part)
            if days in _DAYS:
                by_day[_DAYS.index(days)] = values
            if days in _WEEKS:
                by_week[_WEEKS.index(days)] = values
            for beside in range(-_AROUND, _AROUND + 1):
                there = np.where(place >= 0, place + beside, -1)
                for measure, (low, high) in zip(measures, ranges, strict=True):
                    seen = _taken(measure, there, part)
                    np.fmin(low[part], seen, out=low[part])
                    np.fmax(high[part], seen, out=high[part])
        middle[part] = _nearer(points.values[part], by_day, by_week)
    return Usual(middle, ranges)


def _earlier(points: Points, part: slice) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Give where the same time lies so many days before, for each day that is looked at; -1 where no point is near it."""
    near = max(_NEAR_STEPS * cadence(points), _NEAR)
    last = len(points.times) - 1
    for days in _LOOKED_AT:
        wanted = points.times[part] - days * DAY
        right = np.searchsorted(points.times, wanted)
        left = np.maximum(right - 1, 0)
        right = np.minimum(right, last)
        to_left, to_right = (np.abs(points.times[place] - wanted) for place in (left, right))
        place = np.where(to_left <= to_right, left, right)
        yield days, np.where(np.minimum(to_left, to_right) <= near, place, -1)


def _taken(values: Vector, place: NDArray[np.intp], part: slice) -> Vector:
    # Of a series with few points a day, the one beside yesterday's is the point itself.
    before = (place >= 0) & (place < np.arange(part.start, part.stop))
    return np.where(before, values[np.where(before, place, 0)], np.nan)


def _nearer(values: Vector, by_day: Vector, by_week: Vector) -> Vector:
    daily, weekly = _medians(by_day), _medians(by_week)
    enough = np.isfinite(by_week).sum(axis=0) >= _LEAST_WEEKS
    return np.where(enough & ~(np.abs(values - daily) <= np.abs(values - weekly)), weekly, daily)


def _medians(rows: Vector) -> Vector:
    """Give the medians of columns without what is NaN, and NaN where nothing else is there."""
    rows = np.sort(rows, axis=0)
    there = np.isfinite(rows).sum(axis=0)
    columns = np.arange(rows.shape[1])
    low, high = (rows[np.maximum(place, 0), columns] for place in ((there - 1) // 2, there // 2))
    return np.where(there > 0, (low + np.where(there % 2 == 0, high, low)) / 2, np.nan)
