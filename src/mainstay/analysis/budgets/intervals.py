"""Between what a share surely lies of which few events are known: the exact interval of Clopper and Pearson (1934)."""

import math
from typing import Final

_TINY: Final = 1e-300
_PRECISE: Final = 1e-12
_TURNS: Final = 5_000
_HALVINGS: Final = 60
_MOST_BAD: Final = 2_000
"""With more bad and more good events than these the interval of Wilson (1927) is the same in all digits that are told."""
_MOST: Final = 100_000.0
"""Of more events with few bad ones only the number of bad ones counts, as in Poisson's law; the rest is scale."""


def share_between(bad: float, total: float, beyond: float, deviations: float) -> tuple[float, float]:
    """Give the ends of the interval below and above which the share lies with the chance `beyond` each.

    `deviations` is the same in standard deviations of the normal law. Counts need not be whole: a server estimates them. Bad
    events above all count as all. Raises ValueError without events.
    """
    if not 0 < total < math.inf or not 0 <= bad < math.inf:
        raise ValueError("there are no events")
    bad = min(bad, total)
    if bad > _MOST_BAD and total - bad > _MOST_BAD:
        return _wilson(bad / total, total, deviations)
    if total > _MOST and bad <= _MOST_BAD:
        return _both(bad, _MOST, beyond, _MOST / total)
    if total > _MOST:
        low, high = _both(total - bad, _MOST, beyond, _MOST / total)
        return 1.0 - high, 1.0 - low
    return _both(bad, total, beyond, 1.0)


def _both(bad: float, total: float, beyond: float, scale: float) -> tuple[float, float]:
    low = _quantile(beyond, bad, total - bad + 1.0) if bad > 0 else 0.0
    high = _quantile(1.0 - beyond, bad + 1.0, total - bad) if bad < total else 1.0
    return low * scale, min(1.0, high * scale)


def _wilson(share: float, total: float, deviations: float) -> tuple[float, float]:
    square = deviations * deviations / total
    middle = share + square / 2.0
    reach = deviations * math.sqrt(share * (1.0 - share) / total + square / total / 4.0)
    return (middle - reach) / (1.0 + square), (middle + reach) / (1.0 + square)


def _quantile(chance: float, first: float, second: float) -> float:
    """Give where the beta distribution passes a chance, by halving."""
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        if _beta_below(middle, first, second) < chance:
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


def _beta_below(value: float, first: float, second: float) -> float:
    """Give the regularised incomplete beta function, by the continued fraction of DLMF 8.17.22."""
    if value <= 0.0 or value >= 1.0:
        return float(value >= 1.0)
    logarithm = (
        math.lgamma(first + second)
        - math.lgamma(first)
        - math.lgamma(second)
        + first * math.log(value)
        + second * math.log1p(-value)
    )
    if value < (first + 1.0) / (first + second + 2.0):
        return math.exp(logarithm) * _fraction(value, first, second) / first
    return 1.0 - math.exp(logarithm) * _fraction(1.0 - value, second, first) / second


def _fraction(value: float, first: float, second: float) -> float:
    """Work the continued fraction out from its front (Lentz's way)."""
    upper = 1.0
    lower = 1.0 / _away(1.0 - (first + second) * value / (first + 1.0))
    result = lower
    for turn in range(1, _TURNS):
        twice = 2 * turn
        even = turn * (second - turn) * value / ((first + twice - 1.0) * (first + twice))
        odd = -(first + turn) * (first + second + turn) * value / ((first + twice) * (first + twice + 1.0))
        step = 1.0
        for part in (even, odd):
            lower = 1.0 / _away(1.0 + part * lower)
            upper = _away(1.0 + part / upper)
            step = lower * upper
            result *= step
        if abs(step - 1.0) < _PRECISE:
            break
    return result


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
