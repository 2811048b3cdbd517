"""How sure a finding of each class is: counted from findings that were judged by hand."""

from dataclasses import dataclass, replace
from functools import cache
from math import cos, exp, log, pi, sin

from mainstay.domain.usage import Confidence

Key = str
"""An evidence class; "module-" stands before it for modules that nothing refers to."""

_PRIOR = 0.5
_STEPS = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """Of `judged` findings of a class, `true` were right."""

    true: int
    judged: int


def confidence(judged: Judged) -> Confidence:
    """Give mean and 90 % interval of the posterior under Jeffreys' prior, Beta(1/2, 1/2) (Brown, Cai, DasGupta 2001)."""
    told = of_beta(judged.true + _PRIOR, judged.judged - judged.true + _PRIOR)
    return replace(told, judged=judged.judged, right=judged.true)


@cache
def of_beta(yes: float, no: float) -> Confidence:
    """Give the mean and the 5 % and 95 % points of Beta(yes, no), to three places."""
    # With x = sin^2(t) the density in t has no pole for parameters of a half and more.
    weights = []
    for step in range(_STEPS):
        angle = (step + 0.5) / _STEPS * pi / 2
        weights.append(exp((2 * yes - 1) * log(sin(angle)) + (2 * no - 1) * log(cos(angle))))
    total = sum(weights)
    low, high, summed = 0.0, 1.0, 0.0
    for step, weight in enumerate(weights):
        before, summed = summed, summed + weight / total
        if before < 0.05 <= summed:
            low = sin((step + 0.5) / _STEPS * pi / 2) ** 2
        if before < 0.95 <= summed:
            high = sin((step + 0.5) / _STEPS * pi / 2) ** 2
            break
    return Confidence(round(yes / (yes + no), 3), round(low, 3), round(high, 3))
