"""The moments that a trend is read at: the first instant of each month, so that old ones stay the same from run to run."""

from datetime import UTC, datetime

MONTHS = 12
DAY = 86_400
_SINCE = (("a month", 30), ("a quarter", 91), ("a year", 365))


def month_starts(at: int, months: int = MONTHS) -> tuple[int, ...]:
    """Give the last `months` month starts (UTC) before the time `at`, oldest first; seconds since 1970.

    Times beyond what a calendar holds give none.
    """
    try:
        moment = datetime.fromtimestamp(at, UTC)
    except (OverflowError, ValueError, OSError):
        return ()
    starts: list[int] = []
    year, month = moment.year, moment.month
    while len(starts) < months and year > 1:
        start = int(datetime(year, month, 1, tzinfo=UTC).timestamp())
        if start < at:
            starts.append(start)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return tuple(reversed(starts))


def nearest_moments(moments: tuple[int, ...], at: int) -> tuple[tuple[str, int], ...]:
    """Name the moment nearest to a month, a quarter and a year before `at`: (name, index in `moments`).

    A moment stands for a span only within half of it; a repository that is younger has none.
    """
    found: list[tuple[str, int]] = []
    for name, days in _SINCE:
        wanted = at - days * DAY
        index = min(range(len(moments)), key=lambda i: abs(moments[i] - wanted), default=None)
        if index is not None and abs(moments[index] - wanted) <= days * DAY / 2:
            found.append((name, index))
    return tuple(found)
