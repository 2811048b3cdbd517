"""Drivers in words that claim no more than was seen."""

from typing import Final

from mainstay.domain.cause import Cause, Causes, CauseVerdict
from mainstay.present.anomaly_words import length
from mainstay.present.numbers import percent
from mainstay.present.times import day
from mainstay.present.visible import visible

_LONGEST: Final = 200


def driver(one: Cause) -> str:
    """Tell a driver in one phrase: likely driver: requests of /api (leads by 2 hours, explains 70 % of the slope)."""
    if one.signal is None:
        of = f" of {visible(one.subject, _LONGEST)}" if one.subject else ""
        return f"likely driver: {visible(one.what, _LONGEST)}{of} on {day(one.at)}"
    told = [f"leads by {length(one.lag)}" if one.lag else "goes together with it"]
    if one.share:
        told.append(f"explains {percent(one.share)} of the slope")
    return f"likely driver: {visible(one.what, _LONGEST)} ({', '.join(told)})"


def verdict(found: Causes) -> str:
    """Tell what the search came to, without a full stop."""
    what = visible(found.target.what, _LONGEST)
    if found.verdict is CauseVerdict.FOUND:
        before = "changed before it" if found.began else "leads it or goes together with it"
        return f"what {before}: {what}"
    return f"no driver of {what} was found: {visible(found.reason, 2 * _LONGEST)}"
