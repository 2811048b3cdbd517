"""Bands of the hours to come from what the trials were off by, hour by hour ahead: no distribution is assumed (conformal)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.levels import Vector
from mainstay.domain.forecast import COVER

AROUND: Final = 6
"""Hours before and after an hour whose errors count for it too: five trials are few."""
WIDENED: Final = 1.15
"""By what bands are multiplied: what was chosen because it fared well in the trials fares a little worse after them. With 1 the
bands held 75 % on the half of M4's hourly series that is chosen on."""


def half_widths(left: NDArray[np.float64]) -> Vector:
    """Give for each hour ahead how far it is off at most with the chance COVER, from trials (trials by hours).

    Never less for a later hour than for all before it on the mean: what is further away is not better known.
    """
    hours = left.shape[1]
    off = np.abs(left)
    found = np.empty(hours)
    for hour in range(hours):
        near = off[:, max(0, hour - AROUND) : hour + AROUND + 1]
        found[hour] = np.quantile(near, COVER)
    mean = np.cumsum(found) / np.arange(1, hours + 1)
    return np.asarray(WIDENED * np.maximum(found, mean))
