"""How far each point is from usual, seen at several scales: at once, over an hour, and over parts of a day."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.usual import a_day, usual
from mainstay.analysis.rollups.points import Points

_HOUR, _EIGHTH, _QUARTER = 24, 8, 4
_LEAST_POINTS: Final = (3, 4, 4)

Vector = NDArray[np.float64]


class Scale(IntEnum):
    """What is looked at: a row of the sizes."""

    POINT = 0
    HOUR = 1
    LEVEL = 2
    UNREST = 3
    ROUGHNESS = 4


@dataclass(frozen=True, slots=True)
class Sizes:
    """How far points are from usual (Scale by points), in the series' unit, and the `usual` value of each; NaN: unknown."""

    usual: Vector
    rows: Vector


def sizes(points: Points) -> Sizes:
    """Measure each point against what was usual before it.

    POINT is the distance from usual, HOUR the mean of the signed ones over an hour, UNREST the mean of the unsigned ones over
    an eighth of a day. LEVEL is by how much the mean of a quarter of a day leaves the range of those at this time of day, and
    ROUGHNESS by how much the steps from point to point, over an eighth of a day, are above all that were seen at this time.
    """
    day = a_day(points)
    hour, eighth, quarter = (
        max(least, day // part) for least, part in zip(_LEAST_POINTS, (_HOUR, _EIGHTH, _QUARTER), strict=True)
    )
    values = points.values
    level = trailing(values, quarter)
    rough = trailing(np.abs(np.diff(values, prepend=values[:1])), eighth)
    found = usual(points, (level, rough))
    (low, high), (_, roughest) = found.ranges
    away = values - found.middle
    known = np.isfinite(away)
    zeroed = np.where(known, away, 0.0)
    rows = np.empty((len(Scale), len(values)))
    rows[Scale.POINT] = np.abs(away)
    rows[Scale.HOUR] = np.abs(trailing(zeroed, hour))
    rows[Scale.LEVEL] = np.maximum(np.maximum(level - high, low - level), 0.0)
    rows[Scale.UNREST] = trailing(np.abs(zeroed), eighth)
    rows[Scale.ROUGHNESS] = np.maximum(rough - roughest, 0.0)
    rows[:, ~known] = np.nan
    return Sizes(found.middle, rows)


def trailing(values: Vector, window: int) -> Vector:
    """Give the mean of so many values up to each one, of fewer at the beginning."""
    if not len(values):
        return values
    # Summed from the middle of the values, so that a large level does not swallow small differences.
    middle = float(values[0])
    sums = np.concatenate([[0.0], np.cumsum(values - middle)])
    end = np.arange(1, len(values) + 1)
    begin = np.maximum(end - window, 0)
    return np.asarray((sums[end] - sums[begin]) / (end - begin) + middle)
