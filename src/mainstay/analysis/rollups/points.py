"""The points of a series that can be computed with: in order, each second once, numbers all."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.signal import Samples

LARGEST: Final = 1e150
"""Larger numbers are no measurements, and their squares are beyond what can be computed with."""


@dataclass(frozen=True, slots=True)
class Points:
    """Points in the order of their times, one a second at most; `passed_over` counts those that were left out."""

    times: NDArray[np.int64]
    values: NDArray[np.float64]
    passed_over: int


def usable(samples: Samples, since: int, until: int) -> Points:
    """Give the points of [since, until) (seconds since 1970) that are numbers; of two of one second the later one counts."""
    times = np.asarray(samples.times, dtype=np.int64)
    values = np.asarray(samples.values, dtype=np.float64)
    good = np.isfinite(values) & (np.abs(values) < LARGEST) & (times >= since) & (times < until)
    passed_over = int(len(times) - np.count_nonzero(good))
    return Points(*_once(times[good], values[good]), passed_over)


def since(points: Points, moment: int) -> Points:
    """Give the points from a moment on; what lies before it is not counted as passed over."""
    kept = points.times >= moment
    return Points(points.times[kept], points.values[kept], points.passed_over)


def _once(
    times: NDArray[np.int64], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    if (np.diff(times) > 0).all():
        return times, values
    order = np.argsort(times, kind="stable")
    times, values = times[order], values[order]
    last = np.append(np.diff(times) > 0, True)
    return times[last], values[last]
