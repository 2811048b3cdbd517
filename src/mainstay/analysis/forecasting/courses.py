"""The courses that a series may take from its last day on, from staying where it is to growing as it grew."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.levels import Matrix, Vector, roughness
from mainstay.analysis.forecasting.lines import Line, fitted, gate
from mainstay.analysis.forecasting.shapes import bent, filling, growing, likely, straight

LONGEST: Final = 84
"""Days of history that lines are laid through at the most."""
WINDOWS: Final = (21, 28, 42, 56, LONGEST)
_SURE: Final = 8.0
"""Standard errors from which on a slope is taken as it is. Weather, seasons and habits make slopes of 3 to 6 that end."""
_SHORTER: Final = 0.7
"""A slope of a shorter window than the longest counts so much less."""
_LIKELY: Final = 2.0
_LEAST_MOVE, _NO_MOVE = 1e-3, 1e-6
_FADES: Final = 0.94
_WEEK, _MONTH = 7, 28
_FORGETS, _RETURNS = 0.6, 0.93


@dataclass(frozen=True, slots=True)
class Courses:
    """What could come: courses by series by days ahead, without weekdays.

    `steady` ones keep the level or follow slopes with doubt, `trending` ones follow the slope whatever comes, and `fits` says
    how well (0 to 1, courses by series) each lies in the days that were. `trust` says how far (0 to 1) the slope is
    beyond doubt. `scale` is by how much a series moves (its unit), to compare series by.
    """

    steady: NDArray[np.float64]
    trending: NDArray[np.float64]
    fits: Matrix
    trust: Vector
    scale: Vector


def courses(levels: Matrix, horizon: int) -> Courses:
    """Give the courses from the last day on; `levels` without gaps, outliers, weekdays and steps."""
    part = levels[:, -LONGEST:]
    steps = np.arange(1.0, horizon + 1)
    last, week = part[:, -1], np.median(part[:, -_WEEK:], axis=1)
    month = np.median(part[:, -_MONTH:], axis=1)
    rest = (last - week)[:, None] * _FORGETS**steps
    steady = [week[:, None] + rest, month[:, None] + (week - month)[:, None] * _RETURNS**steps + rest]
    lines = [fitted(part, min(window, part.shape[1])) for window in WINDOWS]
    fading = np.cumsum(_FADES**steps)
    for line in lines:
        steady += _doubted(line, last, week, (steps, fading))
    trending = [line.level[:, None] + line.slope[:, None] * steps for line in lines[1:]]
    even = straight(part, lines[-1], horizon)
    shapes = [even, growing(part, even), bent(part, even), filling(part, even)]
    trending += [shape.ahead for shape in shapes[1:]]
    chances = likely(part, shapes)
    near = np.stack([_fits(part, line, lines[1]) for line in (*lines[1:], lines[-1])])
    fits = np.concatenate([near[:-1] * chances[0], near[-1:] * chances[1], chances[2:]])
    strongest = np.max([line.strength * fit for line, fit in zip(lines[1:], near, strict=False)], axis=0)
    strength = np.maximum(even.strength, _SHORTER * strongest) * (chances[0] + chances[1])
    strength += shapes[2].strength * chances[2] + shapes[3].strength * chances[3]
    trust = gate(strength, _SURE)
    return Courses(np.stack(steady), np.stack(trending), fits, trust, _scale(part, lines[1]))


def _fits(part: Matrix, line: Line, month: Line) -> Vector:
    """Tell how well a line lies in the last week: far off it, the series has bent since."""
    course = line.level[:, None] + line.slope[:, None] * np.arange(1 - _WEEK, 1)
    off = np.abs(np.median(part[:, -_WEEK:] - course, axis=1))
    error = month.spread * np.sqrt((1 + month.memory) / (1 - month.memory) / _WEEK)
    return np.asarray(1 / (1 + (off / np.maximum(2 * error, 1e-12 * np.abs(line.level) + 1e-300)) ** 2))


def _doubted(line: Line, last: Vector, week: Vector, times: tuple[Vector, Vector]) -> list[Matrix]:
    """Follow a slope as far as it is likely, for ever and fading, from where the series is back to the line."""
    kept = gate(line.strength, _LIKELY)
    level = line.level * kept + week * (1 - kept)
    back = (last - level)[:, None] * np.minimum(line.memory, 0.9)[:, None] ** times[0]
    return [level[:, None] + (line.slope * kept)[:, None] * time + back for time in times]


def _scale(part: Matrix, line: Line) -> Vector:
    moves = np.sqrt(np.maximum(roughness(part), 0) * np.maximum(line.spread, 0))
    # What has moved by next to nothing may move by a thousandth; of what never has, nothing is known to do so.
    least = np.where(np.ptp(part, axis=1) > 0, _LEAST_MOVE, _NO_MOVE)
    return np.asarray(moves + least * np.abs(part).mean(axis=1) + _NO_MOVE**2)
