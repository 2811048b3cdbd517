"""How much of the slope of a series one candidate explains, and whether both are but one thing."""

from typing import Final

import numpy as np

from mainstay.analysis.causes.innovations import filtered, filters_of
from mainstay.analysis.causes.leading import shifted
from mainstay.analysis.forecasting.levels import TO_SIGMA, Flags, Indices, Matrix, Vector, filled

_SAME_MOVES: Final = 0.98
_SAME_ORDER: Final = 0.999
_NEARLY: Final = 0.3
_ONLY_GROWS: Final = 0.99
_OF_ONE: Final = 0.1
_PART: Final = 0.3
_NOISES: Final = 2.0


def gains(changes: Vector, candidates: Matrix, lags: Indices) -> Vector:
    """Give by how much the series moves when a candidate moved by one (their units), `lags` slots before.

    Both go through the autoregression of the series, so that its own persistence is not counted as the candidate's.
    """
    filters = filters_of(changes[None])
    ours = filtered(changes[None], filters)[0]
    theirs = filtered(shifted(candidates, lags), filters)
    sizes = (theirs**2).sum(axis=1)
    return np.asarray((theirs * ours).sum(axis=1) / np.where(sizes > 0, sizes, np.inf))


def shares(target: Vector, candidates: Matrix, gain: Vector) -> Vector:
    """Give the part of the rise of the series that the rise of each candidate comes to (0 to 1), NaN where it has no slope.

    A rise is the median of the last third less that of the first. Levels have gaps as NaN.
    """
    rows = filled(np.vstack([target[None], candidates]))
    third = max(1, rows.shape[1] // 3)
    rises = np.median(rows[:, -third:], axis=1) - np.median(rows[:, :third], axis=1)
    ours = rows[0]
    line = np.linspace(0.0, rises[0] * 1.5, len(ours))
    noise = TO_SIGMA * np.median(np.abs(ours - line - np.median(ours - line)))
    if abs(rises[0]) <= _NOISES * noise / 2 or rises[0] == 0:
        return np.full(len(candidates), np.nan)
    return np.asarray(np.clip(gain * rises[1:] / rises[0], 0.0, 1.0))


def one_thing(target: Vector, candidates: Matrix, together: Vector, gain: Vector, same_unit: Flags) -> Flags:
    """Tell which candidates are the series in another form, or a part of it: their agreement explains nothing.

    Another form moves alike at once, or keeps the order of all levels. A part is in the same unit, never above the whole, and
    the whole moves by as much as it does.
    """
    known = np.isfinite(target) & np.isfinite(candidates)
    alike = np.abs(together) >= _SAME_MOVES
    near = np.abs(together) >= _NEARLY
    there = np.isfinite(target)
    by_time = _correlation(_ranks(target[there]), np.arange(float(there.sum())))
    if abs(by_time) >= _ONLY_GROWS:
        # All that only grows has one order: of rows and the disk that they fill it says nothing.
        near[:] = False
    for row in np.flatnonzero(near & ~alike).tolist():
        pair = _ranks(target[known[row]]), _ranks(candidates[row, known[row]])
        alike[row] = abs(_correlation(*pair)) >= _SAME_ORDER
    below = np.where(known, (candidates <= target) & (candidates >= 0), True).all(axis=1)
    part = same_unit & below & (np.abs(gain - 1) <= _OF_ONE) & (together >= _PART)
    return np.asarray(alike | part)


def _ranks(values: Vector) -> Vector:
    _, place, count = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    return np.asarray((ends - (count - 1) / 2)[place])


def _correlation(ours: Vector, theirs: Vector) -> float:
    ours, theirs = ours - ours.mean(), theirs - theirs.mean()
    size = float(np.sqrt((ours**2).sum() * (theirs**2).sum()))
    return float((ours * theirs).sum()) / size if size else 0.0
