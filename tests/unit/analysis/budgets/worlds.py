"""Events as tests make them up: so much traffic, so many of it bad."""

from collections.abc import Callable

import numpy as np

from mainstay.analysis.budgets.burning import REACH, STEP
from mainstay.analysis.budgets.counts import Counts
from mainstay.domain.budget import Objective

NOW = 1_700_000_000
HOUR, DAY = 3_600, 86_400
SHOP = Objective("shop", 1.0 - 0.001, "requests_total", bad="errors_total")


def made(traffic: float, share: Callable[[float], float], *, step: int = STEP, reach: int = REACH) -> Counts:
    """Give a grid that ends now: `traffic` events a second, of which `share` of the seconds before now were bad."""
    count = reach // step
    total = np.full(count, float(traffic * step))
    bad = np.array([share((count - place) * step) for place in range(count)]) * total
    return Counts(NOW - reach, step, bad, total)
