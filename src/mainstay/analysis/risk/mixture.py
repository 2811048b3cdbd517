"""The model: the next fix falls by one of several simple rankings, and the past tells how often by which."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.linear import times, transposed_times
from mainstay.analysis.risk.components import FEATURE_OF
from mainstay.analysis.risk.cuts import Counts, Figures

PRIOR_FIXES = 30.0
"""So many imagined fixes, spread evenly over the components, stand beside the real ones; few fixes move little."""
LEAST_TOUCHES = 0.5
"""Added to the fixes seen, so that none so far does not mean never (Jeffreys' prior of a Poisson rate)."""
_ROUNDS = 50
# Spread of a file's fixes around what is expected: the variance is mean + mean^2 * spread. 0.5 is what larger
# repositories show; it counts as so much of squared expectation.
_USUAL_SPREAD = 0.5
_PRIOR_SQUARES = 10.0
_LEAST_SPREAD = 0.02


@dataclass(frozen=True, slots=True)
class Lesson:
    """One window to learn from: the components of its files as known before it, and each file's fixes in it."""

    components: Figures
    touches: Counts


@dataclass(frozen=True, slots=True)
class Mixture:
    """What was learnt: the share of fixes that fall by each component, fixes a horizon over all files, and their spread."""

    shares: Figures
    rate: float
    spread: float

    def expected(self, components: Figures) -> Figures:
        """Give the fixes to expect of each file within one horizon."""
        return np.asarray(self.rate * times(components, self.shares), dtype=np.float64)


def learn(lessons: Sequence[Lesson], usual_rate: float) -> Mixture:
    """Learn from whole windows, newest first; without any, the components count alike and `usual_rate` is the rate.

    The shares are those of a mixture of fixed distributions, found by expectation-maximisation (Dempster, Laird and Rubin
    1977) with a Dirichlet prior. The rate is the mean of the windows, each counting half of the one after it.
    """
    shares = _shares(lessons)
    if not lessons:
        return Mixture(shares, usual_rate + LEAST_TOUCHES, _USUAL_SPREAD)
    totals = np.array([float(lesson.touches.sum()) for lesson in lessons])
    weights = 0.5 ** np.arange(len(totals))
    rate = float(((weights * totals).sum() + LEAST_TOUCHES) / weights.sum())
    return Mixture(shares, rate, _spread(lessons, shares))


def _shares(lessons: Sequence[Lesson]) -> Figures:
    even = np.full(len(FEATURE_OF), 1 / len(FEATURE_OF))
    fixed = [lesson.touches > 0 for lesson in lessons]
    if not any(mask.any() for mask in fixed):
        return even
    rows = np.vstack([lesson.components[mask] for lesson, mask in zip(lessons, fixed, strict=True)])
    counts = np.concatenate([lesson.touches[mask] for lesson, mask in zip(lessons, fixed, strict=True)])
    total = float(counts.sum())
    shares = even
    for _ in range(_ROUNDS):
        # A fixed file always has lines, so that no row is nothing but zeros.
        explained = shares * transposed_times(rows, counts / times(rows, shares))
        shares = (explained + PRIOR_FIXES * even) / (total + PRIOR_FIXES)
    return shares


def _spread(lessons: Sequence[Lesson], shares: Figures) -> float:
    """Estimate by moments how much a file's fixes spread beyond chance, drawn to what is usual."""
    beyond, squares = _PRIOR_SQUARES * _USUAL_SPREAD, _PRIOR_SQUARES
    for lesson in lessons:
        mean = float(lesson.touches.sum()) * times(lesson.components, shares)
        beyond += float(((lesson.touches - mean) ** 2 - mean).sum())
        squares += float((mean**2).sum())
    return max(beyond / squares, _LEAST_SPREAD)
