"""When a resource must be scaled and by how much, by where its forecast goes and what people know will come."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.capacity import MONTHS, Growth, Need, Pace, Planned, Scaling
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.signal import Side

DAY: Final = 86_400
MONTH: Final = 365.25 / 12
"""Days of a month."""
YEAR: Final = 365
"""Days within which a date is told."""
FACTORS: Final = {Pace.AS_NOW: 1.0, Pace.HALF: 0.5, Pace.DOUBLE: 2.0}
_UNTOLD: Final = {Verdict.UNUSABLE, Verdict.TOO_SHORT}
_Row = NDArray[np.float64]


def reach(months: int) -> int:
    """Give the days that a forecast must go ahead, so that what is scaled within a year lasts for so many months."""
    return YEAR + math.ceil(months * MONTH)


def growth(
    one: Forecast,
    pace: Pace = Pace.AS_NOW,
    planned: Sequence[Planned] = (),
    head_room: float = 0.2,
    lead: int = 14,
    months: int = 6,
) -> Growth:
    """Tell what a resource will need, and when it must be scaled, where its limit is above it.

    A pace multiplies what the forecast foretells above the level of now; what is planned comes on top of that.
    """
    limit = one.signal.limit
    if one.course is None or one.verdict in _UNTOLD or one.level is None:
        return Growth(one.signal, Scaling.UNKNOWN, one.verdict, one.days, one.level, reason=one.reason)
    if limit is not None and limit.side is Side.BELOW:
        reason = "it is in trouble below its limit: nothing of it can be scaled up"
        return Growth(one.signal, Scaling.UNKNOWN, one.verdict, one.days, one.level, reason=reason)
    low, middle, high = _course(one, FACTORS[pace], planned)
    needs = tuple(Need(ahead, _at(middle, ahead * MONTH), _at(high, ahead * MONTH)) for ahead in MONTHS)
    found = Growth(
        one.signal,
        Scaling.NO_LIMIT,
        one.verdict,
        one.days,
        one.level,
        None,
        one.grows,
        needs,
        reason="" if one.grows else "nothing shows that it grows",
    )
    if limit is None or not math.isfinite(limit.value) or limit.value <= 0:
        return found
    usable = limit.value * (1 - head_room)
    at, early, late = (_passing(path, usable, one.until) for path in (middle, high, low))
    if one.level > usable:
        found = replace(found, scaling=Scaling.NOW, at=one.until, early=one.until, late=one.until)
    elif at:
        found = replace(found, scaling=Scaling.DATED, at=at, early=early, late=late)
    elif early:
        # A date that is less likely than not is told as the beginning of a span without an end.
        return replace(found, scaling=Scaling.MAYBE, usable=usable, early=early)
    else:
        return replace(found, scaling=Scaling.LASTS, usable=usable)
    ends = (found.at - one.until) / DAY + months * MONTH
    return replace(
        found,
        usable=usable,
        begin=max(one.until, found.at - lead * DAY),
        amount=max(0.0, _highest(high, ends) / (1 - head_room) - limit.value),
        amount_middle=max(0.0, _highest(middle, ends) / (1 - head_room) - limit.value),
    )


def _course(one: Forecast, factor: float, planned: Sequence[Planned]) -> tuple[_Row, _Row, _Row]:
    """Give the band of the days to come: its growth multiplied, and what is planned on top."""
    course, level = one.course, one.level or 0.0
    if course is None:
        return np.empty(0), np.empty(0), np.empty(0)
    was = np.array(course.middle)
    middle = level + factor * (was - level)
    # Growth that may be twice as fast may also be twice as far off; at half the pace the scatter of days stays.
    low, high = (middle + max(1.0, factor) * (np.array(edge) - was) for edge in (course.low, course.high))
    more = np.zeros(len(was))
    times = one.until + DAY * np.arange(len(was))
    for event in planned:
        after = times + DAY > event.at
        more += np.where(after, event.amount + event.share * level, 0.0)
    return low + more, middle + more, high + more


def _at(path: _Row, days: float) -> float:
    return float(path[min(len(path), max(1, round(days))) - 1])


def _highest(path: _Row, days: float) -> float:
    return float(path[: min(len(path), max(1, math.ceil(days)))].max())


def _passing(path: _Row, usable: float, until: int) -> int:
    """Give when a path passes what can be used, 0 where it does not within a year."""
    beyond = path[:YEAR] > usable
    return until + (int(beyond.argmax()) + 1) * DAY if beyond.any() else 0
