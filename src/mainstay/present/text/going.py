"""Series without a limit that are told all the same: those that surely move, and what is of a whole repository."""

import math

from mainstay.domain.code_days import ALL
from mainstay.domain.forecast import COVER, Forecast, Verdict
from mainstay.present.forecast_words import has_moved, moved, span
from mainstay.present.measures import measured
from mainstay.present.numbers import percent
from mainstay.present.visible import visible

_DAY = 86_400
_LONGEST = 200
_WHOLE = {ALL, "score"}
_MOST = {"share": 1.0, "points": 100.0}


def worth_telling(one: Forecast) -> bool:
    """Whether a series without a limit is told: it moves beyond doubt and by enough, or is of a whole repository."""
    whole = "repository" in one.signal.labels and not _WHOLE.isdisjoint(one.signal.labels.values())
    return one.verdict is Verdict.NO_LIMIT and (whole or (one.grows and has_moved(one)))


def going(one: Forecast) -> str:
    """Tell how a series moved and where it goes: rose from 14 to 17 in 24 weeks; 16.2 to 18.9 in 13 weeks (80 %)."""
    told = [f"{visible(one.signal.what, _LONGEST)} {moved(one)}"]
    if one.course is not None and one.course.low:
        ends = (_possible(one, edge[-1]) for edge in (one.course.low, one.course.high))
        low, high = (measured(end, one.signal.unit) for end in ends)
        ahead = f"in {span(len(one.course.low) * _DAY)} ({percent(COVER)})"
        told.append(f"{low} {ahead}" if low == high else f"{low} to {high} {ahead}")
    if not one.grows:
        told.append("no growth evidence")
    return "; ".join(told)


def _possible(one: Forecast, level: float) -> float:
    """Give the end of a band as far as it can be: no figure of code is below nothing, no share above the whole."""
    if "repository" not in one.signal.labels:
        return level
    return min(max(level, 0.0), _MOST.get(one.signal.unit, math.inf))
