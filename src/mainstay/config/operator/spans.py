"""Lengths and moments of time as people write them."""

import re
from datetime import UTC, date, datetime, time

_SPAN = re.compile(r"([0-9]{1,6})(s|m|h|d|w)\Z")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])\Z")


def seconds(text: str) -> int:
    """Give the seconds of `90s`, `30m`, `4h`, `7d`, `2w`; 0 for "". Raises ValueError for anything else."""
    if not text:
        return 0
    found = _SPAN.match(text)
    if not found:
        raise ValueError(f"{text!r} is no length of time; write it as 30m, 4h, 7d or 2w")
    return int(found[1]) * _SECONDS[found[2]]


def minutes_of_day(text: str) -> int:
    """Give the minutes after midnight of `22:30`. Raises ValueError for anything else."""
    found = _CLOCK.match(text)
    if not found:
        raise ValueError(f"{text!r} is no time of day; write it as 22:30")
    return int(found[1]) * 60 + int(found[2])


def moment(text: str, *, last: bool = False) -> int:
    """Give the seconds since 1970 of `2026-12-24` or `2026-12-24T18:00+01:00`, 0 for "".

    A day is its beginning in UTC, with `last` its end.
    Raises ValueError for anything else, also for a time without its distance to UTC.
    """
    if not text:
        return 0
    try:
        if len(text) == len("2026-12-24"):
            day = datetime.combine(date.fromisoformat(text), time(), UTC)
            return int(day.timestamp()) + (86_400 if last else 0)
        found: datetime | None = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValueError(f"{text!r} is no moment; write it as 2026-12-24 or 2026-12-24T18:00+01:00")
    return int(found.timestamp())
