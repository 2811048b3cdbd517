"""Between which numbers of fixes a file will stay with a given chance."""

import numpy as np

from mainstay.analysis.risk.cuts import Figures

LOW, HIGH = 0.1, 0.9
"""The quantiles told: between them lie 80 % of cases or more, for fixes come in whole numbers."""
_NORMAL_QUANTILES = (-1.2816, 1.2816)
_COUNTED_TO = 60.0


def interval(mean: Figures, spread: float) -> tuple[Figures, Figures]:
    """Give the 10 % and 90 % quantiles of each file's number of fixes, `mean` being expected.

    The number is Poisson with a mean that is itself uncertain (gamma, of relative variance `spread`), so negative
    binomial with variance mean + mean^2 * spread (Greenwood and Yule 1920). Above 60 expected fixes the quantiles are
    those of the gamma distribution with the same mean and variance, by Wilson and Hilferty's cube root (1931).
    """
    mean = np.asarray(mean, dtype=np.float64)
    small = mean <= _COUNTED_TO
    low, high = np.empty(len(mean)), np.empty(len(mean))
    low[small], high[small] = _counted(mean[small], spread)
    low[~small], high[~small] = (_cubed(mean[~small], spread, place) for place in _NORMAL_QUANTILES)
    return low, high


def _counted(mean: Figures, spread: float) -> tuple[Figures, Figures]:
    """Add the chances of 0, 1, 2... fixes until both quantiles are passed everywhere."""
    shape = 1 / spread
    chance = np.exp(-shape * np.log1p(mean * spread))
    step = mean * spread / (1 + mean * spread)
    passed = chance.copy()
    low, high = np.zeros(len(mean)), np.zeros(len(mean))
    number = 0
    while (open_ := passed < HIGH).any():
        number += 1
        low[passed < LOW] = number
        high[open_] = number
        chance = chance * step * (shape + number - 1) / number
        # Roundings may leave the sum a little short for ever.
        passed = np.where(chance > 0, passed + chance, 1.0)
    return low, high


def _cubed(mean: Figures, spread: float, deviations: float) -> Figures:
    relative = (1 / mean + spread) / 9
    return np.asarray(np.round(mean * np.maximum(1 - relative + deviations * np.sqrt(relative), 0.0) ** 3))
