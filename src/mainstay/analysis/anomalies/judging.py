"""How unusual each point of a series is, by what came before it alone."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.tails import surprises
from mainstay.analysis.anomalies.usual import DAY, Usual, cadence, usual
from mainstay.analysis.rollups.points import Points

_LEAST: Final = 1e-6
_SMALLEST: Final = 1e-300
_LARGEST: Final = 1_000.0
_FADES: Final = DAY
_MORE: Final = 2.0
UNUSUAL: Final = 12.6
"""The surprise in nats from which a point is an anomaly: chosen on half of the files of NAB, by its standard profile."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """The points of a series, what was `usual` at each, and the `surprise` of each in nats (0 for an everyday one)."""

    points: Points
    usual: Usual
    surprise: Vector


def judged(points: Points, since: int = 0) -> Judged:
    """Judge each point from the moment `since` on (seconds since 1970); those before are there to be learnt from.

    Its surprise is that of its distance from the median at this time of day, and that of how far it lies beyond all that was seen at this
    time of day, added up. The same points are judged alike whatever comes after them.
    """
    if not len(points.times):
        return Judged(points, Usual(*(np.empty(0) for _ in range(3))), np.empty(0))
    values = points.values
    found = usual(points)
    step = cadence(points)
    a_day = max(2, int(DAY // step)) if step else 2
    least = _LEAST * np.maximum.accumulate(np.abs(values)) + _SMALLEST
    first = int(np.searchsorted(points.times, since))
    away = np.abs(values - found.middle)
    beyond = np.maximum(np.maximum(values - found.high, found.low - values), 0.0)
    surprise = surprises(away, least, a_day, first) + surprises(beyond, least, a_day, first)
    return Judged(points, found, np.minimum(surprise, _LARGEST))


def news(judgement: Judged) -> Vector:
    """Give the surprise of points that surprise by 2 nats more than what is remembered of the ones before, and 0 for the others.

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
