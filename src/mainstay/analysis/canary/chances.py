"""Chances of the normal and of Student's distribution, as far out in the tails as boundaries need them."""

import math
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.shares import beta_share

Figures: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.signedinteger]

_NORMAL = NormalDist()
_SMALLEST = 1e-250
_STEP = 0.001
_GRID = np.arange(-37.0, 9.0, _STEP)
# Logarithms, so that what lies between two places of the table is right in proportion: to a relative error of 2e-7.
_LOGS = np.array([math.log(0.5 * math.erfc(-place / math.sqrt(2))) for place in _GRID])


def below(places: Figures) -> Figures:
    """Give the chances of standard normal values below `places`."""
    found: Figures = np.exp(np.interp(places, _GRID, _LOGS))
    return found


def score(chance: float) -> float:
    """Give the standard normal value that is exceeded with this chance; of 0 and 1 one that is as far out as can be told."""
    return -_NORMAL.inv_cdf(min(max(chance, _SMALLEST), 1 - 1e-16))


def above(value: float) -> float:
    """Give the chance of a standard normal value above `value`."""
    return 0.5 * math.erfc(value / math.sqrt(2))


def cautious(value: float, freedom: float) -> float:
    """Give the standard normal value as unlikely as `value` is by Student's distribution with `freedom` degrees."""
    if value <= 0:
        return value
    return min(score(0.5 * beta_share(freedom / 2, 0.5, freedom / (freedom + value * value))), value)


def chi_square(freedom: float, normal: float) -> float:
    """Give the quantile of the chi-square distribution that belongs to a standard normal one (Wilson and Hilferty, 1931)."""
    spread = 2 / (9 * freedom)
    return float(freedom * (1 - spread + normal * math.sqrt(spread)) ** 3)
