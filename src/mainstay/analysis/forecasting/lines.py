"""Straight lines through the last days of many series, and how sure it is that they are not level."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import TO_SIGMA, Matrix, Vector
from mainstay.analysis.forecasting.medians import median_slopes, medians

_LEAST: Final = 1e-12
_MOST_MEMORY: Final = 0.95


@dataclass(frozen=True, slots=True)
class Line:
    """A line for each series: its `slope` a day, its `level` on the last day, and what is left beside it.

    `strength` is the slope in its own standard errors, of days that remember the day before by `memory` (0 to 0.95);
    `spread` is the standard deviation of what is left.
    """

    slope: Vector
    level: Vector
    strength: Vector
    spread: Vector
    memory: Vector


def fitted(levels: Matrix, window: int) -> Line:
    """Lay a line through the last `window` days of each series.

    The slope is the median of the slopes between days that lie a third of the window or more apart (Theil and Sen). Its
    standard error is that of least squares, widened by what days remember of the day before: (1 + r) / (1 - r).
    """
    part = levels[:, -window:]
    slope = median_slopes(part, max(1, window // 3))
    rest = part - slope[:, None] * np.arange(1 - window, 1)
    level = medians(rest)
    rest -= level[:, None]
    squares = np.maximum((rest * rest).sum(axis=1), _LEAST**2)
    memory = np.clip((rest[:, 1:] * rest[:, :-1]).sum(axis=1) / squares, 0.0, _MOST_MEMORY)
    spread = (TO_SIGMA * medians(np.abs(rest)) + np.sqrt(squares / window)) / 2
    error = spread * np.sqrt(12 * (1 + memory) / (1 - memory)) / window**1.5
    least = _LEAST * (np.abs(level) + np.abs(slope) * window) + np.finfo(np.float64).tiny
    return Line(slope, level, np.abs(slope) / np.maximum(error, least), spread, memory)


def gate(strength: Vector, sigmas: float) -> Vector:
    """Give how much of a slope is kept, 0 up to so many standard errors and nearly 1 far beyond (James and Stein)."""
    return np.asarray(np.clip(1 - (sigmas / np.maximum(strength, _LEAST)) ** 2, 0.0, 1.0))
