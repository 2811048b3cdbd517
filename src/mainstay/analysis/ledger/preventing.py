"""Whether something that was carried out kept a series from passing its limit, by how its course was before and after."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.domain.prediction import Of, Prediction
from mainstay.domain.signal import Side

_BEFORE: Final = 28
_LEAST_BEFORE, _LEAST_AFTER = 7, 3
"""Days with a level that must be there to know a course, and to see that it is another one."""


def bent(one: Prediction, days: Days, done: Iterable[int]) -> bool:
    """Tell whether the course of a series bent after something was carried out at one of some moments, so that nothing came.

    That was after it was told and before it was due. As it went until then (a straight line through four weeks) the series
    would have passed its limit by the time it was due; and afterwards it stayed on the safe side of that line, by more than it
    moves from day to day. Whatever would not have come anyway nobody prevented.
    """
    return any(
        float(np.median(ahead[there] - came[there])) > of.moves
        for of, ahead, came in _on_their_way(one, days, done)
        if np.count_nonzero(there := np.isfinite(came)) >= _LEAST_AFTER
    )


def was_on_its_way(one: Prediction, days: Days, done: Iterable[int]) -> bool:
    """Tell whether a series was about to pass its limit in time when something was carried out."""
    return any(True for _ in _on_their_way(one, days, done))


def _on_their_way(
    one: Prediction, days: Days, done: Iterable[int]
) -> Iterator[tuple[Of, NDArray[np.float64], NDArray[np.float64]]]:
    """Give for each moment at which the series was on its way the levels as it went on and those that came, trouble upward."""
    of = one.of
    if of is None or of.limit is None:
        return
    sign = 1.0 if of.side is Side.ABOVE else -1.0
    due = round((one.due_at - days.start) / DAY)
    for day in sorted({(moment - days.start) // DAY for moment in done if one.made_at < moment < one.due_at}):
        line = _line(sign * days.levels[max(0, day - _BEFORE) : max(0, day)])
        if line is None:
            continue
        slope, level = line
        # The day on which something was done is neither before nor after it.
        ahead = np.asarray(level + slope * np.arange(2, max(3, due - day + 1)), dtype=np.float64)
        if ahead[-1] > sign * of.limit:
            came: NDArray[np.float64] = np.full(len(ahead), np.nan)
            known = sign * days.levels[day + 1 : day + 1 + len(ahead)]
            came[: len(known)] = known
            yield of, ahead, came


def _line(levels: NDArray[np.float64]) -> tuple[float, float] | None:
    """Give the slope a day of a straight line through levels (Theil-Sen), and where it stands on the last day."""
    there = np.flatnonzero(np.isfinite(levels))
    if len(there) < _LEAST_BEFORE:
        return None
    values = levels[there]
    first, second = np.triu_indices(len(there), 1)
    slope = float(np.median((values[second] - values[first]) / (there[second] - there[first])))
    return slope, float(np.median(values + slope * (len(levels) - 1 - there)))
