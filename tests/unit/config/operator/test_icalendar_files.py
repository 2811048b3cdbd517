"""Calendars of other people in, ours out."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.calendars.windows import occurrences
from mainstay.config.operator.icalendar_files import calendar_text, freezes_of
from mainstay.domain.calendar import Calendar, Freeze, Window
from mainstay.domain.errors import ConfigurationError
from mainstay.domain.people import Need, Role
from tests.unit.analysis.calendars.test_windows import at, moments, windows

NOW = at("2026-11-01")
HEAD, TAIL = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n", "END:VCALENDAR\r\n"


def calendar(*lines: str) -> bytes:
    """Make a calendar of one event."""
    event = "".join(
        f"{line}\r\n" for line in ("BEGIN:VEVENT", "UID:1", "SUMMARY:Year end", *lines, "END:VEVENT")
    )
    return f"{HEAD}{event}{TAIL}".encode()


@settings(max_examples=60, deadline=None)
@given(windows, moments)
def test_what_is_written_repeats_as_the_window_opens(window: Window, now: int) -> None:
    """The rule that goes out, expanded by another program, gives our own times of opening."""
    ours = [since for since, _ in occurrences(window, now, days=200)][:12]
    read = icalendar.Calendar.from_ical(calendar_text(Calendar((window,)), now))
    (event,) = read.walk("VEVENT")
    zone = ZoneInfo(window.zone)
    begins = event.decoded("DTSTART").astimezone(zone)
    # Another program goes by the wall's time of the first opening, which a change of clocks may have put off.
    if begins.hour * 60 + begins.minute != window.opens:
        return
    theirs = rrulestr(event["RRULE"].to_ical().decode(), dtstart=begins.replace(tzinfo=None))
    expanded = []
    for wall in theirs:
        expanded.append(int(wall.replace(tzinfo=zone, fold=0).astimezone(UTC).timestamp()))
        if len(expanded) == len(ours):
            break
    assert expanded == ours


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 30)), max_size=5))
def test_freezes_go_out_and_come_back(days: list[tuple[int, int]]) -> None:
    freezes = tuple(
        Freeze(f"f{at}", NOW + since * 86_400, NOW + (since + length) * 86_400, "busy")
        for at, (since, length) in enumerate(days)
    )
    found = freezes_of(calendar_text(Calendar((), freezes), NOW), "f.ics", NOW)
    assert {(one.since, one.until, one.reason) for one in found} == {
        (one.since, one.until, one.reason) for one in freezes
    }


@pytest.mark.parametrize(
    ("lines", "spans"),
    [
        (("DTSTART;VALUE=DATE:20261223", "DTEND;VALUE=DATE:20270102"), [("2026-12-23", "2027-01-02")]),
        (("DTSTART;VALUE=DATE:20261223",), [("2026-12-23", "2026-12-24")]),
        (("DTSTART:20261223T120000Z", "DURATION:PT90M"), [("2026-12-23 12:00", "2026-12-23 13:30")]),
        (("DTSTART:20261223T120000", "DTEND:20261223T130000"), [("2026-12-23 12:00", "2026-12-23 13:00")]),
        (
            ("DTSTART;TZID=Europe/Berlin:20261223T120000", "DURATION:PT1H"),
            [("2026-12-23 11:00", "2026-12-23 12:00")],
        ),
        (("DTSTART;VALUE=DATE:20251223",), []),
        (("DTSTART;VALUE=DATE:20261223", "STATUS:CANCELLED"), []),
        (("DTSTART;VALUE=DATE:20261223", "TRANSP:TRANSPARENT"), []),
        (
            ("DTSTART;VALUE=DATE:20240331", "RRULE:FREQ=YEARLY;COUNT=4", "EXDATE;VALUE=DATE:20250331"),
            [("2027-03-31", "2027-04-01")],
        ),
    ],
)
def test_events_are_freezes(lines: tuple[str, ...], spans: list[tuple[str, str]]) -> None:
    found = freezes_of(calendar(*lines), "f.ics", NOW)
    assert [(one.since, one.until) for one in found] == [(at(since), at(until)) for since, until in spans]
    assert all(one.name == "Year end" for one in found)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"BEGIN:VCALENDAR",
        b"\xff\xfe\x00",
        calendar("DTSTART:soon"),
        calendar("SUMMARY:twice"),
        calendar("DTSTART:20261223T120000Z", "DTEND:20261223T110000Z"),
        calendar("DTSTART:20261223T120000Z", "DURATION:PT1H", "RRULE:FREQ=SECONDLY"),
        calendar("DTSTART:20261223T120000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY", "RRULE:FREQ=DAILY"),
        b"x" * ((1 << 20) + 1),
    ],
)
def test_what_is_refused(data: bytes) -> None:
    with pytest.raises(ConfigurationError) as caught:
        freezes_of(data, "f.ics", NOW)
    assert caught.value.where == "f.ics" and caught.value.mend


def test_what_repeats_for_ever_ends_after_two_years() -> None:
    found = freezes_of(calendar("DTSTART;VALUE=DATE:20000101", "RRULE:FREQ=DAILY"), "f.ics", NOW)
    assert len(found) == 801 and found[0].until > NOW
    assert datetime.fromtimestamp(found[-1].since, UTC) <= datetime.fromtimestamp(NOW, UTC) + timedelta(
        days=800
    )


@given(st.binary(max_size=300) | st.text("BEGIN:VCALENDARSUMMARY=;\r\n0129TZ", max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        freezes_of(data, "f.ics", NOW)
    except ConfigurationError as error:
        assert error.where == "f.ics"


def test_what_a_window_needs_besides_its_hour_is_told() -> None:
    signers = (Need((Role.LEAD, Role.SRE), 2), Need((Role.MANAGER,)))
    window = Window("w", "UTC", (0,), 60, 60, announce=86_400, sign_off=signers)

    def description(of: Window) -> str | None:
        (event,) = icalendar.Calendar.from_ical(calendar_text(Calendar((of,)), 0)).walk("VEVENT")
        return event.get("DESCRIPTION")

    assert description(window) == (
        "Announced 24 h before. Signed off by 2 people who are lead or sre. Signed off by a manager. Else it stays closed."
    )
    assert description(replace(window, announce=0, sign_off=())) is None
