"""What is known of a share from counted events: chances of the binomial law, and between what the share surely lies.

The interval is the exact one of Clopper and Pearson (1934).
"""

import math
from statistics import NormalDist
from typing import Final

_SMALLEST: Final = 1e-250
_NEAR: Final = 1e-13
_ROUNDS: Final = 5_000
_HALVINGS: Final = 60
_NORMAL: Final = NormalDist()
_MOST_EVENTS: Final = 2_000
"""With more events of both sorts than these the interval of Wilson (1927) is the same in all digits that are told."""
_MOST: Final = 100_000.0
"""Of more events with few of one sort only the number of these counts, as in Poisson's law; the rest is scale."""


def at_least(successes: float, tries: float, share: float) -> float:
    """Give the chance of `successes` or more of `tries` where each comes with chance `share`.

    Both may be fractions: between whole numbers the chance changes steadily.
    """
    return beta_share(successes, tries - successes + 1, share) if successes > 0 else 1.0


def share_between(part: float, whole: float, beyond: float = 0.025) -> tuple[float, float]:
    """Give the ends of the interval below and above which the share of `part` lies with the chance `beyond` each.

    Counts need not be whole: servers estimate them. A part above the whole counts as all of it. Raises ValueError without
    events.
    """
    if not 0 < whole < math.inf or not 0 <= part < math.inf:
        raise ValueError("there are no events")
    part = min(part, whole)
    if part > _MOST_EVENTS and whole - part > _MOST_EVENTS:
        return _wilson(part / whole, whole, -_NORMAL.inv_cdf(beyond))
    if whole > _MOST and part <= _MOST_EVENTS:
        return _both(part, _MOST, beyond, _MOST / whole)
    if whole > _MOST:
        low, high = _both(whole - part, _MOST, beyond, _MOST / whole)
        return 1.0 - high, 1.0 - low
    return _both(part, whole, beyond, 1.0)


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


def _both(part: float, whole: float, beyond: float, scale: float) -> tuple[float, float]:
    low = _place(part, whole - part + 1, beyond) if part > 0 else 0.0
    high = _place(part + 1, whole - part, 1 - beyond) if part < whole else 1.0
    return low * scale, min(1.0, high * scale)


def _wilson(share: float, whole: float, deviations: float) -> tuple[float, float]:
    square = deviations * deviations / whole
    middle = share + square / 2
    reach = deviations * math.sqrt(share * (1 - share) / whole + square / whole / 4)
    return (middle - reach) / (1 + square), (middle + reach) / (1 + square)


def _place(a: float, b: float, chance: float) -> float:
    """Give where the beta distribution passes a chance, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if beta_share(a, b, middle) < chance else (low, middle)
    return (low + high) / 2


def _fraction(a: float, b: float, x: float) -> float:
    upper, lower = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    found = lower
    for half in range(1, _ROUNDS):
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
