"""Chances of the normal, the binomial and Student's distribution, as far out in the tails as boundaries need them."""

import math
from statistics import NormalDist
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Figures: TypeAlias = NDArray[np.float64]
Whole: TypeAlias = NDArray[np.signedinteger]

_NORMAL = NormalDist()
_SMALLEST = 1e-250
_MOST_ROUNDS = 5_000
_NEAR = 1e-13
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


def beta_share(a: float, b: float, x: float) -> float:
    """Give the regularised incomplete beta function I_x(a, b).

    By its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22) after Lentz' method.
    """
    if a <= 0 or x >= 1:
        return 1.0
    if b <= 0 or x <= 0:
        return 0.0
    front = math.exp(
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    if x < (a + 1) / (a + b + 2):
        return min(front * _fraction(a, b, x) / a, 1.0)
    return max(1 - front * _fraction(b, a, 1 - x) / b, 0.0)


def _fraction(a: float, b: float, x: float) -> float:
    upper, lower = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = lower
    for half in range(1, _MOST_ROUNDS):
        even = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        odd = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        change = 1.0
        for part in (even, odd):
            lower, upper = 1 / _away(1 + part * lower), _away(1 + part / upper)
            change = lower * upper
            found *= change
        if abs(change - 1) < _NEAR:
            break
    return found


def _away(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST


def at_least(successes: float, tries: float, share: float) -> float:
    """Give the chance of `successes` or more of `tries` where each comes with chance `share`.

    Both may be fractions: between whole numbers the chance changes steadily.
    """
    return beta_share(successes, tries - successes + 1, share) if successes > 0 else 1.0


def share_between(successes: float, tries: float, beyond: float = 0.025) -> tuple[float, float]:
    """Give the interval of the share of successes (Clopper and Pearson, 1934), with the chance `beyond` on either side."""
    failures = tries - successes
    low = _beta_place(successes, failures + 1, beyond) if successes > 0 else 0.0
    high = _beta_place(successes + 1, failures, 1 - beyond) if failures > 0 else 1.0
    return low, high


def _beta_place(a: float, b: float, chance: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_share(a, b, middle) < chance else (low, middle)
    return (low + high) / 2


def cautious(value: float, freedom: float) -> float:
    """Give the standard normal value as unlikely as `value` is by Student's distribution with `freedom` degrees."""
    if value <= 0:
        return value
    return min(score(0.5 * beta_share(freedom / 2, 0.5, freedom / (freedom + value * value))), value)


def chi_square(freedom: float, normal: float) -> float:
    """Give the quantile of the chi-square distribution that belongs to a standard normal one (Wilson and Hilferty, 1931)."""
    spread = 2 / (9 * freedom)
    return float(freedom * (1 - spread + normal * math.sqrt(spread)) ** 3)
