"""By how much the bands of the next forecasts are widened or narrowed, from how the last ones came out."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from mainstay.domain.ledger_case import BandCase

PRIOR: Final = 20
"""So many cases' worth of belief that the bands are right as they are."""
_LEAST, _MOST = 0.5, 4.0


def factors(bands: Iterable[BandCase]) -> Mapping[tuple[str, int], float]:
    """Give by what the half width of a band is multiplied, by class and week of the horizon.

    It is the conformal quantile of how far out levels were in half widths of their bands (Lei and others 2018), drawn to 1 by
    PRIOR cases, and never below a half or above four: few cases change little. What a band was multiplied by when it was told
    is taken out of it first, so that nothing is widened twice.
    """
    far: defaultdict[tuple[str, int], list[float]] = defaultdict(list)
    cover: dict[tuple[str, int], float] = {}
    for one in bands:
        if one.value is None:
            continue
        half = one.high - one.middle if one.value >= one.middle else one.middle - one.low
        out = one.widened * abs(one.value - one.middle) / max(half, 1e-12 * one.moves)
        # Near the end of what numbers can be a distance has none, and one such case must not spoil its class.
        if not math.isnan(out):
            far[one.sort, one.weeks].append(out)
            cover[one.sort, one.weeks] = one.cover
    return {place: _factor(np.array(found), cover[place]) for place, found in far.items()}


def _factor(found: np.ndarray, cover: float) -> float:
    count = len(found)
    # The rank is taken of one more than there are: the one that is to come (a hair less, for what numbers are rounded by).
    rank = min(count, math.ceil(cover * (count + 1) - 1e-9))
    seen = float(np.clip(np.partition(found, rank - 1)[rank - 1], _LEAST, _MOST))
    return float(np.exp(np.log(seen) * count / (count + PRIOR)))
