"""Whether the level or the slope of a series changed at what was done, held against all other moments as placebos."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import TO_SIGMA, Vector, filled

_LEAST_PLACEBOS: Final = 4
_TAIL: Final = 3
_LEAST: Final = 1e-12


@dataclass(frozen=True, slots=True)
class Changed:
    """What a moment came to: the height of the step after it in spreads of placebos, and its chance among all moments.

    `slope` says that the slope changed, not the level. `height` is in the unit of the series. `lag` is how many slots later it
    was plain.
    """

    at: int
    spreads: float
    height: float
    chance: float
    lag: int
    slope: bool = False


def changed_at(levels: Vector, slots: tuple[int, ...], window: int, late: int) -> tuple[Changed, ...]:
    """Give what each moment (the first slot after it) came to: medians, or slopes, of the window after less the one before.

    The change may be up to `late` slots after it, and must not have been there before. Moments nearer to an end than a window,
    and series shorter than 6 windows, give nothing.
    """
    length = len(levels)
    if length < (_LEAST_PLACEBOS + 2) * window or not slots:
        return ()
    rows = filled(levels[None])[0]
    windows = np.lib.stride_tricks.sliding_window_view(rows, window)
    middles = np.median(windows, axis=1)
    run = np.arange(window) - (window - 1) / 2
    slopes = (windows * run).sum(axis=1) / (run**2).sum()
    found: list[Changed] = []
    for values, slope in ((middles, False), (slopes, True)):
        # What begins at a slot: the window from there on less the one that ends there.
        changes = np.zeros(length)
        changes[window : length - window + 1] = values[window:] - values[:-window]
        found += (
            one for slot in slots if (one := _held(changes, slot, window, late, slope=slope)) is not None
        )
    return tuple(sorted(found, key=lambda one: (one.chance, -one.spreads, one.at)))


def _held(changes: Vector, slot: int, window: int, late: int, *, slope: bool) -> Changed | None:
    length = len(changes)
    if not window <= slot <= length - window:
        return None
    away = np.abs(np.arange(length) - slot) >= window
    away[:window] = away[length - window + 1 :] = False
    placebos = changes[away]
    if len(placebos) < _LEAST_PLACEBOS * window // 2:
        return None
    usual = float(np.median(placebos))
    sigma = TO_SIGMA * float(np.median(np.abs(placebos - usual)))
    sigma = max(sigma, float(np.abs(placebos - usual).mean()), _LEAST * float(np.abs(changes).max()), _LEAST)
    distance = np.abs(changes - usual)
    first = max(window, slot - window)
    peak = first + int(distance[first : min(slot + window, length - window) + 1].argmax())
    # Of a change that was on its way before, or came long after, it was not the cause.
    if not slot - 1 <= peak <= slot + late:
        return None
    height = float(changes[peak] - usual)
    farthest = float(distance[away].max())
    # How near some moment is to the peak by chance; beyond the farthest of all others the tail is taken as heavy.
    rare = min(1.0, (farthest / abs(height)) ** _TAIL) if height else 1.0
    beaten = float((distance[away] >= abs(height)).mean())
    chance = min(1.0, max(beaten, (late + 2) / len(placebos) * rare))
    return Changed(slot, abs(height) / sigma, height, chance, max(0, peak - slot), slope)
