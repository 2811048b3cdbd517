"""Hours of days: sums and counts of points, means of days over the means of their hours, and which days are gaps."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.points import Points

DAY: Final = 86_400
HOUR: Final = 3_600
HOURS: Final = 24
_HALF: Final = 0.5


def by_hour(points: Points, start: int, days: int) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give sums and counts of points for each hour of so many days from `start` on (seconds since 1970): days by 24."""
    hours = (points.times - start) // HOUR
    sums = np.bincount(hours, points.values, days * HOURS).astype(np.float64, copy=False)
    numbers = np.bincount(hours, minlength=days * HOURS).astype(np.int64, copy=False)
    return sums.reshape(days, HOURS), numbers.reshape(days, HOURS)


def hourly(sums: NDArray[np.float64], numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Give the means of hours, NaN where an hour had no point."""
    return np.where(numbers > 0, sums / np.maximum(numbers, 1), np.nan)


def daily(
    sums: NDArray[np.float64], numbers: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Give the mean of each day's hourly means, NaN where it had no point, and how many of its hours had some."""
    present = np.count_nonzero(numbers, axis=1)
    means = np.where(numbers > 0, sums / np.maximum(numbers, 1), 0.0).sum(axis=1) / np.maximum(present, 1)
    return np.where(present > 0, means, np.nan), present


def without_thin_days(means: NDArray[np.float64], present: NDArray[np.integer]) -> NDArray[np.float64]:
    """Give daily means (series by days), NaN where a day has less than half of the hours that its series usually has."""
    count = means.shape[1]
    if not count:
        return means
    known = np.count_nonzero(present, axis=1)
    ordered = np.sort(present, axis=1)
    lower, upper = (
        np.take_along_axis(
            ordered, np.minimum(count - known + (known - 1 + one) // 2, count - 1)[:, None], axis=1
        )[:, 0].astype(np.float64)
        for one in (0, 1)
    )
    least = np.maximum(1.0, _HALF * (lower + upper) / 2)
    return np.where(present >= least[:, None], means, np.nan)
