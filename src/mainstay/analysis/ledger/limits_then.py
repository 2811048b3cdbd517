"""Whether a limit is still the one that a prediction was about, though it wavers or is not heard of for some nights."""

from math import isfinite
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.domain.prediction import Of
from mainstay.domain.signal import Limit, Side

_SHARE: Final = 0.1
"""By so much of the way to a limit it may move: the date moves by about as much, and its interval is wider than that."""
_ROUNDED: Final = 1e-6


def is_gone(limit: Limit | None) -> bool:
    """Tell whether there is no limit that anything could pass: none, or one that is no number."""
    return limit is None or not isfinite(limit.value)


def same_limit(of: Of, days: Days, limit: Limit) -> bool:
    """Tell whether a limit is still the one that a prediction was about, by how far its series was from it then.

    Sizes of disks and memories stay as they are, or waver a little (volumes of one pool, memory that a kernel keeps); limits
    that people set move by steps. A step matters by what it is of the way that was left, and not of the limit: a disk of 10 TB
    that gets 1 % larger has twice the room when 1 % was left.
    """
    return is_same(of, level_then(of, days), limit)


def is_same(of: Of, then: float, limit: Limit) -> bool:
    """Tell whether a limit is still the one that a prediction was about, made while its series stood at the level `then`."""
    if of.limit is None or limit.side is not of.side:
        return False
    room = max(abs(of.limit - then), of.moves)
    return abs(limit.value - of.limit) <= max(_SHARE * room, _ROUNDED * abs(of.limit))


def is_farther(of: Of, limit: Limit) -> bool:
    """Tell whether a limit was moved away from trouble."""
    if of.limit is None or limit.side is not of.side:
        return False
    return limit.value > of.limit if of.side is Side.ABOVE else limit.value < of.limit


def level_then(of: Of, days: Days) -> float:
    """Give the level at which the evidence of a prediction ended, or the nearest that is known; its limit where none is."""
    there = np.flatnonzero(np.isfinite(days.levels))
    if not len(there):
        return of.limit or 0.0
    last = round((of.since - days.start) / DAY) - 1
    before = there[there <= last]
    return float(days.levels[before[-1] if len(before) else there[0]])
