"""Moments as people read them: how long ago, the day, the month; and exact ones for machines; in UTC."""

from datetime import UTC, datetime

from mainstay.present.numbers import THIN, count, decimal, plural

_EARLIEST = -62_135_596_800  # the year 1, the first that a calendar date can have
_LATEST = 253_402_300_799  # the end of the year 9999
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_WEEK, _MONTH, _YEAR = 7 * _DAY, 30.44 * _DAY, 365.25 * _DAY
_UNKNOWN = "unknown time"  # a commit may carry any number as its time, also one that no calendar holds


def ago(at: int, now: int) -> str:
    """Tell how long before `now` (seconds since 1970) something was: just now, 3 weeks ago, in 2 days."""
    if not _in_calendar(at):
        return _UNKNOWN
    span = abs(now - at)
    if span < 45:
        return "just now"
    for unit, name, until in (
        (_MINUTE, "minute", 50 * _MINUTE),
        (_HOUR, "hour", 22 * _HOUR),
        (_DAY, "day", 13.5 * _DAY),
        (_WEEK, "week", 8 * _WEEK),
        (_MONTH, "month", 22.5 * _MONTH),
    ):
        if span < until:
            return _told(plural(max(1, round(span / unit)), name), past=at <= now)
    return _told(plural(round(span / _YEAR), "year"), past=at <= now)


def day(at: int) -> str:
    """Give the day: 21 Nov 2025."""
    if not _in_calendar(at):
        return _UNKNOWN
    moment = datetime.fromtimestamp(at, UTC)
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def day_and_hour(at: int) -> str:
    """Give the day and the time of it: 21 Nov 2025, 14:00 UTC."""
    return f"{day(at)}, {iso(at)[11:16]} UTC" if _in_calendar(at) else _UNKNOWN


def month(at: int) -> str:
    """Give the month: Nov 2025."""
    if not _in_calendar(at):
        return _UNKNOWN
    moment = datetime.fromtimestamp(at, UTC)
    return f"{_MONTHS[moment.month - 1]} {moment.year}"


def exact(at: int) -> str:
    """Give the moment to the second, with its zone: 2025-11-21 14:03:05 UTC."""
    return f"{iso(at)[:10]} {iso(at)[11:19]} UTC" if _in_calendar(at) else _UNKNOWN


def iso(at: int) -> str:
    """Give the moment for machines: 2025-11-21T14:03:05Z; "" where no calendar holds it."""
    if not _in_calendar(at):
        return ""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def duration(seconds: float) -> str:
    """Give a length of time: 0.4 s, 18 s, 3 min 12 s, 2 h 5 min."""
    if seconds < 9.95:
        return f"{decimal(max(seconds, 0.0), 1)}{THIN}s"
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole}{THIN}s"
    if whole < _HOUR:
        return _two(whole // _MINUTE, "min", whole % _MINUTE, "s")
    return _two(whole // _HOUR, "h", whole % _HOUR // _MINUTE, "min")


def _two(big: int, big_unit: str, small: int, small_unit: str) -> str:
    rest = f" {small}{THIN}{small_unit}" if small else ""
    return f"{count(big)}{THIN}{big_unit}{rest}"


def _told(span: str, *, past: bool) -> str:
    return f"{span} ago" if past else f"in {span}"


def _in_calendar(at: int) -> bool:
    return _EARLIEST <= at <= _LATEST
