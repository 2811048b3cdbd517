"""Banks of errors: how far forecasts were off day by day, from which bands and chances are read."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.levels import Flags, Matrix, Vector
from mainstay.analysis.forecasting.trials import Trials

ENOUGH: Final = 60
"""Cases from which on a bank stands alone; what is missing comes from what is usual everywhere."""
MOST: Final = 1_000
"""Paths in a bank at the most; of more an even choice is kept."""
_TREND_POWER: Final = 0.5
_LATEST: Final = 3
"""Trials that count for slopes beyond doubt: the earlier ones had to read them off less history."""
_LEAST_SHARE: Final = 0.02
_KEEPS: Final = 0.5
_STILL: Final = 1e-6
_FARTHEST: Final = 300.0
"""Scales that an error counts for at most: what stood still has hardly a scale, and its first move is any number of them."""
_DAY, _POWER, _TAILS = 0.9, 0.45, 64
"""What is usual: errors of 0.9 scales after a day that grow by the power 0.45, with tails as Student's t of 4 degrees."""


@dataclass(frozen=True, slots=True)
class Banks:
    """Paths of errors (paths by days ahead) in scales, mirrored, so that no bank says where all series go.

    `doubted` is of series whose slope is not beyond doubt, `trusted` of the others. `widened` is by what the scale of each
    series is multiplied, because it was foretold better or worse than others of its kind.
    """

    doubted: Matrix
    trusted: Matrix
    widened: Vector


def banks_of(trials: Trials, trusted: Flags, horizon: int) -> Banks:
    """Make banks of trials; `trusted` tells which slopes are beyond doubt now."""
    series = trials.left.shape[1]
    widened = np.ones(series)
    # What never moves is foretold exactly, and says nothing about what does.
    moving = np.abs(trials.left).max(axis=(0, 2), initial=0.0) > _STILL
    if not moving.any():
        return Banks(_usual(horizon), _usual(horizon), widened)
    if trusted.any():
        widths = np.maximum(_own(trials, moving)[trusted], _LEAST_SHARE) ** _TREND_POWER
        widened[trusted] = widths / np.median(widths)
    doubted = np.clip(trials.left[:, moving], -_FARTHEST, _FARTHEST).reshape(-1, trials.left.shape[2])
    latest = (trials.left / widened[None, :, None])[-_LATEST:, trusted & moving]
    left = np.clip(latest[trials.trusted[-_LATEST:, trusted & moving]], -_FARTHEST, _FARTHEST)
    return Banks(_bank(doubted, horizon), _bank(left if len(left) >= ENOUGH else doubted, horizon), widened)


def _own(trials: Trials, moving: Flags) -> Vector:
    """Give how far each series was off, as a part of what all were: when its slope was beyond doubt, if it ever was.

    Where it never was, the trials were of another course than the one that is followed now, and tell half as much.
    """
    size = np.abs(trials.left)
    size /= np.maximum(np.median(size[:, moving], axis=(0, 1)), 1e-12)
    then = trials.trusted[-_LATEST:]
    counted = (np.median(size, axis=2)[-_LATEST:] * then).sum(axis=0) / np.maximum(then.sum(axis=0), 1)
    return np.asarray(np.where(then.any(axis=0), counted, np.sqrt(np.median(size, axis=(0, 2)))))


def _bank(left: NDArray[np.float64], horizon: int) -> Matrix:
    chosen = left[:: len(left) // (MOST // 2) + 1]
    mirrored = np.concatenate([chosen, -chosen])
    paths = _longer(mirrored, horizon)
    if len(left) < ENOUGH:
        paths = np.concatenate([paths, _usual(horizon)[:: max(1, len(left))]])
    return paths


def _longer(paths: Matrix, horizon: int) -> Matrix:
    """Let paths go on beyond the days that were tried: half goes on as before, and other paths' errors come upon it."""
    tried = paths.shape[1]
    whole = paths
    while whole.shape[1] < horizon:
        more = np.roll(paths, whole.shape[1], axis=0) * np.sqrt(1 - _KEEPS**2)
        drift = paths[:, -1:] * _KEEPS * np.arange(1, tried + 1) / tried
        whole = np.concatenate([whole, whole[:, -1:] + drift + more], axis=1)
    return whole[:, :horizon]


def _usual(horizon: int) -> Matrix:
    """Give the errors that are usual, each growing in its own measure."""
    ranks = (np.arange(_TAILS) + 0.5) / _TAILS
    # The quantiles of Student's t with four degrees of freedom have a closed form (Shaw 2006).
    alpha = np.sqrt(4 * ranks * (1 - ranks))
    quantiles = np.sign(ranks - 0.5) * 2 * np.sqrt(np.cos(np.arccos(alpha) / 3) / alpha - 1)
    return np.asarray(quantiles[:, None] * _DAY * np.arange(1, horizon + 1) ** _POWER)
