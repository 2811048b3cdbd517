"""Sudden steps in the level of a series: found, and taken out, so that no slope is read off them."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.events import NONE, Events, heights
from mainstay.analysis.forecasting.levels import TO_SIGMA, Flags, Indices, Matrix, Vector
from mainstay.analysis.forecasting.medians import medians

NEVER: Final = -1
_WEEK: Final = 7
_NEAR: Final = 3
_SIGMAS: Final = 4.0
_USUAL: Final = 4.0
_BESIDE: Final = 2.5
_MOST: Final = 2
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Aligned:
    """Levels as if the series had always stood where it stands after its last step.

    `day` is the first day after the last step, NEVER where there is none; `height` by how much the level rose there, and
    `event` whether it came with an event.
    """

    levels: Matrix
    day: Indices
    height: Vector
    event: Flags


def aligned(levels: Matrix, events: Events = NONE) -> Aligned:
    """Find the steps at events, and up to two others in each series, and bring what lies before to the level after them.

    A step is where the medians of the three days and of the week on both sides differ by more than 4 sigmas of what happens
    from day to day, by more than 4 times what they differ by elsewhere in this series, as they do everywhere in a slope, and by
    more than 2.5 times what they differ by a week before and after, as they do after a bend.
    """
    series, days = levels.shape
    found = Aligned(levels.copy(), np.full(series, NEVER), np.zeros(series), np.zeros(series, dtype=np.bool_))
    stepped = zip(events.rows.tolist(), events.days.tolist(), heights(levels, events).tolist(), strict=True)
    for row, day, height in stepped:
        if height:
            found.levels[row, :day] += height
            _note(found, row, day, height, event=True)
    if days < 2 * _WEEK + 1:
        return found
    for _ in range(_MOST):
        if not _take_out(found, events):
            break
    return found


def _take_out(found: Aligned, events: Events) -> bool:
    levels = found.levels
    weeks = medians(np.lib.stride_tricks.sliding_window_view(levels, _WEEK, axis=1))
    jumps = weeks[:, _WEEK:] - weeks[:, :-_WEEK]
    near = medians(np.lib.stride_tricks.sliding_window_view(levels, _NEAR, axis=1))
    first = _WEEK - _NEAR
    rises = near[:, first + _NEAR :][:, : jumps.shape[1]] - near[:, first : first + jumps.shape[1]]
    # In a slope they differ everywhere by what it rises.
    jumps, rises = (one - medians(one)[:, None] for one in (jumps, rises))
    sigma = TO_SIGMA * medians(np.abs(np.diff(levels, axis=1)))
    score = np.where(np.sign(jumps) == np.sign(rises), np.minimum(np.abs(jumps), np.abs(rises)), 0.0)
    place = score.argmax(axis=1)
    rows = np.arange(len(levels))
    beside = np.maximum(
        *(np.abs(jumps[rows, np.clip(place + week, 0, jumps.shape[1] - 1)]) for week in (-_WEEK, _WEEK))
    )
    usual = np.maximum(medians(np.abs(jumps)), beside * _BESIDE / _USUAL)
    enough = np.maximum(_SIGMAS * sigma, _LEAST * np.abs(levels).max(axis=1))
    steps = (score[rows, place] > enough) & (np.abs(jumps[rows, place]) > _USUAL * usual)
    for row in np.flatnonzero(steps).tolist():
        day = _exact(levels[row], int(place[row]) + _WEEK, rises[row, place[row]])
        levels[row, :day] += rises[row, place[row]]
        beside_it = events.days[(events.rows == row) & (np.abs(events.days - day) <= 1)]
        told = int(beside_it[-1]) if len(beside_it) else day
        _note(found, row, told, float(rises[row, place[row]]), event=bool(len(beside_it)))
    return bool(steps.any())


def _note(found: Aligned, row: int, day: int, height: float, *, event: bool) -> None:
    if day > found.day[row]:
        found.day[row], found.height[row], found.event[row] = day, height, event


def _exact(levels: Vector, day: int, height: float) -> int:
    """Give the day of the largest move in the step's direction, of those that medians of three days cannot tell apart."""
    first = day - _NEAR + 1
    moves = np.sign(height) * np.diff(levels[first - 1 : day + _NEAR])
    return first + int(moves.argmax())
