"""By what bands are multiplied day by day, from what the ledger says for some weeks ahead."""

from collections.abc import Mapping, Sequence

import numpy as np

from mainstay.analysis.forecasting.levels import Matrix, Vector

_WEEK = 7


def stretch(factors: Sequence[Mapping[int, float]], horizon: int) -> Matrix | float:
    """Give by what the bands of each series are multiplied on each of `horizon` days (series by days); 1 where all stay.

    `factors` are by weeks ahead, one mapping a series. Between two weeks they go in a straight line, and beyond the first and
    the last one they stay.
    """
    if not any(factors):
        return 1.0
    lines: dict[int, Vector] = {}
    for one in factors:
        # Series of a class share one mapping.
        if id(one) not in lines:
            lines[id(one)] = _line(one, np.arange(1.0, horizon + 1))
    return np.stack([lines[id(one)] for one in factors])


def _line(factors: Mapping[int, float], days: Vector) -> Vector:
    if not factors:
        return np.ones(len(days))
    weeks = sorted(factors)
    return np.asarray(np.interp(days, [_WEEK * week for week in weeks], [factors[week] for week in weeks]))
