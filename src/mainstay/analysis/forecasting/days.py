"""Raw points of a series made to daily levels, whatever their cadence and order."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.signal import Samples

DAY: Final = 86_400
_HOUR: Final = 3_600
_HALF: Final = 0.5
_MOST_DAYS: Final = 1_100
_LARGEST: Final = 1e150
"""Larger numbers are no measurements, and their squares are beyond what can be computed with."""


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
    times, values = np.asarray(samples.times), np.asarray(samples.values, dtype=np.float64)
    good = np.isfinite(values) & (np.abs(values) < _LARGEST) & (times <= now) & (times >= 0)
    passed_over = int(len(times) - np.count_nonzero(good))
    if not good.any():
        return Days(now - now % DAY, np.empty(0), passed_over)
    times, values = _once(times[good], values[good])
    recent = times > times[-1] - _MOST_DAYS * DAY
    times, values = times[recent], values[recent]
    end = (int(times[-1]) // _HOUR + 1) * _HOUR
    count = (end - int(times[0]) + DAY - 1) // DAY
    start = end - count * DAY
    hours = (times - start) // _HOUR
    sums = np.bincount(hours, values, count * 24).reshape(count, 24)
    numbers = np.bincount(hours, minlength=count * 24).reshape(count, 24)
    present = np.count_nonzero(numbers, axis=1)
    usual = np.median(present[present > 0])
    with np.errstate(invalid="ignore"):
        means = np.where(numbers > 0, sums / np.maximum(numbers, 1), 0.0).sum(axis=1) / np.maximum(present, 1)
    return Days(start, np.where(present >= max(1.0, _HALF * usual), means, np.nan), passed_over)


def _once(
    times: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    if (np.diff(times) > 0).all():
        return times, values
    order = np.argsort(times, kind="stable")
    times, values = times[order], values[order]
    last = np.append(np.diff(times) > 0, True)
    return times[last], values[last]
