"""What became of predictions of a series, from the levels that came since."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.ledger.limits_then import is_farther, is_gone, same_limit
from mainstay.analysis.ledger.outcomes import outcome, stated
from mainstay.analysis.ledger.preventing import bent, was_on_its_way
from mainstay.domain.forecast import COVER, TOLD
from mainstay.domain.ledger_case import Came, CrossingCase
from mainstay.domain.prediction import DATE, LEVEL, Of, Prediction
from mainstay.domain.signal import Limit, Side

PATIENCE: Final = 14 * DAY
"""Seconds after it was due for which the data about a prediction may be missing before nobody waits for them."""
LATER: Final = 2 * DAY
"""Seconds after it was due for which a level may be missing while later ones are there."""
AWAY: Final = 7 * DAY
"""Seconds after it was due for which a limit may be gone before what was told of it is taken back."""
ENOUGH_DAYS: Final = 1 / 2
"""The part of the days that must be there to say that something did not come."""


def resolved(
    one: Prediction, days: Days, limit: Limit | None, now: int, done: Sequence[int] = ()
) -> Prediction | None:
    """Give a prediction with what became of it, by the levels of its series and its limit of now; None while nobody can know.

    What was to be passed and was is known before it is due. `done` are the moments at which something was carried out on the
    subject (seconds since 1970). Of a limit that is gone nobody knows whether it comes back: what was told of it is taken back
    a week after it was due.
    """
    if one.of is None:
        return None
    if one.kind == LEVEL:
        return _level(one, days, now)
    if limit is None or is_gone(limit):
        over = now >= one.due_at + AWAY
        return replace(one, judged_at=now, outcome=Came.WITHDRAWN) if over else None
    if not same_limit(one.of, days, limit):
        raised = _was_likely(one) and is_farther(one.of, limit) and was_on_its_way(one, days, done)
        return replace(one, judged_at=now, outcome=Came.PREVENTED if raised else Came.WITHDRAWN)
    passed = _passed(one.of, days, min(one.due_at, now))
    if passed is None or (not passed and not _is_over(one, days, now)):
        if passed is None and _waited(one, now):
            return replace(one, judged_at=now, outcome=Came.NOT_RESOLVABLE)
        return None
    saved = not passed and _was_likely(one) and bent(one, days, done)
    came, value = bool(passed), float(passed) if passed else None
    if one.kind != DATE:
        return replace(one, judged_at=now, came=came, value=value, outcome=Came.PREVENTED if saved else None)
    became = outcome(date_case(one, passed, prevented=saved))
    return replace(one, judged_at=now, came=came, value=value, outcome=became)


def _was_likely(one: Prediction) -> bool:
    """Tell whether it was more likely than not to come: of what would hardly have come nobody prevented anything."""
    return one.kind == DATE or (one.probability or 0.0) >= TOLD


def given_up(one: Prediction, now: int) -> Prediction | None:
    """Give a prediction that nothing was heard about for so long that nobody waits any more; None while it may still come."""
    return replace(one, judged_at=now, outcome=Came.NOT_RESOLVABLE) if _waited(one, now) else None


def date_case(one: Prediction, passed: int | None, *, prevented: bool = False) -> CrossingCase:
    """Give the date of a prediction as a case without its chance, with when it was passed (0: not, None: nobody knows)."""
    if one.of is None:
        raise ValueError("the prediction is of no series")
    told = [0 if moment is None else int(moment) for moment in (one.middle, one.low, one.high)]
    return CrossingCase(
        one.of.sort,
        one.of.days,
        one.of.since,
        None,
        told[0],
        told[1],
        told[2],
        passed,
        prevented=prevented,
        stated=stated(one.probability, one.cover or COVER, is_open=one.high is None),
    )


def _level(one: Prediction, days: Days, now: int) -> Prediction | None:
    # Days end at the hour of the last point, so the day that is meant ends at most half a day from the moment.
    place = round((one.due_at - days.start) / DAY) - 1
    known = 0 <= place < len(days.levels) and days.start + (place + 1) * DAY <= now
    value = float(days.levels[place]) if known else float("nan")
    if np.isfinite(value) and one.low is not None and one.high is not None:
        return replace(one, judged_at=now, value=value, came=one.low <= value <= one.high)
    if _waited(one, now) or days.until >= one.due_at + LATER:
        return replace(one, judged_at=now, outcome=Came.NOT_RESOLVABLE)
    return None


def _passed(of: Of, days: Days, until: int) -> int | None:
    """Give the end of the first day beyond the limit behind the evidence, 0 where none was, None where nobody can say."""
    if of.limit is None:
        return None
    first = max(0, round((of.since - days.start) / DAY))
    last = max(first, round((until - days.start) / DAY))
    levels = days.levels[first:last]
    with np.errstate(invalid="ignore"):
        beyond = levels > of.limit if of.side is Side.ABOVE else levels < of.limit
    if beyond.any():
        return days.start + (first + int(beyond.argmax()) + 1) * DAY
    wanted = max(1, round((until - of.since) / DAY))
    return 0 if np.isfinite(levels).sum() >= ENOUGH_DAYS * wanted else None


def _is_over(one: Prediction, days: Days, now: int) -> bool:
    return now >= one.due_at and days.until >= one.due_at - DAY // 2


def _waited(one: Prediction, now: int) -> bool:
    return now >= one.due_at + PATIENCE
