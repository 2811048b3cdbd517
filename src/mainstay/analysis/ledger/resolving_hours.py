"""What became of predictions of the hours of a series, from the hourly levels that came since."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Vector
from mainstay.analysis.ledger.limits_then import is_gone, is_same
from mainstay.analysis.ledger.outcomes import outcome
from mainstay.analysis.ledger.resolving import AWAY, ENOUGH_DAYS, LATER, date_case, given_up
from mainstay.analysis.rollups.hours import HOUR
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import HOUR_LEVEL, Of, Prediction
from mainstay.domain.signal import Limit, Side

ENOUGH: Final = ENOUGH_DAYS
"""The part of the hours that must be there to say that something did not come."""


def resolved_hours(
    one: Prediction, hours: Hours, limit: Limit | None, now: int, done: Sequence[int] = ()
) -> Prediction | None:
    """Give a prediction of hours with what became of it, by the hourly levels of its series; None while nobody can know.

    An hour counts once it is over. `limit` is that of now: what was told of another one is taken back, and what was told of
    one that is gone a week after it was due. `done` are the moments at which something was carried out on the subject: a limit
    that was to be passed behind one of them, and was not, was kept.
    """
    of = one.of
    if of is None:
        return None
    if one.kind == HOUR_LEVEL:
        return _level(one, hours, now)
    if limit is None or is_gone(limit):
        return replace(one, judged_at=now, outcome=Came.WITHDRAWN) if now >= one.due_at + AWAY else None
    if not is_same(of, _then(of, hours), limit):
        return replace(one, judged_at=now, outcome=Came.WITHDRAWN)
    passed = _passed(of, hours, min(one.due_at, now))
    if passed:
        became = outcome(date_case(one, passed))
        return replace(one, judged_at=now, came=True, value=float(passed), outcome=became)
    if passed is None or now < one.due_at or hours.until < one.due_at:
        return given_up(one, now) if passed is None else None
    saved = any(one.made_at < moment < (one.middle or 0.0) for moment in done)
    became = outcome(date_case(one, passed, prevented=saved))
    return replace(one, judged_at=now, came=False, outcome=became)


def _level(one: Prediction, hours: Hours, now: int) -> Prediction | None:
    place = (one.due_at - hours.start) // HOUR - 1
    known = 0 <= place < len(hours.levels) and one.due_at <= now
    value = float(hours.levels[place]) if known else float("nan")
    if np.isfinite(value) and one.low is not None and one.high is not None:
        return replace(one, judged_at=now, value=value, came=one.low <= value <= one.high)
    if min(hours.until, now) >= one.due_at + LATER:
        return replace(one, judged_at=now, outcome=Came.NOT_RESOLVABLE)
    return given_up(one, now)


def _passed(of: Of, hours: Hours, until: int) -> int | None:
    """Give the end of the first hour beyond the limit behind the evidence, 0 where none was, None where nobody can say."""
    if of.limit is None:
        return None
    first = max(0, (of.since - hours.start) // HOUR)
    levels: Vector = hours.levels[first : max(first, (until - hours.start) // HOUR)]
    with np.errstate(invalid="ignore"):
        beyond = levels > of.limit if of.side is Side.ABOVE else levels < of.limit
    if beyond.any():
        return hours.start + (first + int(beyond.argmax()) + 1) * HOUR
    wanted = max(1, (until - of.since) // HOUR)
    return 0 if np.count_nonzero(np.isfinite(levels)) >= ENOUGH * wanted else None


def _then(of: Of, hours: Hours) -> float:
    """Give the level at which the evidence of a prediction ended, or the nearest before it; its limit where none is known."""
    before = hours.levels[: max(0, (of.since - hours.start) // HOUR)]
    there = np.flatnonzero(np.isfinite(before))
    return float(before[there[-1]]) if len(there) else of.limit or 0.0
