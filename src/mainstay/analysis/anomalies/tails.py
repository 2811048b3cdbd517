"""How surprising a size is for one series, by how far out its own sizes went before."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

ENOUGH: Final = 100
"""So many earlier sizes are needed before one can be called surprising."""
_TAIL: Final = 0.02
_LEAST_IN_TAIL: Final = 10
_SHAPE: Final = 0.3
_SHAPE_WEIGHT: Final = 30
"""The shape of the tail is drawn to that of a moderately heavy one as if so many sizes had been seen of it."""
_NEW_SHARE: Final = 0.03
_MEMORY: Final = 60_000

Vector = NDArray[np.float64]


def surprises(sizes: Vector, least: float | Vector, a_day: int, since: int = 0) -> Vector:
    """Give how surprising each size is, in nats: minus the logarithm of the share of its own past that would lie so far out.

    Above the 98th percentile of what came before, a Pareto tail is laid through the sizes (Hill 1975), so that a series that
    jumps far each day is not surprising by it, and one that never does is. What was reached before is no more surprising than
    the share of the past that reached it. `least` is the smallest size that counts. The tail is learnt anew each eighth of a
    day (`a_day` sizes), or when the past has grown by 3 %, from what came before that alone.
    What is no number is passed over and surprises nobody; so is all before `since`.
    """
    found = np.zeros(len(sizes))
    known = np.flatnonzero(np.isfinite(sizes))
    seen = sizes[known]
    floors = np.broadcast_to(least, sizes.shape)[known]
    begin = ENOUGH
    while begin < len(seen):
        end = min(len(seen), begin + max(1, a_day // 8, int(_NEW_SHARE * min(begin, _MEMORY))))
        if known[end - 1] >= since:
            past = seen[max(0, begin - _MEMORY) : begin]
            found[known[begin:end]] = _beyond(past, seen[begin:end], float(floors[begin - 1]))
        begin = end
    return found


def _beyond(past: Vector, sizes: Vector, least: float) -> Vector:
    many = max(_LEAST_IN_TAIL, int(_TAIL * len(past)))
    top = np.sort(np.partition(past, len(past) - many - 1)[len(past) - many - 1 :])
    base = max(float(top[0]), least)
    above = np.log(np.maximum(top[1:], base) / base)
    shape = (float(above.sum()) + _SHAPE * _SHAPE_WEIGHT) / (many + _SHAPE_WEIGHT)
    ratio = np.log(np.maximum(sizes, base) / base)
    found = np.where(sizes > base, np.log(len(past) / many) + ratio / shape, 0.0)
    reached = len(top) - np.searchsorted(top, sizes)
    return np.where(reached > 0, np.minimum(found, np.log(len(past) / np.maximum(reached, 1))), found)
