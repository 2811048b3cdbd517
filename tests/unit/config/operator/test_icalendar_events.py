"""What calendars of other programs state beside plain events: rules, single dates, what was moved, what was cancelled."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.config.operator.icalendar_files import LARGEST, freezes_of
from mainstay.domain.errors import ConfigurationError
from tests.unit.analysis.calendars.test_windows import at

NOW = at("2026-11-01")
BERLIN = ZoneInfo("Europe/Berlin")


def events(*each: str) -> bytes:
    """Make a calendar; each event is its lines, parted by `|`."""
    lines = [
        line
        for one in each
        for line in ("BEGIN:VEVENT", *([] if "UID:" in one else ["UID:1"]), *one.split("|"), "END:VEVENT")
    ]
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR", "")).encode()


def days_of(data: bytes) -> list[str]:
    return [f"{datetime.fromtimestamp(one.since, UTC):%m-%d %H:%M}" for one in freezes_of(data, "f.ics", NOW)]


_SUNDAYS = (
    "DTSTART;TZID=Europe/Berlin:20261108T080000|DTEND;TZID=Europe/Berlin:20261108T180000|RRULE:FREQ=WEEKLY"
)


@pytest.mark.parametrize(
    ("given_events", "begin"),
    [
        # All day, until a day: what RFC 5545 asks for, and Google and Outlook write.
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=WEEKLY;UNTIL=20261120",), ["11-06", "11-13", "11-20"]),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=WEEKLY;UNTIL=20261113T000000Z",), ["11-06", "11-13"]),
        ((_SUNDAYS + ";UNTIL=20261115",), ["11-08 07:00", "11-15 07:00"]),
        ((_SUNDAYS + ";UNTIL=20261115T080000",), ["11-08 07:00", "11-15 07:00"]),
        ((_SUNDAYS + ";UNTIL=20261115T065959Z",), ["11-08 07:00"]),
        ((_SUNDAYS + ";UNTIL=20261115T070000Z",), ["11-08 07:00", "11-15 07:00"]),
        # One occurrence moved, one cancelled, as Google writes them.
        (
            (
                _SUNDAYS + ";COUNT=4",
                "RECURRENCE-ID;TZID=Europe/Berlin:20261122T080000|DTSTART;TZID=Europe/Berlin:20261124T090000"
                "|DTEND;TZID=Europe/Berlin:20261124T100000",
                "RECURRENCE-ID:20261129T070000Z|DTSTART:20261129T070000Z|DTEND:20261129T080000Z|STATUS:CANCELLED",
            ),
            ["11-08 07:00", "11-15 07:00", "11-24 08:00"],
        ),
        # What was moved comes before the series, and twice: the later version counts.
        (
            (
                "RECURRENCE-ID:20261115T070000Z|DTSTART:20261117T070000Z|DURATION:PT1H|SEQUENCE:2",
                "RECURRENCE-ID:20261115T070000Z|DTSTART:20261116T070000Z|DURATION:PT1H|SEQUENCE:1",
                _SUNDAYS + ";COUNT=2",
            ),
            ["11-08 07:00", "11-17 07:00"],
        ),
        # An occurrence alone, its series elsewhere.
        (("RECURRENCE-ID:20261115T070000Z|DTSTART:20261117T070000Z|DURATION:PT1H",), ["11-17 07:00"]),
        # An occurrence that does not stop work any more.
        (
            (
                _SUNDAYS + ";COUNT=2",
                "RECURRENCE-ID:20261115T070000Z|DTSTART:20261115T070000Z|DURATION:PT1H|TRANSP:TRANSPARENT",
            ),
            ["11-08 07:00"],
        ),
        # Single dates; what is there twice is told once.
        (
            ("DTSTART;VALUE=DATE:20261106|RDATE;VALUE=DATE:20261110,20261106|RDATE;VALUE=DATE:20261112",),
            ["11-06", "11-10", "11-12"],
        ),
        (
            (_SUNDAYS + ";COUNT=2|RDATE;TZID=Europe/Berlin:20261115T080000,20261117T080000",),
            ["11-08 07:00", "11-15 07:00", "11-17 07:00"],
        ),
        (
            ("DTSTART:20261106T080000Z|DURATION:PT1H|RDATE;VALUE=PERIOD:20261110T080000Z/PT5H",),
            ["11-06 08:00", "11-10 08:00"],
        ),
        # Left out, by another zone's clock, in several lines.
        (
            (_SUNDAYS + ";COUNT=4|EXDATE:20261115T070000Z|EXDATE;TZID=Europe/Berlin:20261122T080000",),
            ["11-08 07:00", "11-29 07:00"],
        ),
        # By Outlook: the zone has a name of Windows, and a definition that nothing needs.
        (
            ("DTSTART;TZID=W. Europe Standard Time:20261108T080000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2",),
            ["11-08 07:00", "11-09 07:00"],
        ),
        # The beginning counts, although the rule does not fit it; an hour may be said again.
        (("DTSTART:20261106T080000Z|DURATION:PT1H|RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=1",), ["11-06", "11-09"]),
        (
            ("DTSTART:20261106T080000Z|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=2;BYHOUR=8;BYMINUTE=0",),
            ["11-06", "11-07"],
        ),
        # The same event of two feeds, under two UIDs, is told once.
        (("DTSTART;VALUE=DATE:20261106", "UID:2|DTSTART;VALUE=DATE:20261106"), ["11-06"]),
    ],
)
def test_what_other_programs_write(given_events: tuple[str, ...], begin: list[str]) -> None:
    found = days_of(events(*given_events))
    assert [one[: len(first)] for one, first in zip(found, begin, strict=False)] == begin
    assert len(found) == len(begin)


@pytest.mark.parametrize(
    ("given_events", "named"),
    [
        (("DTSTART;VALUE=DATE:20261106|EXRULE:FREQ=DAILY",), "EXRULE"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=HOURLY",), "FREQ=HOURLY"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=SOON",), "RRULE"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=YEARLY;BYWEEKNO=3",), "BYWEEKNO"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=YEARLY;RSCALE=CHINESE",), "RSCALE"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=YEARLY;BYMONTH=5L",), "BYMONTH|invalid literal"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=WEEKLY;BYDAY=2MO",), "BYDAY=2MO"),
        (("DTSTART;VALUE=DATE:20261106|RRULE:FREQ=DAILY;INTERVAL=0",), "INTERVAL=0"),
        (("DTSTART:20261106T080000Z|DURATION:PT1H|RRULE:FREQ=DAILY;BYHOUR=8,9",), "BYHOUR"),
        (("DTSTART;VALUE=DATE:20261106|RDATE:soon",), "RDATE"),
        (("DTSTART;VALUE=DATE:20261106|EXDATE:20261106T000000Z",), "EXDATE is a time"),
        (("DTSTART:20261106T080000Z|DTEND;VALUE=DATE:20261107",), "DTEND is a day"),
        (("DTSTART;TZID=Nowhere/City:20261106T080000|DURATION:PT1H",), "Nowhere/City"),
        (
            ("DTSTART;VALUE=DATE:20261106|RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20261106",),
            "RECURRENCE-ID with a RANGE",
        ),
        (
            (
                _SUNDAYS,
                "RECURRENCE-ID;VALUE=DATE:20261115|DTSTART:20261115T070000Z|DURATION:PT1H|STATUS:CANCELLED",
            ),
            "RECURRENCE-ID is a day",
        ),
        (("SUMMARY:when?",), "no DTSTART"),
    ],
)
def test_what_is_not_understood_is_refused_by_its_name(given_events: tuple[str, ...], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named) as caught:
        freezes_of(events(*given_events), "f.ics", NOW)
    assert caught.value.where == "f.ics" and caught.value.mend


@pytest.mark.parametrize("line", ["METHOD:CANCEL", "BEGIN:VFREEBUSY\r\nUID:9\r\nEND:VFREEBUSY"])
def test_a_calendar_of_another_kind_is_refused(line: str) -> None:
    data = events("DTSTART;VALUE=DATE:20261106").replace(b"VERSION:2.0", f"VERSION:2.0\r\n{line}".encode())
    with pytest.raises(ConfigurationError, match=line.partition("\r")[0].removeprefix("BEGIN:")):
        freezes_of(data, "f.ics", NOW)


_days = st.dates(date(2026, 11, 2), date(2026, 12, 20))


@settings(max_examples=150, deadline=None)
@given(
    _days,
    st.integers(1, 5),
    st.integers(1, 12),
    st.lists(_days, max_size=4),
    st.lists(_days, max_size=4),
    st.dictionaries(_days, st.tuples(_days, st.sampled_from(["", "|STATUS:CANCELLED"])), max_size=4),
    st.sampled_from(["", "T093000"]),
)
def test_a_series_is_what_a_hand_makes_of_it(
    start: date,
    interval: int,
    count: int,
    more: list[date],
    fewer: list[date],
    moved: dict[date, tuple[date, str]],
    hour: str,
) -> None:
    """The set that the RFC describes, made by hand: rule and dates, without what is left out, and what is moved, moved."""
    kind = ";TZID=Europe/Berlin" if hour else ";VALUE=DATE"

    def stamp(day: date) -> str:
        return f"{day:%Y%m%d}{hour}"

    def dates(name: str, days: list[date]) -> str:
        return f"|{name}{kind}:{','.join(map(stamp, days))}" if days else ""

    series = f"DTSTART{kind}:{stamp(start)}|DURATION:P1D|RRULE:FREQ=DAILY;INTERVAL={interval};COUNT={count}"
    others = [
        f"RECURRENCE-ID{kind}:{stamp(place)}|DTSTART{kind}:{stamp(to)}|DURATION:P1D{state}"
        for place, (to, state) in moved.items()
    ]
    found = freezes_of(events(series + dates("RDATE", more) + dates("EXDATE", fewer), *others), "f.ics", NOW)

    by_hand = {start + timedelta(days=interval * at) for at in range(count)} | set(more)
    by_hand = by_hand - set(fewer) - set(moved)
    by_hand |= {to for to, state in moved.values() if not state}
    zone, clock = (BERLIN, timedelta(hours=9, minutes=30)) if hour else (UTC, timedelta())
    assert [one.since for one in found] == sorted(
        int((datetime(day.year, day.month, day.day, tzinfo=zone) + clock).timestamp()) for day in by_hand
    )


def test_a_night_on_which_the_clocks_change_is_frozen_by_length_and_by_wall() -> None:
    data = events(
        "DTSTART;TZID=Europe/Berlin:20270326T220000|DTEND;TZID=Europe/Berlin:20270327T060000|RRULE:FREQ=DAILY;COUNT=2"
    )
    first, second = freezes_of(data, "f.ics", NOW)
    assert first.until - first.since == 8 * 3600
    # From 22:00 on to 06:00 are seven hours on that night, and eight hours end at 07:00.
    assert second.until - second.since == 8 * 3600
    autumn = data.replace(b"20270326", b"20271029").replace(b"20270327", b"20271030")
    assert [one.until - one.since for one in freezes_of(autumn, "f.ics", NOW)] == [8 * 3600, 9 * 3600]


def _filled(line: str, head: str = "") -> bytes:
    """Give a calendar of an event a line, as large as one may be."""
    one = f"BEGIN:VEVENT\r\nUID:%d\r\n{line}\r\nEND:VEVENT\r\n"
    many = (LARGEST - 200 - len(head)) // (len(one) + 8)
    each = "".join(one.replace("%d", str(at)) for at in range(many))
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{each}END:VCALENDAR\r\n".encode()


_LONG = f"\r\nDESCRIPTION:{'x' * 4_000}"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("DTSTART;VALUE=DATE:20261106", "too many to follow"),
        ("DTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "too many to follow"),
        ("DTSTART;VALUE=DATE:00010101\r\nRRULE:FREQ=DAILY;COUNT=1000000" + _LONG, "too many to follow"),
        ("DTSTART;VALUE=DATE:20261106\r\nRDATE;VALUE=DATE:" + ",".join(["20261106"] * 5_000), "too many to"),
        ("DTSTART;VALUE=DATE:20261106\r\nRRULE:FREQ=YEARLY;BYMONTHDAY=" + ",".join("1" * 500) + _LONG, "500"),
        ("DTSTART;VALUE=DATE:20261106\r\nRRULE:FREQ=DAILY" + _LONG, "more than 1,000 freezes"),
        (f"DTSTART;TZID=/{'a/' * 20_000}:20261106T000000", "too many to follow"),
        ("DTSTART;VALUE=DATE:20261106\r\n" + "\r\n".join(["BEGIN:VALARM"] * 30_000), "too many to follow"),
        (
            "DTSTART;VALUE=DATE:20261106\r\n" + "\r\n".join(["EXDATE;TZID=%dU:20261106T000000"] * 3_000),
            "too many",
        ),
        ("DTSTART;VALUE=DATE:20261106\r\n" + "\r\n".join([":"] * 30_000), "too many to follow"),
        ("DTSTART;VALUE=DATE:20261106\r\n:" + _LONG, "could not be parsed"),
    ],
)
def test_a_calendar_that_asks_for_too_much_work_is_refused(line: str, said: str) -> None:
    """Counted in steps: too many events, rules that count from the year 1, rules that never come, lists, nesting."""
    filled = line + "\r\nSUMMARY:%d"
    with pytest.raises(ConfigurationError, match=said):
        freezes_of(_filled(filled), "f.ics", NOW)


def test_what_is_not_needed_costs_nothing() -> None:
    line = "DTSTART;VALUE=DATE:20261106\r\n" + "\r\n".join(["CATEGORIES:a,b,c"] * 300)
    assert len(freezes_of(_filled(line), "f.ics", NOW)) == 1


def test_a_rule_that_never_comes_and_one_from_the_year_1_are_read() -> None:
    never = "DTSTART;VALUE=DATE:20200229|RRULE:FREQ=YEARLY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=30"
    old = "UID:2|DTSTART;VALUE=DATE:00010101|RRULE:FREQ=YEARLY"
    assert days_of(events(never, old)) == ["01-01 00:00"] * 3


def test_rules_within_definitions_of_zones_are_never_followed() -> None:
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Own\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0100\r\n"
        "TZOFFSETTO:+0200\r\nRRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    for written in (zone, zone.replace("BEGIN:VTIMEZONE", "BEGIN:VTIME\r\n ZONE"), zone.lower()):
        data = events("DTSTART;TZID=Own:20261106T080000|DURATION:PT1H")
        with pytest.raises(ConfigurationError, match="time zone Own"):
            freezes_of(data.replace(b"VERSION:2.0", f"VERSION:2.0\r\n{written}".encode()), "f.ics", NOW)
    hidden = zone.replace("BEGIN:VTIMEZONE", "BEGIN;X=1:VTIMEZONE")
    data = events("DTSTART;TZID=Own:20261106T080000|DURATION:PT1H")
    with pytest.raises(ConfigurationError, match="VTIMEZONE"):
        freezes_of(data.replace(b"VERSION:2.0", f"VERSION:2.0\r\n{hidden}".encode()), "f.ics", NOW)
