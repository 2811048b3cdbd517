"""How much more counts vary than independent errors would: one failed client that tries again is not five failures.

The ratio of the variance to the mean is estimated from differences of neighbouring steps (von Neumann, 1941), so that a rate
which moves slowly does not count as clumping, by single steps and by blocks of five, for errors that come in bursts of minutes.
Differences only count as clumping where chance alone would not explain them. The control tells it, before the change and since:
what the canary does can then never make its own errors count for less.
"""

from dataclasses import dataclass

import numpy as np

from mainstay.analysis.canary.chances import Figures, chi_square
from mainstay.analysis.canary.sample import Arm, Sample

KNOWN = 30
"""Steps of the control before the change from which its own word is enough."""
_BLOCKS = (1, 5)
_FEWEST_BLOCKS = 4
_DOUBT = 1.6449
"""Differences count that come by chance once in twenty times (the normal quantile)."""
_SURE = 25
"""Steps from which counts may pass for independent; of fewer, 25 / steps errors count as one, as long as nothing is known."""


@dataclass(frozen=True, slots=True)
class Clumping:
    """How many errors count as one, and from how many differences that is known (infinite where it was not estimated)."""

    size: float = 1.0
    freedom: float = float("inf")


def clumping(sample: Sample) -> Clumping:
    """Tell how the errors of a sample clump."""
    steps = len(sample.control.times) + len(sample.history.times)
    runs = [_excess(sample.history), _excess(sample.control)]
    found = [Clumping(_SURE / max(steps, 1)), *(_estimate(runs, block) for block in _BLOCKS)]
    if sample.paired and len(sample.history.times) < KNOWN:
        found += [_estimate([_between(sample)], block) for block in _BLOCKS]
    return max([Clumping(), *found], key=lambda one: one.size)


def _excess(arm: Arm) -> tuple[Figures, float]:
    """Give how far each step lies from what its total lets expect, and the variance of independent errors in a step."""
    if not len(arm.times):
        return np.zeros(0), 0.0
    rate = arm.values.sum() / arm.totals.sum()
    return arm.values - rate * arm.totals, float(arm.values.mean())


def _between(sample: Sample) -> tuple[Figures, float]:
    """Give the same of the difference of two arms, in which what strikes both alike cancels."""
    canary, control = sample.canary, sample.control
    if not len(canary.times):
        return np.zeros(0), 0.0
    share = canary.totals / (canary.totals + control.totals)
    apart = canary.values * (1 - share) - control.values * share
    return apart, float((canary.values * (1 - share) ** 2 + control.values * share**2).mean())


def _estimate(runs: list[tuple[Figures, float]], block: int) -> Clumping:
    """Estimate clumping by blocks of steps, over stretches that lie apart."""
    squares, expected, freedom = 0.0, 0.0, 0.0
    for steps, variance in runs:
        blocks = len(steps) // block
        if blocks < _FEWEST_BLOCKS or variance <= 0:
            continue
        sums = steps[len(steps) - blocks * block :].reshape(blocks, block).sum(axis=1)
        squares += float((np.diff(sums) ** 2).sum()) / 2
        expected += (blocks - 1) * block * variance
        # Differences of neighbours tell two thirds of what as many values around a known mean would.
        freedom += (blocks - 1) * 2 / 3
    if not expected:
        return Clumping()
    size = squares / expected
    return (
        Clumping(size, freedom) if size > 1 and size * freedom > chi_square(freedom, _DOUBT) else Clumping()
    )
