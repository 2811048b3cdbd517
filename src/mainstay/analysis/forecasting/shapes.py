"""Courses with a shape of their own: growth by a share, growth that began some weeks ago, and filling up to a plateau."""

from dataclasses import dataclass
from functools import cache
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.levels import Matrix, Vector, roughness
from mainstay.analysis.forecasting.lines import Line, fitted

LEAST: Final = 56
"""Days of history from which on bends and plateaus are looked for: in fewer, chance makes too many."""
BENDS: Final = (8, 11, 14, 18, 23, 29, 36, 44, 54)
"""Days before the last one at which a bend is looked for."""
BEGUN: Final = (84, 63, 46, 32)
"""Days before the last one on which filling may have begun; the series lay level before."""
FILLING: Final = (7.0, 12.0, 20.0, 34.0)
"""Days in which all but 1/e of the rest fills, of those that are tried."""
_FITTED: Final = (2, 2, 6, 9)
"""Numbers that are fitted: straight, by a share, bent, filling. When it began counts for three: it may be any day, and chance
bends each series somewhere (Zhang and Siegmund 2007)."""
_BEFORE: Final = 14
_HUBER, _ROUNDS = 2.0, 2
_FAR: Final = 1.5
_LEAST: Final = 1e-12
_ALIKE: Final = 1e-9
_MOST_MEMORY: Final = 0.95
_LARGEST_POWER: Final = 50.0
_TINY: Final = float(np.finfo(np.float64).tiny)

_Candidate: TypeAlias = tuple[int, float]
"""Days since it bent or began to fill, and in how many days it fills; 0 for a bend."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What comes (`ahead`, series by days) when a series goes on in a shape, and how that lies in the days that were.

    `strength` is by how many standard errors it moves, `left` how far days lie from it on the mean (infinite where it cannot
    be), `memory` how much of that they remember of the day before (0 to 0.95).
    """

    ahead: Matrix
    strength: Vector
    left: Vector
    memory: Vector


def straight(part: Matrix, line: Line, horizon: int) -> Shape:
    """Go on along a line through all days."""
    course = line.level[:, None] + line.slope[:, None] * np.arange(1.0 - part.shape[1], 1.0 + horizon)
    left = np.abs(part - course[:, : part.shape[1]]).mean(axis=1)
    return Shape(course[:, part.shape[1] :], line.strength, left, line.memory)


def growing(part: Matrix, otherwise: Shape) -> Shape:
    """Grow by the same share each day, where all levels are positive; elsewhere as `otherwise`."""
    positive = part.min(axis=1) > 0
    if not positive.any():
        return _impossible(otherwise)
    days, horizon = part.shape[1], otherwise.ahead.shape[1]
    line = fitted(np.log(np.where(positive[:, None], part, 1.0)), days)
    power = line.level[:, None] + line.slope[:, None] * np.arange(1.0 - days, 1.0 + horizon)
    course = np.exp(np.clip(power, -_LARGEST_POWER, _LARGEST_POWER))
    left = np.abs(part - course[:, :days]).mean(axis=1)
    ahead = np.where(positive[:, None], course[:, days:], otherwise.ahead)
    return Shape(ahead, otherwise.strength, np.where(positive, left, np.inf), otherwise.memory)


def bent(part: Matrix, otherwise: Shape) -> Shape:
    """Go on after the bend that lies best in all days: a slope that is held by what lay before it is surer than a late one."""
    days = part.shape[1]
    return _best(part, otherwise, [(ago, 0.0) for ago in BENDS if days - ago >= _BEFORE])


def filling(part: Matrix, otherwise: Shape) -> Shape:
    """Fill up to a plateau as the course does that lies best in all days: each day the same share of the rest."""
    days = part.shape[1]
    return _best(part, otherwise, [(ago, tau) for ago in BEGUN if ago <= days for tau in FILLING])


