"""The calendar as iCalendar (RFC 5545): freezes in from other people's calendars, windows and freezes out to them."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar

from mainstay.analysis.calendars.recurring import Spend
from mainstay.analysis.calendars.wall_words import span
from mainstay.analysis.calendars.windows import occurrences as openings
from mainstay.config.operator.icalendar_events import TELLING, occurrences
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.errors import ConfigurationError
from mainstay.present.visible import visible

LARGEST = 1 << 20
_MOST = 1_000
# What a file may cost: a step is a day that is looked at; lines and their parts cost what reading them takes.
_STEPS = 500_000
_STEPS_OF_LINE, _STEPS_OF_PART = 12, 4
_NAME = re.compile(r"([A-Z0-9-]+)[;:]")
_TEXTS = ("SUMMARY", "DESCRIPTION", "UID")
_KEPT = {"BEGIN", "END", "METHOD", "SEQUENCE", "EXRULE", *_TEXTS, *TELLING}
_METHODS = ("PUBLISH", "REQUEST")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def freezes_of(data: bytes, file: str, now: int) -> tuple[Freeze, ...]:
    """Give the freezes that the events of a calendar are: those that have not ended at `now`, and what repeats for two years.

    Events that are cancelled or transparent are none. A time without a zone is read as UTC.
    Raises ConfigurationError for what is no calendar, too large, too long to follow, or not understood: none is left out.
    """
    if len(data) > LARGEST:
        raise ConfigurationError(
            f"the calendar is larger than {LARGEST >> 20} MiB", where=file, mend="export less of it"
        )
    left = _STEPS

    def spend(steps: int) -> None:
        nonlocal left
        left -= steps
        if left < 0:
            raise ValueError("its events and rules are too many to follow")

    try:
        calendar = icalendar.Calendar.from_ical(_needed(data.decode("utf-8-sig"), spend))
        _refuse_others(calendar)
        found: set[Freeze] = set()
        for event, since, until in occurrences(calendar.walk("VEVENT"), now, spend):
            found.add(_freeze(event, since, until))
            if len(found) > _MOST:
                raise ValueError(f"it holds more than {_MOST:,} freezes")
    except (
        ValueError,
        IndexError,
        KeyError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        raise ConfigurationError(
            f"the calendar cannot be used: {visible(str(error), 200)}",
            where=file,
            mend="mend that in the calendar and export it again, or write the freeze into the operator's file",
        ) from error
    return tuple(sorted(found, key=lambda one: (one.since, one.until, one.name)))


def _freeze(event: icalendar.Component, since: int, until: int) -> Freeze:
    name = visible(str(event.get("SUMMARY", "a freeze")), 64)
    return Freeze(name, since, until, visible(str(event.get("DESCRIPTION", name)), 500))


def _needed(text: str, spend: Spend) -> str:
    """Give the lines of a calendar that are needed here, each told to `spend` by the work that it makes.

    Its own definitions of time zones go, for they hold rules that cannot be bounded. Zones are known by their names, those of
    Windows too; one that is not is refused where an event has it. A line that has no name stays, to be refused.
    """
    kept, depth = [], 0
    for line in re.split(r"\r?\n", re.sub(r"\r?\n[ \t]", "", text)):
        bare = line.strip().upper()
        name = _NAME.match(bare)
        depth += bare == "BEGIN:VTIMEZONE"
        if bare and not depth and (name is None or name[1] in _KEPT):
            spend(_cost(line, text=name is not None and name[1] in _TEXTS))
            kept.append(line)
        depth -= depth > 0 and bare == "END:VTIMEZONE"
    return "\r\n".join(kept)


def _cost(line: str, *, text: bool) -> int:
    parts = line.count(";")
    if not text:
        # An unknown zone is looked for under each end of its name.
        parts += line.count(",") + line.count("/") ** 2 + 3 * ("TZID" in line.upper())
    return _STEPS_OF_LINE + _STEPS_OF_PART * parts


def _refuse_others(calendar: icalendar.Component) -> None:
    """Refuse what may hold freezes in ways that are not understood."""
    if calendar.name != "VCALENDAR":
        raise ValueError("it is no VCALENDAR")
    method = str(calendar.get("METHOD", "PUBLISH")).upper()
    if method not in _METHODS:
        raise ValueError(f"METHOD:{visible(method, 40)} is not understood")
    for name in ("VFREEBUSY", "VAVAILABILITY", "VTIMEZONE"):
        if calendar.walk(name):
            raise ValueError(f"{name} is not understood")


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


def _event(uid: str, summary: str, now: int) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{uid}@mainstay")
    event.add("summary", summary)
    event.add("dtstamp", datetime.fromtimestamp(now, UTC))
    return event


def _window_event(window: Window, now: int) -> icalendar.Event:
    event = _event(f"window-{window.name}", f"Maintenance window: {window.name}", now)
    since, _ = next(openings(window, now))
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
