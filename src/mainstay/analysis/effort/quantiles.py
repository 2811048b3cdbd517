"""Quantiles of weighted cases, and ranges made from and summed with them."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from mainstay.analysis.effort.sessions import Floats
from mainstay.domain.price import Range

Z90 = 1.2815515655446004
"""The 90 % quantile of the standard normal distribution."""
EQUAL = np.array([-1.6449, -1.0364, -0.6745, -0.3853, -0.1257, 0.1257, 0.3853, 0.6745, 1.0364, 1.6449])
"""Ten equally likely cases of the same."""

_WIDEST = 5.0


def quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> Floats:
    """Give the weighted quantiles `at` (0 to 1): each case stands in the middle of its weight. Needs one case or more."""
    order = np.argsort(values, kind="stable")
    weights = weights[order]
    middle = np.cumsum(weights) - 0.5 * weights
    told: Floats = np.interp(np.asarray(at) * weights.sum(), middle, values[order])
    return told


def spread(hours: Range) -> float:
    """Give the standard deviation of the logarithm, for the log-normal distribution with this median and 90 % quantile."""
    return min(math.log(hours.p90 / hours.p50) / Z90, _WIDEST) if 0 < hours.p50 < hours.p90 else 0.0


@lru_cache(maxsize=4096)
def mean(hours: Range) -> float:
    """Give the mean of ten equally likely cases of that distribution: its far tail is longer than work was ever seen to be."""
    return hours.p50 * float(np.exp(spread(hours) * EQUAL).mean())


def means_and_variances(parts: Sequence[Range]) -> tuple[Floats, Floats]:
    """Give the mean of each part, as `mean` does, and the variance of the same ten cases."""
    cases = np.exp(np.outer([spread(part) for part in parts], EQUAL))
    medians = np.array([part.p50 for part in parts])
    return medians * cases.mean(axis=1), np.square(medians) * cases.var(axis=1)


def total(parts: Sequence[Range], shared: float = 0.0) -> Range:
    """Sum ranges of independent cases: the log-normal distribution with the sum's mean and variance (Fenton 1960).

    `shared` is the standard deviation (of the logarithm) of an error that all of them have in common, which no number of cases
    takes away. A single part is given back as it is. A part whose median is 0 counts as nothing.
    """
    told = [part for part in parts if part.p50 > 0]
    if len(told) <= 1:
        return told[0] if told else Range(0.0, 0.0)
    centre, squared = means_and_variances(told)
    return summed(float(centre.sum()), float(squared.sum()), shared)


def summed(centre: float, squared: float, shared: float = 0.0) -> Range:
    """Give the range of a sum with this mean and variance; `shared` as in `total`."""
    own = math.log1p((math.sqrt(squared) / centre) ** 2) if centre > 0 else 0.0
    median = centre / math.exp(own / 2)
    return Range(median, median * math.exp(Z90 * math.sqrt(own + shared * shared)))


def product(one: Range, other: Range) -> Range:
    """Multiply independent ranges, both taken as log-normal; nothing where either median is nothing."""
    if one.p50 <= 0 or other.p50 <= 0:
        return Range(0.0, 0.0)
    median = one.p50 * other.p50
    return Range(median, median * math.exp(Z90 * math.hypot(spread(one), spread(other))))
