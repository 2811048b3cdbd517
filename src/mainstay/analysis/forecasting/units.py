"""Changes of the unit that a series is counted in: at one day all is a thousand times what it was."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Indices, Matrix, Vector
from mainstay.analysis.forecasting.lines import fitted
from mainstay.analysis.forecasting.steps import NEVER

FACTORS: Final = (1_000.0, 1_024.0, 1e6, 1_024.0**2, 1e9, 1_024.0**3)
SHARE: Final = 100.0
"""The factor from shares to percent, which counts only where all was at most 1 on one side, and at most 100 on the other."""
_MONTH, _WEEK, _NEAR = 28, 7, 3
_OFF: Final = 0.25
"""By how much (in natural logarithms) the level may have changed besides."""
_CALM: Final = 0.5
"""Elsewhere a series moves by no more than this part of the change, in logarithms, or it may well have jumped by itself."""


@dataclass(frozen=True, slots=True)
class Rescaled:
    """Levels as if they had always been counted in today's unit.

    `day` is the first day that is counted in it, NEVER where nothing changed, and `factor` by what numbers became larger.
    """

    levels: Matrix
    day: Indices
    factor: Vector


def in_one_unit(levels: Matrix) -> Rescaled:
    """Find a day at which levels without gaps changed by a factor that units have between them, and multiply what was before.

    Only where all levels are positive, and one such day is all that happened: what jumps by itself jumps more than once.
    """
    series, days = levels.shape
    found = Rescaled(levels.copy(), np.full(series, NEVER), np.ones(series))
    rows = np.flatnonzero(levels.min(axis=1) > 0)
    if days < _WEEK + _NEAR or not len(rows):
        return found
    logs = np.log(levels[rows])
    # The day of the change may be counted half in the one unit and half in the other.
    moves = np.abs(logs[:, 2:] - logs[:, :-2])
    place = moves[:, _NEAR - 1 : days - _NEAR - 1].argmax(axis=1) + _NEAR
    largest = moves[np.arange(len(rows)), place - 1]
    for at in np.flatnonzero(largest > np.log(SHARE) - _OFF):
        _rescale(found, int(rows[at]), logs[at], int(place[at]))
    return found


def _rescale(found: Rescaled, row: int, logs: Vector, middle: int) -> None:
    """Bring what lies before a day to the unit after it, if it changed there and nowhere else."""
    before, after = logs[max(0, middle - _WEEK) : middle], logs[middle + 1 : middle + 1 + _WEEK]
    change = (
        float(np.median(after) - np.median(before))
        - _drift(logs[:middle]) * (len(before) + len(after) + 2) / 2
    )
    factor = _factor(np.exp(logs), middle, change)
    elsewhere = max(np.ptp(before), np.ptp(after), np.abs(np.diff(logs[:middle])).max(initial=0.0))
    elsewhere = max(elsewhere, np.abs(np.diff(logs[middle + 1 :])).max(initial=0.0))
    if not factor or elsewhere > _CALM * abs(change):
        return
    levels = found.levels[row]
    first = middle if abs(logs[middle] - np.median(after)) < abs(np.log(factor)) * _CALM else middle + 1
    levels[:first] *= factor
    ends = levels[[middle - 1, middle + 1]]
    if np.abs(np.log(levels[middle] / ends)).min() > _OFF:
        # It was counted in both.
        levels[middle] = ends.mean()
    found.day[row], found.factor[row] = first, factor


def _drift(before: Vector) -> float:
    """Give what logarithms rise by a day, so that growth is not taken for a part of the factor."""
    days = min(len(before), _MONTH)
    return float(fitted(before[None], days).slope[0]) if days >= 2 * _WEEK else 0.0


def _factor(levels: Vector, middle: int, change: float) -> float:
    """Give the factor that a change (in logarithms) is nearest to, less than 1 where numbers became smaller; 0 for none."""
    size = abs(change)
    nearest = min(FACTORS, key=lambda one: abs(np.log(one) - size))
    if abs(np.log(nearest) - size) < _OFF:
        return float(nearest if change > 0 else 1 / nearest)
    sides = (levels[:middle].max(), levels[middle + 1 :].max())
    if abs(np.log(SHARE) - size) < _OFF and min(sides) <= 1 and max(sides) <= SHARE:
        return SHARE if change > 0 else 1 / SHARE
    return 0.0
