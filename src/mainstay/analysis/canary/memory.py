"""How many points of a series tell as much as one would that knew nothing of its neighbours."""

import numpy as np

from mainstay.analysis.canary.chances import Figures

_FEWEST = 5
_MOST = 0.95
"""A series that remembers more is no better than a line: each point then counts as a fortieth."""


def memory(*stretches: Figures) -> float:
    """Give the factor by which the variance of a mean grows, as far as each point follows the one before: (1 + r) / (1 - r).

    r is the correlation of neighbours over all `stretches`, freed of its bias in short series (Marriott and Pope, Biometrika
    1954). What swings to and fro counts as independent.
    """
    products, squares, size = 0.0, 0.0, 0
    for values in stretches:
        if len(values) >= _FEWEST:
            apart = values - values.mean()
            products += float((apart[1:] * apart[:-1]).sum())
            squares += float((apart**2).sum())
            size += len(values)
    if squares <= 0 or not np.isfinite(squares):
        return 1.0
    found = min(max((size * products / squares + 1) / (size - 3), 0.0), _MOST)
    return (1 + found) / (1 - found)
