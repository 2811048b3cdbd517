"""How likely mere chance makes such a difference, and how much less sure one is who looked at many columns.

Sources: Kolmogorov's and Smirnov's limit law with Stephens' correction for few rows (1970), Welch's test, Pearson's chi-square
by Wilson and Hilferty's root (1931), Holm's step-down rule (1979).
"""

import math
from collections.abc import Sequence

import numpy as np

from mainstay.domain.sketch import Counts

LEAST_EXPECTED = 5
"""Rows that chi-square must expect in each group; rarer groups are taken together."""


def of_kolmogorov(distance: float, n: int, m: int) -> float:
    """Give the chance of at least such a distance between two samples of one distribution."""
    root = math.sqrt(n * m / (n + m))
    at = (root + 0.12 + 0.11 / root) * distance
    if at < 0.3:
        return 1.0
    terms = (2.0 * (1 if k % 2 else -1) * math.exp(-2 * (k * at) ** 2) for k in range(1, 101))
    return min(1.0, max(0.0, math.fsum(terms)))


def of_means(one: tuple[float, float, int], other: tuple[float, float, int]) -> float:
    """Give the chance of such a difference of two means: mean, deviation and number of rows of each."""
    return both_sides(apart(one[0] - other[0], one[1] ** 2 / one[2] + other[1] ** 2 / other[2]))


def of_shares(part: int, whole: int, other: int, other_whole: int) -> float:
    """Give the chance of such a difference of two shares."""
    together = (part + other) / (whole + other_whole)
    spread = together * (1 - together) * (1 / whole + 1 / other_whole)
    return both_sides(apart(part / whole - other / other_whole, spread))


def of_groups(one: Counts, other: Counts) -> float:
    """Give the chance that groups are filled so differently."""
    n, m = int(one.sum()), int(other.sum())
    both = one + other
    common = both * (min(n, m) / (n + m)) >= LEAST_EXPECTED
    rows = [np.append(counts[common], counts[~common].sum()).astype(np.float64) for counts in (one, other)]
    totals = rows[0] + rows[1]
    kept = totals > 0
    groups = int(kept.sum())
    if groups < 2:
        return 1.0
    size = 0.0
    for counts, rows_of_it in zip(rows, (n, m), strict=True):
        expected = totals[kept] * rows_of_it / (n + m)
        size += float(((counts[kept] - expected) ** 2 / expected).sum())
    return _chi_square(size, groups - 1)


def of_several(chances: Sequence[float]) -> float:
    """Give the chance that the best of several looks at one column is as good as it is."""
    return min(1.0, min(chances) * len(chances)) if chances else 1.0


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Raise chances by Holm's rule: those under a limit are then wrong in so many tables, however many columns they have."""
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    found = [1.0] * len(chances)
    reached = 0.0
    for rank, place in enumerate(order):
        reached = max(reached, min(1.0, chances[place] * (len(chances) - rank)))
        found[place] = reached
    return tuple(found)


def both_sides(z: float) -> float:
    """Give the chance that a normal variable is at least so far from 0."""
    return math.erfc(abs(z) / math.sqrt(2))


def apart(difference: float, variance: float) -> float:
    """Give a difference in its deviations; 0 where there is none, infinite where nothing varies."""
    if difference == 0:
        return 0.0
    return difference / math.sqrt(variance) if variance > 0 else math.inf


def _chi_square(size: float, freedom: int) -> float:
    part = 2 / (9 * freedom)
    z = ((size / freedom) ** (1 / 3) - (1 - part)) / math.sqrt(part)
    return 0.5 * math.erfc(z / math.sqrt(2))
