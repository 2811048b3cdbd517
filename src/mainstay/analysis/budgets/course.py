"""The course of an error budget: its forecast by the days that leave the window and those that may come."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.budgets.coming import event_days, spent_ahead
from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.forecasting.foretelling import passing
from mainstay.analysis.forecasting.stretching import stretch
from mainstay.domain.budget import Objective
from mainstay.domain.forecast import COVER, TOLD, WITHIN, Course, Forecast, Verdict

_KNOWN: Final = "the days that leave the window are known, those to come are drawn from those that were"
_UNLIKELY: Final = 0.1
_FORETOLD: Final = {Verdict.CROSSES, Verdict.MAY_CROSS, Verdict.STAYS}
_NONE: Final[Mapping[int, float]] = {}


def with_course(
    one: Forecast, hours: Counts, objective: Objective, factors: Mapping[int, float] = _NONE
) -> Forecast:
    """Give the forecast of what is spent with another future: what leaves the window is known, and only the rest is drawn.

    `factors` are by what the ledger multiplies bands. What is exhausted now stays exhausted, and what is too short to be told
    stays as it is.
    """
    course = one.course
    paths = spent_ahead(event_days(hours), objective, one.horizon) if course is not None else None
    if course is None or paths is None:
        return one
    ends = _stretched(paths, factors)
    # A day's level is that in its middle, as those of the past are.
    levels = (ends[:, :-1] + ends[:, 1:]) / 2
    low, middle, high = np.quantile(levels, ((1 - COVER) / 2, 0.5, (1 + COVER) / 2), axis=0)
    new = Course(course.start, course.past, *(tuple(edge.tolist()) for edge in (middle, low, high)))
    slope = float(middle[-1] - middle[0]) / max(1, one.horizon - 1)
    one = replace(one, course=new, slope=slope, otherwise=(), error=None, tries=0, reason=_KNOWN)
    if one.verdict not in _FORETOLD:
        return one
    chances = (np.maximum.accumulate(ends[:, 1:], axis=1) >= 1.0).mean(axis=0)
    verdict = (
        Verdict.CROSSES
        if chances[-1] >= TOLD
        else Verdict.MAY_CROSS
        if chances[-1] >= _UNLIKELY
        else Verdict.STAYS
    )
    at, early, late = passing(chances, one.until) if verdict is not Verdict.STAYS else (0, 0, 0)
    return replace(
        one,
        verdict=verdict,
        at=at if verdict is Verdict.CROSSES else 0,
        early=early,
        late=late,
        chances=tuple(float(chances[day - 1]) for day in WITHIN if day <= len(chances)),
    )


def _stretched(paths: NDArray[np.float64], factors: Mapping[int, float]) -> NDArray[np.float64]:
    """Draw paths apart from their middle, as far as the ledger says."""
    if not factors:
        return paths
    middle = np.median(paths[:, 1:], axis=0)
    wide = np.broadcast_to(stretch([factors], paths.shape[1] - 1), (1, paths.shape[1] - 1))
    return np.concatenate((paths[:, :1], np.maximum(0.0, middle + (paths[:, 1:] - middle) * wide)), axis=1)
