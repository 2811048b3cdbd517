"""From the events of a calendar (RFC 5545) to the times that they take: rules, single dates, moved and cancelled ones.

What is not understood is refused by its name: a freeze that were left out would let things be done.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

import icalendar

from mainstay.analysis.calendars.recurring import Spend, days
from mainstay.config.operator.icalendar_rules import read_rule
from mainstay.present.visible import visible

_AHEAD = timedelta(days=800)
_DAY = timedelta(days=1)
TELLING = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "TRANSP")
"""The properties that tell when an event stops work."""
Times = tuple[icalendar.Component, int, int]
"""An event, and from when up to before when one of its occurrences lasts (seconds since 1970)."""


def occurrences(events: Iterable[icalendar.Component], now: int, spend: Spend) -> Iterator[Times]:
    """Give when each event takes place: what has not ended at `now`, and begins within 800 days.

    An event with a RECURRENCE-ID takes the place of that occurrence of the event with its UID, also where it is cancelled.
    `spend` is told each day and date that is looked at. Raises ValueError for what is not understood, and what `spend` raises.
    """
    series: dict[str, list[icalendar.Component]] = {}
    for number, event in enumerate(events):
        _refuse_unread(event)
        uid = event.get("UID")
        series.setdefault(f"={uid}" if uid is not None else str(number), []).append(event)
    for of_one in series.values():
        newest = _newest(of_one)
        moved = {place for place, _ in newest if place is not None}
        _refuse_other_kinds(of_one)
        for place, event in newest:
            spend(1)
            if not _stops_work(event):
                continue
            for since, until in _times(event, now, spend):
                if until > now and (place is not None or since not in moved):
                    yield event, since, until


def _newest(events: Iterable[icalendar.Component]) -> list[tuple[int | None, icalendar.Component]]:
    """Give the events of one UID, each with the occurrence that it stands for, without those that a later version replaces."""
    found = [(_stands_for(event), int(event.get("SEQUENCE", 0)), event) for event in events]
    last: dict[int | None, int] = {}
    for place, version, _ in found:
        last[place] = max(version, last.get(place, version))
    return [(place, event) for place, version, event in found if version == last[place]]


def _refuse_unread(event: icalendar.Component) -> None:
    for name, trouble in event.errors:
        if name is None or name.upper() in TELLING:
            raise ValueError(f"{name or 'a line'} is not understood: {trouble}")
    if "EXRULE" in event:
        raise ValueError("EXRULE is not understood")
    for name in TELLING:
        if isinstance(event.get(name), list) and name not in ("RDATE", "EXDATE"):
            raise ValueError(f"an event has more than one {name}")


def _refuse_other_kinds(events: Iterable[icalendar.Component]) -> None:
    """Refuse a RECURRENCE-ID that is a day where the event repeats at times, or the other way round: it stands for none."""
    kinds = {
        isinstance(value.dt, datetime)
        for event in events
        if (value := event.get("RECURRENCE-ID" if "RECURRENCE-ID" in event else "DTSTART")) is not None
    }
    if len(kinds) > 1:
        raise ValueError("RECURRENCE-ID is a day where DTSTART is a time, or the other way round")


def _stops_work(event: icalendar.Component) -> bool:
    return (
        str(event.get("STATUS", "")).upper() != "CANCELLED"
        and str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
    )


def _stands_for(event: icalendar.Component) -> int | None:
    value = event.get("RECURRENCE-ID")
    if value is None:
        return None
    if "RANGE" in value.params:
        raise ValueError("RECURRENCE-ID with a RANGE is not understood")
    if "RRULE" in event or "RDATE" in event:
        raise ValueError("an event with a RECURRENCE-ID repeats itself")
    return instant(_moment(value, None, "RECURRENCE-ID"))


def _times(event: icalendar.Component, now: int, spend: Spend) -> Iterator[tuple[int, int]]:
    if "DTSTART" not in event:
        raise ValueError("an event has no DTSTART")
    start = _moment(event["DTSTART"], None, "DTSTART")
    end = _end(event, start)
    length, wall = instant(end) - instant(start), _wall(end) - _wall(start)
    if length <= 0:
        raise ValueError(f"the event {visible(str(event.get('SUMMARY', '')), 64)} ends before it begins")

    def until(begins: date) -> int:
        # By the RFC it lasts as long each time; calendars show the same hour of the wall. A freeze holds for the longer one.
        return max(instant(begins) + length, instant(_at_wall(_wall(begins) + wall, start)))

    found = {instant(start): until(start)}
    for day in _days(event, start, now, wall, spend):
        begins = _on(day, start)
        found[instant(begins)] = until(begins)
    for begins, ends in _single_dates(event, start, spend):
        found[instant(begins)] = max(ends or until(begins), found.get(instant(begins), 0))
    for one in _listed(event.get("EXDATE"), spend):
        found.pop(instant(_moment(one, start, "EXDATE")), None)
    latest = now + int(_AHEAD.total_seconds())
    yield from ((since, ends) for since, ends in found.items() if since <= latest or since == instant(start))


def _end(event: icalendar.Component, start: date) -> date:
    if "DTEND" in event:
        return _moment(event["DTEND"], start, "DTEND")
    if "DURATION" in event:
        length: timedelta = event.decoded("DURATION")
        if isinstance(start, datetime) or not length % _DAY:
            return start + length
        raise ValueError("DURATION has hours, and DTSTART has none")
    return start if isinstance(start, datetime) else start + _DAY


def _days(
    event: icalendar.Component, start: date, now: int, length: timedelta, spend: Spend
) -> Iterator[date]:
    if "RRULE" not in event:
        return
    parts = event["RRULE"]
    if not isinstance(parts, icalendar.vRecur):
        raise TypeError("RRULE is not understood")
    rule, last = read_rule(parts, start)
    today = datetime.fromtimestamp(now, UTC).date()
    since = date.fromordinal(max(1, today.toordinal() - length.days - 3))
    end = today + _AHEAD + _DAY
    if isinstance(last, date):
        end = min(end, (last.date() if isinstance(last, datetime) else last) + _DAY)
    for day in days(rule, date(start.year, start.month, start.day), since, end, spend):
        if last is None or not _is_past(_on(day, start), last):
            yield day


def _is_past(begins: date, last: date) -> bool:
    """Whether an occurrence comes behind the UNTIL of its rule; a day counts whole, a time without a zone by the wall."""
    if not isinstance(last, datetime):
        return _wall(begins).date() > last
    if last.tzinfo is None:
        return _wall(begins) > last
    return instant(begins) > instant(last)


def _single_dates(event: icalendar.Component, start: date, spend: Spend) -> Iterator[tuple[date, int | None]]:
    """Give the dates of RDATE, each with its own end where it is a period."""
    for one in _listed(event.get("RDATE"), spend):
        if isinstance(one.dt, tuple):
            since, until = one.dt
            _known_zone(since, one, "RDATE")
            until = until if isinstance(until, datetime) else since + until
            if instant(until) <= instant(since):
                raise ValueError("a period of RDATE ends before it begins")
            yield since, instant(until)
        else:
            yield _moment(one, start, "RDATE"), None


def _listed(value: object, spend: Spend) -> Iterator[icalendar.vDDDTypes]:
    for some in value if isinstance(value, list) else [] if value is None else [value]:
        for one in getattr(some, "dts", ()):
            spend(1)
            one.params.update(getattr(some, "params", {}))
            yield one


def _moment(value: object, like: date | None, name: str) -> date:
    """Give a day or a time; it must be of the same kind as `like`."""
    if not isinstance(value, icalendar.vDDDTypes) or not isinstance(value.dt, date):
        raise TypeError(f"{name} is neither a day nor a time")
    found: date = value.dt
    if like is not None and isinstance(found, datetime) != isinstance(like, datetime):
        raise ValueError(
            f"{name} is a {'time' if isinstance(found, datetime) else 'day'}, and DTSTART is not"
        )
    _known_zone(found, value, name)
    return found


def _known_zone(found: date, value: icalendar.vDDDTypes, name: str) -> None:
    zone = value.params.get("TZID")
    if zone and isinstance(found, datetime) and found.tzinfo is None:
        raise ValueError(
            f"{name} has the time zone {visible(str(zone), 64)}, which is not known by that name"
        )


def instant(value: date) -> int:
    """Give the seconds since 1970 of a time, or of the beginning of a day; what has no zone is read as UTC."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return int((value if value.tzinfo else value.replace(tzinfo=UTC)).timestamp())


def _wall(value: date) -> datetime:
    if not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value.replace(tzinfo=None)


def _at_wall(wall: datetime, like: date) -> datetime:
    return wall.replace(tzinfo=like.tzinfo if isinstance(like, datetime) else None)


def _on(day: date, start: date) -> date:
    return datetime.combine(day, start.timetz()) if isinstance(start, datetime) else day
