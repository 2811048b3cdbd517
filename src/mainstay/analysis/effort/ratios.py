"""Ratios read off a regression's coefficients: how much more there is where there is debt, and how well that is known."""

import math
from collections.abc import Sequence

import numpy as np

from mainstay.analysis.effort.quantiles import Z90
from mainstay.analysis.effort.sessions import Floats
from mainstay.domain.cost_model import Ratio


def ratios(
    kinds: Sequence[str],
    found: Floats,
    variances: Floats,
    prior_spread: float,
    debt: Floats,
    observed: Floats,
    told: Floats | None = None,
) -> tuple[Ratio, ...]:
    """Give the ratio of each kind from its coefficient (`found`), posterior variance and the prior's standard deviation.

    `debt` (row, kind) is how much of each kind a case has, `observed` (row) what it showed. What a case would have shown
    without a kind is `told` (row; without it what was observed) less that kind's factor. Of the evidence on a
    coefficient, measured as precision, the part that is not the prior's is the cases' own.
    """
    made = []
    for number, kind in enumerate(kinds):
        own, there = float(found[number]), debt[:, number] > 0
        variance = max(float(variances[number]), 0.0)
        error = Z90 * math.sqrt(variance)
        base = (observed if told is None else told)[there]
        made.append(
            Ratio(
                kind=kind,
                ratio=math.exp(own),
                low=math.exp(own - error),
                high=math.exp(own + error),
                cases=int(there.sum()),
                observed=float(observed[there].sum()),
                expected=float((base * np.exp(-own * debt[there, number])).sum()),
                among=len(debt),
                own=min(max(1.0 - variance / prior_spread**2, 0.0), 1.0),
            )
        )
    return tuple(made)
