"""Moments by the wall clock of a zone, and lengths of time, in the words of the calendar."""

from datetime import datetime
from zoneinfo import ZoneInfo

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_MANY_HOURS = 72 * _HOUR


def wall(at: int, zone: str) -> str:
    """Give a moment (seconds since 1970) as `22 Nov 2026 02:00+01:00`: with the distance to UTC, for wall times come twice.

    Raises ZoneInfoNotFoundError for a zone that this machine does not know.
    """
    there = datetime.fromtimestamp(at, ZoneInfo(zone))
    return f"{there.day} {_MONTHS[there.month - 1]} {there.year} {there.isoformat(timespec='minutes')[11:]}"


def span(seconds: int) -> str:
    """Give a length of time in its two greatest units, never more than it is: `50 s`, `3 h`, `23 h 59 min`, `14 d`."""
    for unit, name, smaller, smaller_name in (
        (_DAY, "d", _HOUR, "h"),
        (_HOUR, "h", _MINUTE, "min"),
        (_MINUTE, "min", 1, "s"),
    ):
        if seconds >= (_MANY_HOURS if unit == _DAY else unit):
            rest = seconds % unit // smaller
            return f"{seconds // unit} {name}" + (f" {rest} {smaller_name}" if rest else "")
    return f"{max(seconds, 0)} s"
