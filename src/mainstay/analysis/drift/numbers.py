"""Two columns of numbers beside each other."""

import numpy as np

from mainstay.analysis.drift.chances import of_kolmogorov, of_means, of_several
from mainstay.analysis.drift.distances import (
    cut,
    jensen_shannon,
    kolmogorov,
    moments,
    stability,
    tenths,
    wasserstein,
)
from mainstay.analysis.drift.finding import Looked
from mainstay.analysis.drift.gates import Gates
from mainstay.analysis.drift.number_columns import quantiles
from mainstay.analysis.drift.scales import Values
from mainstay.domain.drift import Group, Measure, MeasureName
from mainstay.domain.sketch import Counts, NumberSketch

LEAST_ROWS = 5
_NORMAL_FROM = 20
"""Rows from which on a mean is taken to vary as a normal variable does."""
_BARS = 24
_EXTREMES = np.array([0.001, 0.999])


def numbers_compared(before: NumberSketch, after: NumberSketch, gates: Gates) -> Looked:
    """Compare numbers on one scale; nothing where one side has fewer than five."""
    if before.count < LEAST_ROWS or after.count < LEAST_ROWS:
        return Looked()
    one, other, ends = cut(before, after)
    mean, spread = moments(one, ends)
    now, spread_now = moments(other, ends)
    distance = kolmogorov(one, other)
    chances = [of_kolmogorov(distance, before.count, after.count)]
    if min(before.count, after.count) >= _NORMAL_FROM:
        chances.append(of_means((mean, spread, before.count), (now, spread_now, after.count)))
    chance = of_several(chances)
    found = []
    if spread > 0:
        size, lucky = wasserstein(one, other, ends)
        found.append(Measure(MeasureName.WASSERSTEIN, size / spread, lucky / spread, gates.wasserstein))
    found.append(
        Measure(MeasureName.KOLMOGOROV, distance, _lucky(before.count, after.count), gates.kolmogorov)
    )
    groups = tenths(before, one, other, ends)
    found.append(Measure(MeasureName.STABILITY, stability(*groups)))
    found.append(Measure(MeasureName.JENSEN_SHANNON, jensen_shannon(*groups)))
    if spread > 0:
        found.append(Measure(MeasureName.MEAN, (now - mean) / spread))
        found.append(Measure(MeasureName.SPREAD, spread_now / spread))
    found.append(Measure(MeasureName.OUTSIDE, _outside(before, other, ends)))
    return Looked(tuple((measure, chance) for measure in found), groups=_bars(one, other, ends))


def _lucky(n: int, m: int) -> float:
    """Give the mean of Kolmogorov's distance for two samples of one distribution (0.8687 by its limit law)."""
    return float(min(1.0, 0.8687 * np.sqrt(1 / n + 1 / m)))


def _outside(before: NumberSketch, other: Counts, ends: Values) -> float:
    """Give the share of numbers that lie where only one of five hundred lay before."""
    low, high = quantiles(before, _EXTREMES)
    middles = (ends[:-1] + ends[1:]) / 2
    return float(other[(middles < low) | (middles > high)].sum() / other.sum())


def _bars(one: Counts, other: Counts, ends: Values) -> tuple[Group, ...]:
    """Gather the bins to bars of one width, for a picture; what lies far off is in the outermost."""
    reached = np.cumsum(one + other) / (one + other).sum()
    low = float(ends[np.searchsorted(reached, 0.001)])
    high = float(ends[min(int(np.searchsorted(reached, 0.999)) + 1, len(ends) - 1)])
    if not high > low:
        return ()
    marks = np.linspace(low, high, _BARS + 1)
    shares = [np.diff(_reached(counts, ends, marks)) for counts in (one, other)]
    return tuple(
        Group(f"{marks[place]:.4g}", float(shares[0][place]), float(shares[1][place]))
        for place in range(_BARS)
    )


def _reached(counts: Counts, ends: Values, marks: Values) -> Values:
    """Give the share of numbers up to each mark; the first and the last take in what lies beyond them."""
    found = np.interp(marks, ends, np.concatenate(([0], np.cumsum(counts))) / counts.sum())
    found[0], found[-1] = 0.0, 1.0
    return np.asarray(found, np.float64)
