"""The calendar as iCalendar (RFC 5545): freezes in from other people's calendars, windows and freezes out to them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
from dateutil.rrule import rrulestr

from mainstay.analysis.calendars.wall_words import span
from mainstay.analysis.calendars.windows import occurrences
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

LARGEST = 1 << 20
_MOST = 1_000
_AHEAD = timedelta(days=800)
_RARE = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def freezes_of(data: bytes, file: str, now: int) -> tuple[Freeze, ...]:
    """Give the freezes that the events of a calendar are: those that have not ended at `now`, and what repeats for two years.

    Events that are cancelled or transparent are none. A time without a zone is read as UTC.
    Raises ConfigurationError for what is no calendar, too large, or repeats more often than daily.
    """
    if len(data) > LARGEST:
        raise ConfigurationError(
            f"the calendar is larger than {LARGEST >> 20} MiB", where=file, mend="export less of it"
        )
    try:
        calendar = icalendar.Calendar.from_ical(data.decode("utf-8-sig"))
        events = [event for event in calendar.walk("VEVENT") if _stops_work(event)]
        found = sorted(
            {freeze for event in events for freeze in _freezes(event, now)}, key=lambda one: one.since
        )
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise ConfigurationError(
            f"this is no iCalendar: {visible(str(error), 200)}", where=file, mend="export it again"
        ) from error
    if len(found) > _MOST:
        raise ConfigurationError(
            f"it holds {len(found):,} freezes", where=file, mend=f"keep them under {_MOST:,}"
        )
    return tuple(found)


def calendar_text(calendar: Calendar, now: int) -> bytes:
    """Give windows and freezes as an iCalendar file, for people to subscribe to; `now` stamps the events."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Mainstay//Calendar//EN")
    made.add("version", "2.0")
    for window in calendar.windows:
        made.add_component(_window_event(window, now))
    for freeze in calendar.freezes:
        event = _event(f"freeze-{freeze.name}-{freeze.since}", f"Freeze: {freeze.name}", now)
        event.add("description", freeze.reason)
        event.add("dtstart", datetime.fromtimestamp(freeze.since, UTC))
        event.add("dtend", datetime.fromtimestamp(freeze.until, UTC))
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _stops_work(event: icalendar.Component) -> bool:
    return (
        str(event.get("STATUS", "")).upper() != "CANCELLED"
        and str(event.get("TRANSP", "")).upper() != "TRANSPARENT"
    )


def _freezes(event: icalendar.Component, now: int) -> Iterator[Freeze]:
    name = visible(str(event.get("SUMMARY", "a freeze")), 64)
    reason = visible(str(event.get("DESCRIPTION", name)), 500)
    since, length = _span(event)
    for begins in _beginnings(event, since, now):
        start = int(_aware(begins).timestamp())
        if start + length > now:
            yield Freeze(name, start, start + length, reason)


def _span(event: icalendar.Component) -> tuple[datetime, int]:
    start = event.decoded("DTSTART")
    since = _moment(start)
    if "DTEND" in event:
        until = _moment(event.decoded("DTEND"))
    elif "DURATION" in event:
        until = since + event.decoded("DURATION")
    else:
        until = since + (timedelta(0) if isinstance(start, datetime) else timedelta(days=1))
    length = int((_aware(until) - _aware(since)).total_seconds())
    if length <= 0:
        raise ValueError(f"the event {visible(str(event.get('SUMMARY', '')), 64)} ends before it begins")
    return since, length


def _beginnings(event: icalendar.Component, since: datetime, now: int) -> Iterator[datetime]:
    rule = event.get("RRULE")
    if rule is None:
        yield since
        return
    if isinstance(rule, list) or str(rule.get("FREQ", [""])[0]).upper() not in _RARE:
        raise ValueError("an event repeats more often than daily, or by several rules")
    left_out = {_moment(one.dt) for one in _listed(event.get("EXDATE"))}
    end = datetime.fromtimestamp(now, UTC) + _AHEAD
    for begins in rrulestr(rule.to_ical().decode(), dtstart=since):
        if _aware(begins) > end:
            return
        if begins not in left_out:
            yield begins


def _listed(value: object) -> Iterator[icalendar.vDDDTypes]:
    for one in value if isinstance(value, list) else [value]:
        yield from getattr(one, "dts", ())


def _moment(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time(), UTC)
    raise TypeError("a date that is none")


def _aware(value: datetime) -> datetime:
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _event(uid: str, summary: str, now: int) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{uid}@mainstay")
    event.add("summary", summary)
    event.add("dtstamp", datetime.fromtimestamp(now, UTC))
    return event


def _window_event(window: Window, now: int) -> icalendar.Event:
    event = _event(f"window-{window.name}", f"Maintenance window: {window.name}", now)
    since, _ = next(occurrences(window, now))
    event.add("dtstart", datetime.fromtimestamp(since, ZoneInfo(window.zone)))
    event.add("duration", timedelta(minutes=window.minutes))
    days = [_DAYS[at] for at in window.weekdays]
    if window.weeks:
        event.add(
            "rrule", {"freq": "monthly", "byday": [f"{week}{day}" for day in days for week in window.weeks]}
        )
    else:
        event.add("rrule", {"freq": "weekly", "byday": days})
    event.add("transp", "TRANSPARENT")
    if wanted := _wanted(window):
        event.add("description", wanted)
    return event


def _wanted(window: Window) -> str:
    """Tell what each opening needs besides its hour, "" where nothing; whether it has it stands in the store."""
    told = [f"Announced {span(window.announce)} before."] if window.announce else []
    for need in window.sign_off:
        who = f"{need.count} people who are" if need.count > 1 else "a"
        told.append(f"Signed off by {who} {' or '.join(need.roles)}.")
    return " ".join([*told, "Else it stays closed."]) if told else ""
