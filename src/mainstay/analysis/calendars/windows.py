"""The times at which a maintenance window is open, by the wall clock of its zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from mainstay.domain.calendar import Window

_DAY = timedelta(days=1)


def occurrences(window: Window, now: int, days: int = 400) -> Iterator[tuple[int, int]]:
    """Give the spans of a window that have not ended at `now`, in order, for some days; each from, up to before (s since 1970).

    A window that would open at a wall time that a change of clocks leaves out opens as much later as the clocks were put
    forward; at a wall time that comes twice it opens the first time. It lasts its minutes by a stop watch. Two days whose
    openings such a change made one give it once.

    Raises ZoneInfoNotFoundError for a zone that this machine does not know.
    """
    zone = ZoneInfo(window.zone)
    # What opened days ago may still be open.
    back = timedelta(minutes=window.minutes) + 2 * _DAY
    day = (datetime.fromtimestamp(now, zone) - back).date()
    last = None
    for _ in range(days + back.days + 2):
        if _is_one(window, day):
            since = moment(day, window.opens, zone)
            if since + window.minutes * 60 > now and since != last:
                yield since, since + window.minutes * 60
            last = since
        day += _DAY


def _is_one(window: Window, day: date) -> bool:
    if day.weekday() not in window.weekdays:
        return False
    last = (day + 7 * _DAY).month != day.month
    return not window.weeks or (day.day + 6) // 7 in window.weeks or (last and -1 in window.weeks)


def moment(day: date, minutes: int, zone: ZoneInfo) -> int:
    """Give the seconds since 1970 of so many minutes after midnight, by the wall clock and the rules of `occurrences`."""
    wall = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(minutes=minutes)
    return int(wall.replace(fold=0).astimezone(UTC).timestamp())
