"""Bins for numbers of any size: as narrow as a thirty-second of the spread at the centre, of the distance far off.

The bin of x is floor(32 * arsinh((x - centre) / spread)). Where the centre was learnt from few or from unlike rows the bins are
wider than they could be, never wrong.
"""

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.sketch import Counts, Scale

Values = NDArray[np.float64]
FINE = 32
"""Bins between the centre and the point where they begin to widen."""
FARTHEST = 1_440
"""Bins to either side; the last holds all beyond, which is some 1e19 spreads."""
_NORMAL = 1.349
"""Standard deviations between the quartiles of a normal distribution."""


def scale_of(values: Values) -> Scale:
    """Choose the scale for finite numbers: their median, and their spread between the quartiles as a standard deviation.

    The spread is 0 where all are equal; then any number may follow, and the scale is to be chosen again.
    """
    low, centre, high = (float(one) for one in np.quantile(values, (0.25, 0.5, 0.75)))
    with np.errstate(over="ignore", invalid="ignore"):
        spread = (high - low) / _NORMAL
        if not spread > 0:
            spread = float(np.std(values))
    if not np.isfinite(spread):
        spread = float(np.finfo(np.float64).max) / 4
    return Scale(centre, spread if values.max() > values.min() else 0.0)


def usable(scale: Scale) -> Scale:
    """Give a scale with a spread above 0, so that what differs from a constant falls into another bin."""
    return scale if scale.spread > 0 else Scale(scale.centre, abs(scale.centre) / 1_000 or 1.0)


def bins_of(values: Values, scale: Scale) -> tuple[int, Counts]:
    """Count finite numbers by bin: the number of the first bin, and the counts from it on. Shape (n,) to (bins,)."""
    if not len(values):
        return 0, np.zeros(0, np.int64)
    places = places_of(values, scale)
    first = int(places.min())
    return first, np.bincount(places - first)


def places_of(values: Values, scale: Scale) -> Counts:
    """Give the bin of each finite number. Shape (n,) to (n,)."""
    with np.errstate(over="ignore"):
        apart = (values - scale.centre) / usable(scale).spread
    places: Counts = np.floor(np.clip(np.arcsinh(apart) * FINE, -FARTHEST, FARTHEST)).astype(np.int64)
    return places


def edges_of(scale: Scale, first: int, count: int) -> Values:
    """Give where `count` bins from `first` on begin and end, in the unit of the values. Shape (count + 1,)."""
    with np.errstate(over="ignore"):
        edges = scale.centre + usable(scale).spread * np.sinh(np.arange(first, first + count + 1) / FINE)
    return np.nan_to_num(edges)
