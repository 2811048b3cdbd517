"""Quantiles of weighted cases, and ranges made from and summed with them."""

import math
from collections.abc import Sequence

import numpy as np

from mainstay.analysis.effort.sessions import Floats
from mainstay.domain.price import Range

Z90 = 1.2815515655446004
"""The 90 % quantile of the standard normal distribution."""


def quantiles(values: Floats, weights: Floats, at: Sequence[float]) -> Floats:
    """Give the weighted quantiles `at` (0 to 1): each case stands in the middle of its weight. Needs one case or more."""
    order = np.argsort(values, kind="stable")
    weights = weights[order]
    middle = np.cumsum(weights) - 0.5 * weights
    told: Floats = np.interp(np.asarray(at) * weights.sum(), middle, values[order])
    return told


def spread(hours: Range) -> float:
    """Give the standard deviation of the logarithm, for the log-normal distribution with this median and 90 % quantile."""
    return math.log(hours.p90 / hours.p50) / Z90 if 0 < hours.p50 < hours.p90 else 0.0


def mean(hours: Range) -> float:
    """Give the mean of the log-normal distribution with this median and 90 % quantile."""
    return hours.p50 * math.exp(min(spread(hours), 5.0) ** 2 / 2)


def total(parts: Sequence[Range]) -> Range:
    """Sum independent ranges: the log-normal distribution with the sum's mean and variance (Fenton 1960; Wilkinson).

    A single part is given back as it is. A part whose median is 0 counts as nothing.
    """
    told = [part for part in parts if part.p50 > 0]
    if len(told) <= 1:
        return told[0] if told else Range(0.0, 0.0)
    means = [mean(part) for part in told]
    variances = [
        one * one * math.expm1(min(spread(part), 5.0) ** 2) for one, part in zip(means, told, strict=True)
    ]
    centre = math.fsum(means)
    squared = math.log1p(math.fsum(variances) / (centre * centre))
    median = centre / math.exp(squared / 2)
    return Range(median, median * math.exp(Z90 * math.sqrt(squared)))


def product(one: Range, other: Range) -> Range:
    """Multiply independent ranges, both taken as log-normal; nothing where either median is nothing."""
    if one.p50 <= 0 or other.p50 <= 0:
        return Range(0.0, 0.0)
    median = one.p50 * other.p50
    return Range(median, median * math.exp(Z90 * math.hypot(spread(one), spread(other))))


def scaled(hours: Range, factor: float) -> Range:
    """Multiply a range by a number that is known."""
    return Range(hours.p50 * factor, hours.p90 * factor)
