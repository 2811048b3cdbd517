"""Daily levels of a series as a forecast takes them: of raw points, whatever their cadence and order, or of what is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.hours import DAY, HOUR, by_hour, daily, without_thin_days
from mainstay.analysis.rollups.points import since, usable
from mainstay.analysis.rollups.rolling import MOST_DAYS
from mainstay.domain.signal import Samples

__all__ = ("DAY", "Days", "days_of", "days_of_levels")


@dataclass(frozen=True, slots=True)
class Days:
    """Daily levels: of `start` and the days after it (seconds since 1970), NaN where a day had too few points.

    `passed_over` counts the points that were no numbers, or of a time to come.
    """

    start: int
    levels: NDArray[np.float64]
    passed_over: int = 0

    @property
    def until(self) -> int:
        """Give the moment at which the last day ends."""
        return self.start + DAY * len(self.levels)


def days_of(samples: Samples, now: int) -> Days:
    """Give the daily levels of points in any order, of which some may come twice, be no numbers, or be of times to come.

    Days end at the hour of the last point, so that the last one is whole. A level is the mean of the means of the hours; a day
    with less than half of the hours that this series usually has is a gap. Of two points of one second the later one counts.
    """
    points = usable(samples, 0, now + 1)
    if not len(points.times):
        return Days(now - now % DAY, np.empty(0), points.passed_over)
    # However long ago a file ends, the days before its end are what counts.
    points = since(points, int(points.times[-1]) - MOST_DAYS * DAY + 1)
    end = (int(points.times[-1]) // HOUR + 1) * HOUR
    count = (end - int(points.times[0]) + DAY - 1) // DAY
    start = end - count * DAY
    means, present = daily(*by_hour(points, start, count))
    return Days(start, without_thin_days(means[None], present[None])[0], points.passed_over)


def days_of_levels(first: int, levels: NDArray[np.float64]) -> Sequence[Days]:
    """Give each row of levels (series by UTC days, `first` counted from 1970) from its first to its last day that is no gap.

    The rows are looked at and not copied. The last day is to have ended: a day in the midst is no level.
    """
    there = np.isfinite(levels)
    known = there.any(axis=1)
    begins = np.where(known, there.argmax(axis=1), 0).tolist()
    ends = np.where(known, levels.shape[1] - there[:, ::-1].argmax(axis=1), 0).tolist()
    return [
        Days((first + begin) * DAY, row[begin:end])
        for row, begin, end in zip(levels, begins, ends, strict=True)
    ]
