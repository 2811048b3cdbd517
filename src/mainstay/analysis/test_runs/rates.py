"""How often a test fails that should pass: its posterior, with a prior learnt from all tests of the suite.

At one commit in one environment a test either can pass or is broken. Of a group of N such runs F failed; where all failed it
may be broken, so the group tells nothing of flakiness and is left out. That leaving out is part of the likelihood: of what is
left, F is binomial with rate r on the condition that not all failed,

    L(r) = r^F (1 - r)^(N - F) / (1 - r^N),

so that a single run tells nothing (L = 1) and a broken test never looks flaky. Rates of the suite's flaky tests are
Beta(a, b), and a share of tests never flips at all. Mean, strength and share are not chosen but summed over, each with its
likelihood given all tests (a hierarchical model: Gelman et al., Bayesian Data Analysis, 3rd edition, section 5.3; the
truncated binomial: Johnson, Kemp and Kotz, Univariate Discrete Distributions, section 3.11).
"""

from dataclasses import dataclass

import numpy as np

from mainstay.analysis.test_runs.results import Figures, Whole

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
_MOST_SIZE = (
    40  # a larger group counts as one of this size: r^40 is nothing but for tests that hardly ever pass
)
_LOGITS = np.linspace(-9.0, 4.0, 261)
RATES = 1 / (1 + np.exp(-_LOGITS))
_MEANS = np.array([0.005, 0.01, 0.02, 0.04, 0.07, 0.12, 0.2, 0.3, 0.45])
_STRENGTHS = np.array([0.8, 1.6, 3.0, 6.0, 12.0, 25.0, 60.0])
_NEVER = np.array([0.0, 0.2, 0.4, 0.6, 0.75, 0.85, 0.92, 0.96, 0.98, 0.99, 0.997])


@dataclass(frozen=True, slots=True)
class Tally:
    """For each test: tries that failed and all tries, in groups of two or more that did not all fail.

    `sizes` counts these groups by their size (tests x sizes).
    """

    failures: Whole
    runs: Whole
    sizes: Whole


def tally(test: Whole, failures: Whole, tries: Whole, tests: int) -> Tally:
    """Add up cells (one for each test in each group) of `tests` tests; those in which all tries failed are left out."""
    kept = (tries >= 2) & (failures < tries)
    size = np.minimum(tries[kept], _MOST_SIZE)
    sizes = np.bincount(test[kept] * (_MOST_SIZE + 1) + size, minlength=tests * (_MOST_SIZE + 1))
    return Tally(
        np.bincount(test[kept], failures[kept], tests).astype(np.int64),
        np.bincount(test[kept], tries[kept], tests).astype(np.int64),
        sizes.reshape(tests, _MOST_SIZE + 1).astype(np.int64),
    )


def rates(told: Tally, of: Whole) -> tuple[Figures, Figures, Figures]:
    """Give the median rate, its 10 % and its 90 % quantile for the tests `of`, each of which flipped at least once."""
    known = np.flatnonzero(told.runs)
    log_likely, counts = _distinct(told, known)
    never_failed = told.failures[known][counts[1]] == 0
    priors = np.array([_beta(mean, strength) for mean in _MEANS for strength in _STRENGTHS])
    marginal = np.maximum(np.exp(log_likely) @ priors.T, 1e-300)
    # Each row: how likely all tests are with this prior and this share of tests that never flip.
    weights = np.array(
        [
            counts[0] @ np.log(share * never_failed[:, None] + (1 - share) * marginal + 1e-300)
            for share in _NEVER
        ]
    )
    weights = np.exp(weights - weights.max()).sum(axis=0)
    weights /= weights.sum()
    own = np.exp(_log_likelihood(told.failures[of], told.runs[of], told.sizes[of]))
    within = np.maximum(own @ priors.T, 1e-300)
    density = own * ((weights / within) @ priors)
    density /= density.sum(axis=1, keepdims=True)
    low, middle, high = (_quantile(density, place) for place in (LOW, MIDDLE, HIGH))
    return middle, low, high


def _quantile(density: Figures, place: float) -> Figures:
    """Give a quantile of densities over `RATES` (tests x rates, each row summing to 1)."""
    # Half of each step lies before the rate that it stands for.
    summed = np.cumsum(density, axis=1) - density / 2
    logits = np.array([np.interp(place, row, _LOGITS) for row in summed], dtype=np.float64)
    return np.asarray(1 / (1 + np.exp(-logits)))


def share_interval(hits: int, tries: int) -> tuple[float, float]:
    """Give the 80 % interval of a share, by Jeffreys' prior Beta(1/2, 1/2) (Brown, Cai and DasGupta 2001)."""
    log = hits * np.log(RATES) + (tries - hits) * np.log1p(-RATES) + _log_beta(0.5, 0.5)
    density = np.exp(log - log.max())
    density = (density / density.sum())[None, :]
    low, high = _quantile(density, LOW), _quantile(density, HIGH)
    return (float(low[0]) if hits else 0.0), (float(high[0]) if hits < tries else 1.0)


def _distinct(told: Tally, known: Whole) -> tuple[Figures, tuple[Whole, Whole]]:
    """Give the likelihood of each distinct tally, how many tests have it, and one of them each: most tests are alike."""
    mixing = np.random.default_rng(1).integers(1, 1 << 40, told.sizes.shape[1] + 2)
    names = np.column_stack([told.failures[known], told.runs[known], told.sizes[known]]) @ mixing
    _, first, counts = np.unique(names, return_index=True, return_counts=True)
    which = known[first]
    likely = _log_likelihood(told.failures[which], told.runs[which], told.sizes[which])
    return likely, (counts, first)


def _log_likelihood(failures: Whole, runs: Whole, sizes: Whole) -> Figures:
    # All failing together is left out of what is counted, so what is left is likelier by as much.
    powers = RATES[None, :] ** np.arange(sizes.shape[1])[:, None]
    not_all = np.log1p(-np.minimum(powers, 1 - 1e-12))
    not_all[:2] = 0
    told = failures[:, None] * np.log(RATES) + (runs - failures)[:, None] * np.log1p(-RATES)
    return np.asarray(told - sizes @ not_all)


def _beta(mean: float, strength: float) -> Figures:
    log = _log_beta(mean * strength, (1 - mean) * strength)
    density = np.exp(log - log.max())
    return np.asarray(density / density.sum())


def _log_beta(first: float, second: float) -> Figures:
    """Give the logarithm of a beta density at `RATES`, times the width of what each stands for (they lie even in logits)."""
    return np.asarray(first * np.log(RATES) + second * np.log1p(-RATES))
