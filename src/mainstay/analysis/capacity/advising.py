"""Advice on capacity as it enters the ledger, and what came of it by what was used since."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np

from mainstay.analysis.capacity.growing import DAY, MONTH
from mainstay.analysis.capacity.sizing import HOUR, LEAST_DAYS, Use, busy
from mainstay.domain.capacity import Growth, PastAdvice, Resource, Scaling, Sizing
from mainstay.domain.ledger_case import Came
from mainstay.domain.prediction import Of, Prediction

ADVICE: Final = "advice"
"""The kind of a prediction that a size is enough, or that what can be used of a limit is passed; also its class."""
_ENOUGH_HOURS: Final = 24
"""Hours of use without which nobody knows whether CPU was enough."""


def size_key(one: Sizing | Use) -> str:
    """Name the size of a resource of a workload for ever within its source."""
    return f"size {one.resource.value} {one.subject}"


def growth_key(one: Growth) -> str:
    """Name the scaling of a series for ever within its source."""
    return f"scale {one.signal.key}"


def size_advice(
    one: Sizing, now: int, months: int, text: str, new_id: Callable[[], str]
) -> Prediction | None:
    """Give the advice on a size for the ledger: it is enough for so many months. None where none is given."""
    if one.advised is None:
        return None
    days = round(months * MONTH)
    unit = "B" if one.resource is Resource.MEMORY else "1"
    of = Of(one.source, size_key(one), ADVICE, now, days, unit, limit=one.advised)
    return Prediction(new_id(), ADVICE, one.subject, text, now, now + days * DAY, high=one.advised, of=of)


def growth_advice(one: Growth, now: int, text: str, new_id: Callable[[], str]) -> Prediction | None:
    """Give the advice to scale for the ledger: what can be used is passed within the interval. None without a date."""
    if one.scaling is not Scaling.DATED or one.usable is None:
        return None
    late = float(one.late) if one.late else None
    due = one.late or now + round(12 * MONTH) * DAY
    of = Of(
        one.signal.source,
        growth_key(one),
        ADVICE,
        now,
        max(1, (due - now) // DAY),
        one.signal.unit,
        limit=one.usable,
    )
    return Prediction(
        new_id(),
        ADVICE,
        one.signal.subject,
        text,
        now,
        due,
        low=float(one.early),
        high=late,
        cover=0.8,
        middle=float(one.at),
        of=of,
    )


def size_judged(advice: Prediction, use: Use, now: int) -> Prediction | None:
    """Tell what came of an advice on a size: whether what was used since stayed below it; None while nobody knows.

    Memory is held to its highest use and to having been killed below it, CPU to its busy hours.
    """
    of = advice.of
    if of is None or of.limit is None:
        return None
    since = (use.times >= advice.made_at) & np.isfinite(use.values)
    seen = use.values[since]
    if not len(seen):
        return _lost(advice, now)
    if use.resource is Resource.MEMORY:
        most = float(seen.max())
        failed = most > of.limit or (of.limit <= use.killed_at == use.given)
    else:
        most = busy(seen)
        failed = len(seen) >= _ENOUGH_HOURS and most > of.limit
    if not failed and now < advice.due_at:
        return None
    if not failed and not _is_seen(use, advice):
        return _lost(advice, now)
    outcome = Came.EARLY if failed else Came.HIT
    return replace(advice, judged_at=now, came=not failed, value=most, outcome=outcome)


def growth_judged(advice: Prediction, one: Growth, now: int) -> Prediction | None:
    """Tell what came of an advice to scale: whether the level passed what could be used then, and within the interval.

    A limit that was raised since is one that somebody did something about: that prevents it.
    """
    of = advice.of
    if of is None or of.limit is None or one.level is None:
        return _lost(advice, now)
    if one.level > of.limit:
        inside = now >= (advice.low or 0) and (advice.high is None or now <= advice.high)
        outcome = Came.HIT if inside else Came.EARLY if now < (advice.low or 0) else Came.LATE
        return replace(advice, judged_at=now, came=inside, value=float(now), outcome=outcome)
    if one.usable is not None and one.usable > of.limit * 1.01:
        return replace(advice, judged_at=now, outcome=Came.PREVENTED)
    if now < advice.due_at:
        return None
    if advice.high is None:
        return replace(advice, judged_at=now, outcome=Came.NOT_RESOLVABLE)
    return replace(advice, judged_at=now, came=False, outcome=Came.LATE)


def as_past(one: Prediction) -> PastAdvice:
    """Give an advice as it is shown."""
    came = one.outcome.value if one.outcome is not None else ""
    return PastAdvice(one.made_at, one.due_at, one.subject, one.text, came, one.came)


def _is_seen(use: Use, advice: Prediction) -> bool:
    """Whether so much was seen since an advice was given as an advice takes, or half of its time.

    Servers forget after weeks. What went beyond a size meanwhile was seen by the run that saw it last.
    """
    hours = len(np.unique(use.times[use.times >= advice.made_at] // HOUR))
    return hours >= min(LEAST_DAYS * DAY, (advice.due_at - advice.made_at) / 2) / HOUR


def _lost(advice: Prediction, now: int) -> Prediction | None:
    """Give up what is due and of which nothing is known."""
    if now < advice.due_at:
        return None
    return replace(advice, judged_at=now, outcome=Came.NOT_RESOLVABLE)