def likely(part: Matrix, shapes: list[Shape]) -> Matrix:
    """Give how likely each of the four shapes is (shapes by series, their sum is 1), by how near the days lie to it.

    It is the likelihood of days with Laplacian errors, as many as there are independent ones, less what each number that
    was fitted gains by chance (Schwarz 1978).
    """
    left = np.stack([shape.left for shape in shapes]) + _ALIKE * np.abs(part).mean(axis=1) + _TINY
    memory = (np.min([shape.memory for shape in shapes], axis=0) + shapes[0].memory) / 2
    independent = part.shape[1] * (1 - memory) / (1 + memory)
    fine = np.log(np.maximum(independent, 1.0)) * np.array(_FITTED)[:, None] / 2
    score = -independent * np.log(left) - fine
    chances = np.exp(np.maximum(score - score.max(axis=0), -_LARGEST_POWER))
    return np.asarray(chances / chances.sum(axis=0))


def _impossible(otherwise: Shape) -> Shape:
    never = np.full(len(otherwise.left), np.inf)
    return Shape(otherwise.ahead, otherwise.strength, never, otherwise.memory)


def _best(part: Matrix, otherwise: Shape, candidates: list[_Candidate]) -> Shape:
    """Fit each candidate to all days, days far beside it counting less (Huber), and take the one that lies nearest."""
    series, days = part.shape
    if days < LEAST:
        return _impossible(otherwise)
    horizon = otherwise.ahead.shape[1]
    near = _HUBER * roughness(part)[:, None] + _LEAST * np.abs(part).max(axis=1, keepdims=True) + _TINY
    left, best = np.full(series, np.inf), np.zeros(series, dtype=np.intp)
    numbers: list[NDArray[np.float64]] = []
    for at, candidate in enumerate(candidates):
        columns, solved, _ = _basis(days, horizon, candidate)
        found = part @ solved
        for _ in range(_ROUNDS):
            # A step of Newton's in Huber's loss: what is far off is drawn in, so that one inverse does for all series.
            found = found + np.clip(part - found @ columns.T, -near, near) @ solved
        off = np.abs(part - found @ columns.T).mean(axis=1)
        best[off < left] = at
        left = np.minimum(left, off)
        numbers.append(found)
    ahead, strength, memory = np.empty((series, horizon)), np.zeros(series), np.zeros(series)
    for at in np.unique(best):
        rows = np.flatnonzero(best == at)
        columns, solved, later = _basis(days, horizon, candidates[at])
        found = numbers[at][rows]
        ahead[rows] = found @ later.T
        error, memory[rows] = _error(
            part[rows] - found @ columns.T, np.maximum(_FAR * near[rows, 0], left[rows])
        )
        least = _LEAST * np.abs(part[rows]).max(axis=1) + _TINY
        strength[rows] = np.abs(found[:, 1]) / np.maximum(error * np.sqrt((solved[:, 1] ** 2).sum()), least)
    return Shape(ahead, strength, left, memory)


def _error(rest: Matrix, far: Vector) -> tuple[Vector, Vector]:
    """Give the standard deviation of what is beside a course, as of independent days, and how much days remember."""
    drawn = np.clip(rest, -far[:, None], far[:, None])
    squares = (drawn * drawn).sum(axis=1) + _TINY
    memory = np.clip((drawn[:, 1:] * drawn[:, :-1]).sum(axis=1) / squares, 0.0, _MOST_MEMORY)
    return np.sqrt(squares / rest.shape[1] * (1 + memory) / (1 - memory)), memory


@cache
def _basis(days: int, horizon: int, candidate: _Candidate) -> tuple[Matrix, Matrix, Matrix]:
    """Give the columns of a course by days, what solves for their numbers, and the columns of the days ahead.

    The second number is what tells: the slope after the bend, or by how much it fills.
    """
    ago, tau = candidate
    time = np.arange(1.0 - days, 1.0 + horizon)
    even = np.ones(len(time))
    if tau:
        since = np.maximum(0.0, time + ago) / tau
        rest = np.exp(-since)
        # What filling a little earlier or faster changes comes to, so that a few candidates stand for all between them.
        columns = np.stack([even, 1 - rest, np.where(since > 0, rest, 0.0), since * rest], axis=1)
    else:
        columns = np.stack([even, time, np.minimum(0.0, time + ago)], axis=1)
    return columns[:days], np.linalg.pinv(columns[:days]).T, columns[days:]
