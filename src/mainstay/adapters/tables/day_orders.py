"""Dates that begin with the day or the month, as 31.01.2026 or 01/31/2026: which of the two it is, and the same by ISO 8601."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

DAY_FIRST, MONTH_FIRST = "day", "month"
_WRITTEN = re.compile(
    r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})"
    r"(?:(?:, ?| |T)([0-9]{1,2}):([0-9]{2})(:[0-9]{2}(?:\.[0-9]+)?)?(?: ?([AaPp])[Mm])?)?",
    re.ASCII,
)
_NEAR, _FAR = timedelta(days=2), timedelta(days=20)


def order_of(texts: Sequence[str]) -> str:
    """Tell what such dates begin with, "" where some are written otherwise, or where nobody can tell.

    With points it is the day. Else a number above 12 tells, or the clock: where midnight passes, only one of the two orders
    goes on with the next day.
    """
    found = [_WRITTEN.fullmatch(text.strip()) for text in texts]
    parts = [one for one in found if one is not None]
    if not parts or len(parts) < len(found):
        return ""
    if parts[0][2] == ".":
        return DAY_FIRST
    if any(int(one[1]) > 12 for one in parts):
        return DAY_FIRST
    if any(int(one[3]) > 12 for one in parts):
        return MONTH_FIRST
    return _by_the_clock(texts) if len({one.group(5, 6) for one in parts}) > 1 else ""


def as_iso(text: str, order: str) -> str:
    """Give such a date as ISO 8601 has it. Raises ValueError for a text that is none."""
    one = _WRITTEN.fullmatch(text.strip())
    if one is None:
        raise ValueError("the date is written in another way")
    day, month = (one[1], one[3]) if order == DAY_FIRST else (one[3], one[1])
    hour = int(one[5] or 0)
    if one[8]:
        if not 1 <= hour <= 12:
            raise ValueError("there is no such hour before or after noon")
        hour = hour % 12 + (12 if one[8] in "Pp" else 0)
    return f"{one[4]}-{int(month):02}-{int(day):02}T{hour:02}:{one[6] or '00'}{one[7] or ''}"


def _by_the_clock(texts: Sequence[str]) -> str:
    """Choose the order in which rows follow each other where in the other one they leap by weeks, "" where both do or none."""
    widest = {}
    for order in (DAY_FIRST, MONTH_FIRST):
        moments = sorted({datetime.fromisoformat(as_iso(text, order)) for text in texts})
        widest[order] = max(after - before for before, after in pairwise(moments))
    near = [order for order, gap in widest.items() if gap <= _NEAR]
    return near[0] if len(near) == 1 and max(widest.values()) >= _FAR else ""
