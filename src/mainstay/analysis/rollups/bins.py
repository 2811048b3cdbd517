"""Histograms that can be merged: bins as wide as their values are large, of which only those that hold something are kept.

Each power of two is cut into 2^`fine` bins of equal width, for positive and for negative numbers; what is smaller than 2^-128
counts as 0. A quantile is off by at most 1/2^`fine` of its value: 1/32 (3.1 %) at first. Where a row has more than `MOST` bins,
each two neighbours become one, `fine` falls by one, and the error doubles; that happens where values span more than some six
powers of two. How coarse a row is follows from all of its points together, whatever the order and the portions in which they
come. (Bins of this kind are those of HdrHistogram; OpenTelemetry's exponential histograms become coarser in this way.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FINEST: Final = 5
COARSEST: Final = -3
"""At most 159 bins are left then, so that `MOST` always suffices."""
MOST: Final = 200
_SMALLEST: Final = 2.0**-128
_BIAS: Final = 192
_WIDTH: Final = 1 << FINEST
LARGEST_KEY: Final = 1 << 15
"""No key is as far from 0 as that."""


@dataclass(frozen=True, slots=True)
class Bins:
    """Histograms of several rows: how fine each row is, and for each bin its row, key and count, by row and key.

    Keys grow with the values: 0 holds 0, negative ones hold negative numbers.
    """

    fine: NDArray[np.int64]
    rows: NDArray[np.int64]
    keys: NDArray[np.int64]
    counts: NDArray[np.int64]


def nothing(rows: int) -> Bins:
    """Give histograms of so many rows in which nothing is."""
    none = np.empty(0, dtype=np.int64)
    return Bins(np.full(rows, FINEST, dtype=np.int64), none, none, none)


def binned(values: NDArray[np.float64], rows: NDArray[np.int64], many: int) -> Bins:
    """Give the histograms of finite values below 1e150, each of one of `many` rows."""
    sizes = np.abs(values)
    mantissas, exponents = np.frexp(sizes)
    parts = ((mantissas * 2 - 1) * _WIDTH).astype(np.int64)
    keys = (exponents.astype(np.int64) - 1 + _BIAS) * _WIDTH + parts
    keys = np.where(sizes < _SMALLEST, 0, np.where(values < 0, -keys, keys))
    fine = np.full(many, FINEST, dtype=np.int64)
    return _fitting(fine, rows, keys, np.ones(len(keys), dtype=np.int64))


def merged(parts: Sequence[tuple[Bins, NDArray[np.int64]]], many: int) -> Bins:
    """Merge histograms: each comes with the row, of `many`, that each of its rows belongs to; -1 leaves a row out."""
    fine = np.full(many, FINEST, dtype=np.int64)
    for one, places in parts:
        np.minimum.at(fine, places[places >= 0], one.fine[places >= 0])
    rows, keys, counts = [], [], []
    for one, places in parts:
        there = places[one.rows] >= 0
        old, new = one.rows[there], places[one.rows[there]]
        rows.append(new)
        keys.append(_coarser(one.keys[there], one.fine[old] - fine[new]))
        counts.append(one.counts[there])
    return _fitting(fine, *(np.concatenate(part) for part in (rows, keys, counts)))


def cut(bins: Bins, low: int, high: int) -> Bins:
    """Give the histograms of the rows [low, high)."""
    begin, end = np.searchsorted(bins.rows, (low, high))
    return Bins(bins.fine[low:high], bins.rows[begin:end] - low, bins.keys[begin:end], bins.counts[begin:end])


def among(bins: Bins, before: int, many: int) -> Bins:
    """Give the same histograms with so many rows before them, `many` in all, in which nothing is."""
    fine = np.full(many, FINEST, dtype=np.int64)
    fine[before : before + len(bins.fine)] = bins.fine
    return Bins(fine, bins.rows + before, bins.keys, bins.counts)


def only(bins: Bins, chosen: NDArray[np.bool_]) -> Bins:
    """Give the same rows with nothing in those that are not chosen."""
    there = chosen[bins.rows]
    fine = np.where(chosen, bins.fine, FINEST)
    return Bins(fine, bins.rows[there], bins.keys[there], bins.counts[there])


def quantiles(
    bins: Bins, share: float, lowest: NDArray[np.float64], highest: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the value below which a share of each row's points lies, NaN for rows without any.

    It is in the bin of the point of that rank, and between `lowest` and `highest`, which are the exact ends of each row.
    """
    rows = len(bins.fine)
    if not len(bins.rows):
        return np.full(rows, np.nan)
    totals = np.bincount(bins.rows, bins.counts, rows).astype(np.int64)
    up_to = np.cumsum(bins.counts)
    before = np.cumsum(totals) - totals
    ranks = np.maximum(np.ceil(share * totals).astype(np.int64), 1)
    found = np.minimum(np.searchsorted(up_to, before + ranks), len(up_to) - 1)
    low, high = _edges(bins.keys[found], bins.fine)
    low, high = np.clip(low, lowest, highest), np.clip(high, lowest, highest)
    within = (before + ranks - (up_to[found] - bins.counts[found]) - 0.5) / bins.counts[found]
    return np.where(totals > 0, low + within * (high - low), np.nan)


def _edges(
    keys: NDArray[np.int64], fine: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    sizes, wide = np.abs(keys), FINEST - fine
    near, far = (
        np.ldexp(1 + (units & (_WIDTH - 1)) / _WIDTH, (units >> FINEST) - _BIAS)
        for units in (sizes << wide, (sizes + 1) << wide)
    )
    low = np.where(keys > 0, near, np.where(keys < 0, -far, 0.0))
    return low, np.where(keys > 0, far, np.where(keys < 0, -near, 0.0))


def _coarser(keys: NDArray[np.int64], steps: NDArray[np.int64]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.sign(keys) * (np.abs(keys) >> steps)
    return found


def _fitting(
    fine: NDArray[np.int64], rows: NDArray[np.int64], keys: NDArray[np.int64], counts: NDArray[np.int64]
) -> Bins:
    """Give bins in order, those of one key together, with no row of more than `MOST`."""
    while True:
        rows, keys, counts = _together(rows, keys, counts)
        full = (np.bincount(rows, minlength=len(fine)) > MOST) & (fine > COARSEST)
        if not full.any():
            return Bins(fine, rows, keys, counts)
        keys, fine = _coarser(keys, full[rows].astype(np.int64)), fine - full


def _together(
    rows: NDArray[np.int64], keys: NDArray[np.int64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    if not len(rows):
        return rows, keys, counts
    codes = rows * (2 * LARGEST_KEY) + keys
    order = np.argsort(codes, kind="stable")
    codes = codes[order]
    new = np.empty(len(codes), dtype=np.bool_)
    new[0] = True
    np.not_equal(codes[1:], codes[:-1], out=new[1:])
    first = np.flatnonzero(new)
    chosen = order[first]
    return rows[chosen], keys[chosen], np.add.reduceat(counts[order], first)
