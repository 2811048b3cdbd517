"""Series without a limit that are told all the same: those that surely move, and what is of a whole repository."""

from mainstay.domain.code_days import ALL
from mainstay.domain.forecast import COVER, Forecast, Verdict
from mainstay.present.forecast_words import moved, span
from mainstay.present.measures import measured
from mainstay.present.numbers import percent
from mainstay.present.visible import visible

_DAY = 86_400
_LONGEST = 200
_WHOLE = {ALL, "score"}


def worth_telling(one: Forecast) -> bool:
    """Whether a series that nobody set a limit for is told: it grows or falls beyond doubt, or is of a whole repository."""
    whole = "repository" in one.signal.labels and not _WHOLE.isdisjoint(one.signal.labels.values())
    return one.verdict is Verdict.NO_LIMIT and (one.grows or whole)


def going(one: Forecast) -> str:
    """Tell how a series moved and where it goes: rose from 14 to 17 in 24 weeks; 16.2 to 18.9 in 13 weeks (80 %)."""
    told = [f"{visible(one.signal.what, _LONGEST)} {moved(one)}"]
    if one.course is not None and one.course.low:
        low, high = (measured(edge[-1], one.signal.unit) for edge in (one.course.low, one.course.high))
        ahead = f"in {span(len(one.course.low) * _DAY)} ({percent(COVER)})"
        told.append(f"{low} {ahead}" if low == high else f"{low} to {high} {ahead}")
    if not one.grows:
        told.append("no growth evidence")
    return "; ".join(told)
