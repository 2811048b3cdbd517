"""What a series did that its season and its own past do not foretell: only that is evidence between two series.

Two series that both grow, or both wander, go together by nothing else than that (Granger and Newbold 1974). What is left after
differences, the season's medians and an autoregression no longer does (Haugh 1976).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import TO_SIGMA, Flags, Matrix, Vector

LEAST_THERE: Final = 0.6
"""Of the slots that a series must have; a gap is evidence of nothing."""
_LEAST_ROUNDS: Final = 4
_MOST_ORDER: Final = 16
_SLOTS_AN_ORDER: Final = 20
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Moves:
    """Changes from slot to slot of series (rows), beside what is usual at that slot of the season; 0 at gaps.

    `usable` tells which rows move at all and have enough slots.
    """

    changes: Matrix
    usable: Flags


def moves_of(levels: Matrix, seasons: tuple[int, ...], clip: float = 6.0) -> Moves:
    """Give the moves of series by slots (gaps are NaN), of the first of the seasons (in slots) that was there often enough.

    Changes go no further than `clip` sigmas, so that a single leap is not all of the evidence.
    """
    there = np.isfinite(levels)
    enough = there.mean(axis=1) >= LEAST_THERE
    safe = np.where(there, levels, 0.0)
    # Huge or tiny units must not overflow where products are summed.
    size = np.abs(safe).max(axis=1, initial=0.0)
    scaled = np.where(there, safe / np.where(size > 0, size, 1.0)[:, None], np.nan)
    changes = np.diff(scaled, axis=1)
    known = np.isfinite(changes)
    changes = np.where(known, changes - _usual(changes, seasons), 0.0)
    sigma = spread(changes)
    with np.errstate(invalid="ignore"):
        changes = np.clip(changes, -clip * sigma[:, None], clip * sigma[:, None])
    changes = np.where(known, changes, 0.0)
    moving = (sigma > _LEAST) & enough
    return Moves(changes * size[:, None], moving)


def spread(rows: Matrix) -> Vector:
    """Give the robust sigma of rows about 0; of rows that mostly stand still a third of their root mean square."""
    mean = np.sqrt((rows**2).mean(axis=1))
    return np.asarray(np.maximum(TO_SIGMA * np.median(np.abs(rows), axis=1), mean / 3))


def filters_of(changes: Matrix) -> Matrix:
    """Give the autoregression of each row (rows by orders), by Yule and Walker as Levinson and Durbin solve it."""
    count, length = changes.shape
    order = max(1, min(_MOST_ORDER, length // _SLOTS_AN_ORDER))
    normed = _normed(changes)
    covariance = np.stack(
        [(normed[:, lag:] * normed[:, : length - lag]).sum(axis=1) for lag in range(order + 1)], axis=1
    )
    weights = np.zeros((count, order))
    error = covariance[:, 0] + _LEAST
    for at in range(order):
        told = (weights[:, :at] * covariance[:, at:0:-1]).sum(axis=1) if at else 0.0
        reflected = (covariance[:, at + 1] - told) / error
        weights[:, :at] -= reflected[:, None] * weights[:, :at][:, ::-1].copy()
        weights[:, at] = reflected
        error = np.maximum(error * (1 - reflected**2), _LEAST)
    return weights


def filtered(changes: Matrix, filters: Matrix) -> Matrix:
    """Take from each row what its filter foretells of it; one filter serves several rows."""
    found = changes.copy()
    for lag in range(1, filters.shape[1] + 1):
        found[:, lag:] -= filters[:, lag - 1 : lag] * changes[:, :-lag]
    return found


def innovations(changes: Matrix, clip: float = 4.0) -> Matrix:
    """Give what the past of each row does not foretell, in its own sigmas and no further than `clip` of them."""
    left = filtered(_normed(changes), filters_of(changes))
    sigma = spread(left)
    shown = np.clip(left / np.where(sigma > _LEAST, sigma, np.inf)[:, None], -clip, clip)
    return np.asarray(shown - shown.mean(axis=1, keepdims=True))


def _normed(rows: Matrix) -> Matrix:
    size = np.sqrt((rows**2).mean(axis=1))
    return np.asarray(rows / np.where(size > 0, size, np.inf)[:, None])


def _usual(changes: Matrix, seasons: tuple[int, ...]) -> Matrix:
    """Give the median change at each slot of the season, which holds what a steady slope adds, too."""
    length = changes.shape[1]
    for season in seasons:
        if length >= _LEAST_ROUNDS * season:
            rounds = -(-length // season)
            padded = np.full((len(changes), rounds * season), np.nan)
            padded[:, :length] = changes
            return np.tile(_medians(padded.reshape(len(changes), rounds, season), 1), rounds)[:, :length]
    return np.repeat(_medians(changes, 1)[:, None], length, axis=1)


def _medians(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], axis: int) -> Matrix:
    """Give medians along an axis without what is no number, 0 where nothing else is."""
    ordered = np.sort(values, axis=axis)
    known = np.isfinite(values).sum(axis=axis, keepdims=True)
    low, high = np.maximum(known - 1, 0) // 2, known // 2
    high = np.minimum(high, np.maximum(known - 1, 0))
    pair = (np.take_along_axis(ordered, place, axis) for place in (low, high))
    middle = sum(pair) / 2
    return np.asarray(np.where(known > 0, middle, 0.0).squeeze(axis))
