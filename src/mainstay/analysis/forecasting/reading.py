"""Reads forecasts back from the JSON that `mainstay forecast` writes, believing none of it."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Final

import msgspec

from mainstay.analysis.forecasting.listing import listed
from mainstay.domain.cause import Cause
from mainstay.domain.forecast import SCHEMA, WITHIN, Course, Forecast, ForecastList, Verdict
from mainstay.domain.short_term import LONGEST, ShortTerm

MOST_BYTES: Final = 64_000_000
"""As much as 5,000 series, the most of one server, take with a year of past and a quarter ahead, twice over."""
_LATEST: Final = 253_402_300_799  # the end of the year 9999, the last that a calendar holds
_MOST_DAYS: Final = 4_000
_MOST_SERIES: Final = 100_000
_MOST_LAG: Final = 400 * 86_400
_HUGE: Final = 1e300
_NEEDS_LIMIT: Final = {Verdict.CROSSED, Verdict.CROSSES, Verdict.MAY_CROSS}


def read(content: bytes) -> ForecastList:
    """Give the list that a document holds, its series sorted and counted anew.

    Raises ValueError with one sentence on what is wrong: no JSON, another schema, a field that is missing or of another kind, a
    moment that no calendar holds, a level too large to draw, more days than a forecast has.
    """
    try:
        version = msgspec.json.decode(content, type=_Version).schema
        if version != SCHEMA:
            raise ValueError(f"its schema is of version {version}, and {SCHEMA} is read")
        found = msgspec.json.decode(content, type=ForecastList)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if len(found.forecasts) > _MOST_SERIES:
        raise ValueError(f"it has more than {_MOST_SERIES} series")
    _moments((found.at, *(one.at for one in found.ends)), "$")
    for place, one in enumerate(found.forecasts):
        _seen(one, f"$.forecasts[{place}]")
    ends = tuple(sorted(found.ends, key=lambda one: one.at))
    return replace(listed(found.forecasts, found.at, found.sources, found.notices), ends=ends)


class _Version(msgspec.Struct):
    schema: int


def _seen(one: Forecast, where: str) -> None:
    """See that a forecast can be told and drawn. Raises ValueError when it cannot."""
    past = one.past
    _moments((one.made_at, one.until, one.at, one.early, one.late, one.ready), where)
    _moments(chain.from_iterable((each.made_at, each.due_at) for each in past), where)
    _moments((one.step.at,) if one.step is not None else (), where)
    _moments((each.at for each in one.otherwise), where)
    if not 0 < one.horizon <= _MOST_DAYS or not 0 <= one.days <= _MOST_DAYS:
        raise ValueError(f"days are out of range at {where}")
    if any(not 0 <= each.days <= _MOST_DAYS for each in one.otherwise):
        raise ValueError(f"days are out of range at {where}.otherwise")
    factor = one.step.factor if one.step is not None else None
    if factor is not None and not 1 / _HUGE < factor < _HUGE:
        raise ValueError(f"a level cannot have become so many times larger at {where}.step")
    if not all(0 <= chance <= 1 for chance in one.chances):
        raise ValueError(f"a chance is not between 0 and 1 at {where}")
    if len(one.chances) > len(WITHIN):
        raise ValueError(f"there are more chances than days that they are told for at {where}")
    if one.verdict in _NEEDS_LIMIT and one.signal.limit is None:
        raise ValueError(f"there is a verdict about a limit and no limit at {where}")
    if one.verdict is Verdict.CROSSES and not one.at:
        raise ValueError(f"there is no date at {where}")
    if any(not math.isfinite(level) or abs(level) > _HUGE for level in _levels(one)):
        raise ValueError(f"a level is too large at {where}")
    if one.next_hours is not None:
        _hourly(one.next_hours, f"{where}.next_hours")
    if one.driver is not None:
        _of_driver(one.driver, f"{where}.driver")
    if one.course is not None:
        _drawable(one.course, f"{where}.course")


def _drawable(course: Course, where: str) -> None:
    if not len(course.middle) == len(course.low) == len(course.high):
        raise ValueError(f"middle, low and high are not of one length at {where}")
    if len(course.past) > _MOST_DAYS or len(course.middle) > _MOST_DAYS:
        raise ValueError(f"there are more than {_MOST_DAYS} days at {where}")
    _moments((course.start,), where)


def _of_driver(found: Cause, where: str) -> None:
    if not 0 <= found.lag <= _MOST_LAG:
        raise ValueError(f"it does not lead by so much at {where}")
    if found.share is not None and not 0 <= found.share <= 1:
        raise ValueError(f"a share is not between 0 and 1 at {where}")
    _moments((found.at,), where)


def _hourly(found: ShortTerm, where: str) -> None:
    if not 0 < len(found.middle) == len(found.low) == len(found.high) <= LONGEST:
        raise ValueError(f"middle, low and high are not of one length, or of too many hours, at {where}")
    _moments((found.start, found.at, found.early), where)


def _levels(one: Forecast) -> Iterator[float]:
    course = one.course
    known = (one.was, one.level, one.slope, one.error, one.moves, one.step.height if one.step else None)
    past = chain.from_iterable((each.low, each.middle, each.high, each.value) for each in one.past)
    drawn = chain(course.past, course.middle, course.low, course.high) if course is not None else ()
    soon = one.next_hours
    hours = (
        chain(soon.middle, soon.low, soon.high, (soon.error, soon.profile, soon.widened))
        if soon is not None
        else ()
    )
    limit = (one.signal.limit.value,) if one.signal.limit is not None else ()
    return (level for level in chain(known, past, drawn, hours, limit) if level is not None)


def _moments(moments: Iterable[int], where: str) -> None:
    if any(not 0 <= moment <= _LATEST for moment in moments):
        raise ValueError(f"a moment is in no calendar at {where}")
