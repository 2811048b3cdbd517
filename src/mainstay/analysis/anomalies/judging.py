"""How unusual each point of a series is, by what came before it alone."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.sizes import sizes
from mainstay.analysis.anomalies.tails import surprises
from mainstay.analysis.anomalies.usual import DAY, a_day
from mainstay.analysis.rollups.points import Points

UNUSUAL: Final = 7.8
"""The surprise in nats from which a point is an anomaly: chosen on half of the files of NAB, by its standard profile."""
_LEAST: Final = 1e-6
_SMALLEST: Final = 1e-300
_LARGEST: Final = 1_000.0
_FADES: Final = DAY
_MORE: Final = 2.0

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The points of a series, what was `usual` at each, and the `surprise` of each in nats (0 for an everyday one).

    `parts` are the surprises at each Scale (Scale by points), of which `surprise` is the length.
    """

    points: Points
    usual: Vector
    parts: Vector
    surprise: Vector


def judged(points: Points, since: int = 0) -> Judged:
    """Judge each point from the moment `since` on (seconds since 1970); those before are there to be learnt from.

    At each Scale the distance from usual is set beside the tail of this series' own earlier ones, and the surprises are put
    together as the sides of a box are to its diagonal: one that is great counts whole, several that agree count more. The same
    points are judged alike whatever comes after them.
    """
    found = sizes(points)
    least = _LEAST * np.maximum.accumulate(np.abs(points.values)) + _SMALLEST
    first = int(np.searchsorted(points.times, since))
    parts = np.stack([surprises(row, least, a_day(points), first) for row in found.rows])
    return Judged(points, found.usual, parts, np.minimum(np.sqrt((parts**2).sum(axis=0)), _LARGEST))


def news(judgement: Judged) -> Vector:
    """Give the surprise of points that surprise by 2 nats more than what is remembered of earlier ones; others get 0.

    What is remembered fades to a third within a day. So an anomaly that goes on is told once, and again when it becomes seven
    times less likely than it was.
    """
    found = np.zeros(len(judgement.surprise))
    rising = np.flatnonzero(judgement.surprise > 0)
    highest, last = 0.0, 0
    for place, moment, surprise in zip(
        rising.tolist(),
        judgement.points.times[rising].tolist(),
        judgement.surprise[rising].tolist(),
        strict=True,
    ):
        highest *= math.exp((last - moment) / _FADES)
        last = moment
        if surprise > highest + (_MORE if highest > 1 else 0.0):
            found[place] = highest = surprise
    return found
