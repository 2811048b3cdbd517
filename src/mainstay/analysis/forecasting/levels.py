"""Daily levels of many series, brought into a shape that can be computed with: no gaps, no lone outliers."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.medians import medians

Matrix: TypeAlias = NDArray[np.float64]
"""Series by days, the oldest day first; the last column is the latest whole day."""
Vector: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Indices: TypeAlias = NDArray[np.intp]

TO_SIGMA: Final = 1.4826
"""What a median of distances is multiplied by to be the standard deviation of a normal distribution."""
_AROUND: Final = 3
_FAR: Final = 6.0
_LEAST: Final = 1e-12


def filled(levels: Matrix) -> Matrix:
    """Give the levels with straight lines over their gaps (what is not finite), and the nearest level before and after all.

    A series without any level is 0 throughout.
    """
    there = np.isfinite(levels)
    if there.all():
        return levels.copy()
    days = np.arange(levels.shape[1])
    before = np.maximum.accumulate(np.where(there, days, -1), axis=1)
    after = np.minimum.accumulate(np.where(there, days, len(days))[:, ::-1], axis=1)[:, ::-1]
    none_before, none_after = before < 0, after == len(days)
    left = np.where(none_before, np.where(none_after, 0, after), before)
    right = np.where(none_after, np.where(none_before, 0, before), after)
    values = np.where(there, levels, 0.0)
    low, high = np.take_along_axis(values, left, 1), np.take_along_axis(values, right, 1)
    share = (days - left) / np.maximum(right - left, 1)
    return np.asarray(low + (high - low) * share)


def without_outliers(levels: Matrix) -> Matrix:
    """Put the median of the week around it in the place of a day that lies far from it (Hampel's filter: 6 robust sigmas)."""
    padded = np.pad(levels, ((0, 0), (_AROUND, _AROUND)), mode="edge")
    middle = medians(np.lib.stride_tricks.sliding_window_view(padded, 2 * _AROUND + 1, axis=1))
    distance = np.abs(levels - middle)
    usual = TO_SIGMA * medians(distance)[:, None]
    return np.where(distance > _FAR * usual + _LEAST * np.abs(middle), middle, levels)


def daily_moves(levels: Matrix) -> Vector:
    """Give by how much a series moves from a day to the next, to compare series by; 0 only for what never moved.

    Of what stands still on most days the median says nothing: it goes by the mean, as one standard deviation too.
    """
    usual = roughness(levels)
    mean = np.abs(np.diff(levels, axis=1)).mean(axis=1) * np.sqrt(np.pi) / 2
    return np.asarray(np.where(usual > 0, usual, mean))


def roughness(levels: Matrix) -> Vector:
    """Give by how much a series moves from a day to the next, as one standard deviation of independent days."""
    return np.asarray(TO_SIGMA / np.sqrt(2) * medians(np.abs(np.diff(levels, axis=1))))
