"""By how much two arms differ: the estimate of Hodges and Lehmann (1963) with its interval."""

import math

import numpy as np

from mainstay.analysis.canary.chances import Figures

_NORMAL = 1.959964
"""Of an interval that holds the truth in 95 of 100 cases."""
_MOST = 1_000
"""Values of which all pairs are looked at; of more, as many are taken evenly."""


def paired_shift(differences: Figures, memory: float) -> tuple[float, float, float]:
    """Give the middle of all means of two differences, and its interval; `memory` differences tell as much as one would."""
    differences = _thinned(differences)
    size = len(differences)
    left, right = np.triu_indices(size)
    means = np.sort((differences[left] + differences[right]) / 2)
    spread = math.sqrt(size * (size + 1) * (2 * size + 1) / 24 * memory)
    return _middle(means, spread)


def shift(canary: Figures, control: Figures, memory: float) -> tuple[float, float, float]:
    """Give the middle of all differences between two arms, and its interval."""
    canary, control = _thinned(canary), _thinned(control)
    apart = np.sort(np.subtract.outer(canary, control).ravel())
    spread = math.sqrt(len(canary) * len(control) * (len(canary) + len(control) + 1) / 12 * memory)
    return _middle(apart, spread)


def _middle(ordered: Figures, spread: float) -> tuple[float, float, float]:
    beyond = max(math.floor(len(ordered) / 2 - _NORMAL * spread), 0)
    return float(np.median(ordered)), float(ordered[beyond]), float(ordered[len(ordered) - 1 - beyond])


def _thinned(values: Figures) -> Figures:
    if len(values) <= _MOST:
        return values
    found: Figures = values[np.linspace(0, len(values) - 1, _MOST).round().astype(int)]
    return found
