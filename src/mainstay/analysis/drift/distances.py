"""How far two columns are apart, each distance with what mere chance would make of it.

Sources of the formulas: Vallender 1974 (Wasserstein as the area between distribution functions), Kolmogorov 1933, Lin 1991
(Jensen-Shannon), Siddiqi 2006 (population stability index). That of chance is what two samples of one and the same
distribution are apart on average: at each point the difference of the two functions is normal with variance
F (1 - F) (1/n + 1/m), and the mean of its size is that deviation times the square root of 2/pi.
"""

import math

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.drift.number_columns import counts_on, quantiles
from mainstay.analysis.drift.scales import Values, edges_of
from mainstay.domain.sketch import Counts, NumberSketch

FAR = 20.0
"""Spreads beyond which a number counts as that far off: one row of a million must not be the whole distance."""
_FARTHEST = 1e140
"""Numbers count as no farther from nought: squares of any that are, times the rows, would be beyond all numbers."""
_MEAN_SIZE = math.sqrt(2 / math.pi)
_TENTHS = np.arange(1, 10) / 10


def cut(one: NumberSketch, other: NumberSketch) -> tuple[Counts, Counts, Values]:
    """Lay two sketches of one scale beside each other: counts of both and the edges of the bins, at most FAR spreads out."""
    first = min(one.first, other.first)
    bins = max(one.first + len(one.counts), other.first + len(other.counts)) - first
    scale, ends = one.scale, edges_of(one.scale, first, bins)
    if one.count and other.count:
        ends = np.clip(ends, min(one.least, other.least), max(one.most, other.most))
    low, high = scale.centre - FAR * scale.spread, scale.centre + FAR * scale.spread
    ends = np.clip(ends, low, high) if scale.spread > 0 else ends
    return (
        counts_on(one, first, bins),
        counts_on(other, first, bins),
        np.clip(ends, -_FARTHEST, _FARTHEST),
    )


def moments(counts: Counts, ends: Values) -> tuple[float, float]:
    """Give the mean and the standard deviation of what is in bins, each taken at its middle."""
    middles = (ends[:-1] + ends[1:]) / 2
    total = counts.sum()
    mean = float((counts * middles).sum() / total)
    return mean, math.sqrt(float((counts * (middles - mean) ** 2).sum() / total))


def wasserstein(one: Counts, other: Counts, ends: Values) -> tuple[float, float]:
    """Give the area between two distribution functions, in the unit of the edges, and what chance would make of it."""
    n, m = int(one.sum()), int(other.sum())
    apart = np.concatenate(([0.0], np.cumsum(one) / n - np.cumsum(other) / m))
    widths = np.diff(ends)
    size = np.abs(apart)
    both = np.concatenate(([0.0], np.cumsum(one + other) / (n + m)))
    by_chance = np.sqrt(np.maximum(both * (1 - both), 0.0) * (1 / n + 1 / m)) * _MEAN_SIZE
    return _area(size, widths), _area(by_chance, widths)


def kolmogorov(one: Counts, other: Counts) -> float:
    """Give the greatest distance of two distribution functions at the edges of bins, from 0 to 1."""
    return float(np.abs(np.cumsum(one) / one.sum() - np.cumsum(other) / other.sum()).max())


def tenths(reference: NumberSketch, one: Counts, other: Counts, ends: Values) -> tuple[Counts, Counts]:
    """Gather bins to about ten groups of as many rows of the reference each."""
    marks = quantiles(reference, _TENTHS)
    groups = np.searchsorted(marks, (ends[:-1] + ends[1:]) / 2)
    return (
        np.bincount(groups, weights=one, minlength=10).astype(np.int64),
        np.bincount(groups, weights=other, minlength=10).astype(np.int64),
    )


def stability(one: Counts, other: Counts) -> float:
    """Give the population stability index of groups; an empty one counts as half a row."""
    p, q = _smooth(one), _smooth(other)
    return float(((q - p) * np.log(q / p)).sum())


def jensen_shannon(one: Counts, other: Counts) -> float:
    """Give the Jensen-Shannon distance, the square root of the divergence to base 2: 0 is the same, 1 nothing in common."""
    p, q = one / one.sum(), other / other.sum()
    half = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        told = np.nansum(p * np.log2(p / half)) + np.nansum(q * np.log2(q / half))
    return math.sqrt(min(1.0, max(0.0, float(told) / 2)))


def variation(one: Counts, other: Counts) -> tuple[float, float]:
    """Give the share of rows that would have to change their group, and what chance would make of it."""
    n, m = int(one.sum()), int(other.sum())
    both = (one + other) / (n + m)
    chance = np.sqrt(both * (1 - both) * (1 / n + 1 / m)).sum() * _MEAN_SIZE / 2
    return float(np.abs(one / n - other / m).sum() / 2), float(chance)


def _area(heights: Values, widths: NDArray[np.float64]) -> float:
    return float(((heights[:-1] + heights[1:]) / 2 * widths).sum())


def _smooth(counts: Counts) -> Values:
    filled = np.maximum(counts, 0.5)
    return np.asarray(filled / filled.sum(), np.float64)
