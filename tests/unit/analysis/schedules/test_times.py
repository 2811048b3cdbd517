"""The times of cron expressions, against a hand that looks at every minute, and against cronsim's own way."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from cronsim import CronSim
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mainstay.analysis.schedules.times import times

_MINUTE = timedelta(minutes=1)
_DAY = 86_400
# Where clocks change by an hour at night, by half an hour, at midnight, by two hours, and where they never do.
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "UTC",
    "Australia/Lord_Howe",
    "Africa/Cairo",
    "America/Havana",
    "America/St_Johns",
    "Antarctica/Troll",
    "Africa/Casablanca",
)


@dataclass(frozen=True)
class Fields:
    """An expression, and what it means, taken apart by no parser."""

    text: str
    minutes: frozenset[int]
    hours: frozenset[int]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    both: bool

    @property
    def is_fixed(self) -> bool:
        return not any(field.startswith("*") for field in self.text.split()[:2])

    def fits(self, wall: datetime) -> bool:
        day, weekday = wall.day in self.days, wall.isoweekday() % 7 in self.weekdays
        on_day = day and weekday if self.both else day or weekday
        return (
            on_day and wall.minute in self.minutes and wall.hour in self.hours and wall.month in self.months
        )


@st.composite
def one_field(draw: st.DrawFn, low: int, high: int) -> tuple[str, frozenset[int]]:
    kind = draw(st.sampled_from(("*", "*/", "list", "range", "range/")))
    whole = range(low, high + 1)
    if kind == "*":
        return "*", frozenset(whole)
    if kind == "*/":
        step = draw(st.integers(1, high))
        return f"*/{step}", frozenset(whole[::step])
    if kind == "list":
        chosen = draw(st.lists(st.integers(low, high), min_size=1, max_size=3))
        return ",".join(map(str, chosen)), frozenset(chosen)
    first = draw(st.integers(low, high))
    last = draw(st.integers(first, high))
    if kind == "range" or first == last:
        return f"{first}-{last}", frozenset(range(first, last + 1))
    step = draw(st.integers(1, 7))
    return f"{first}-{last}/{step}", frozenset(range(first, last + 1, step))


@st.composite
def expressions(draw: st.DrawFn) -> Fields:
    minute, hour = draw(one_field(0, 59)), draw(one_field(0, 23))
    day = draw(st.one_of(st.just(("*", frozenset(range(1, 32)))), one_field(1, 31)))
    weekday = draw(st.one_of(st.just(("*", frozenset(range(7)))), one_field(0, 6)))
    fields = [minute, hour, day, ("*", frozenset(range(1, 13))), weekday]
    return Fields(
        " ".join(text for text, _ in fields),
        *(numbers for _, numbers in fields),
        both=day[0].startswith("*") or weekday[0].startswith("*"),
    )


def by_hand(fields: Fields, zone: str, since: int, until: int) -> Iterator[int]:
    """Look at each minute after `since`, up to `until`."""
    there = ZoneInfo(zone)
    before = datetime.fromtimestamp(since, there).replace(tzinfo=None)
    for moment in range(since + 60, until + 1, 60):
        told = datetime.fromtimestamp(moment, there)
        wall = told.replace(tzinfo=None, fold=0)
        if fields.is_fixed:
            left_out = (before + at * _MINUTE for at in range(1, (wall - before) // _MINUTE))
            if (fields.fits(wall) and not told.fold) or any(map(fields.fits, left_out)):
                yield moment
        elif fields.fits(wall):
            yield moment
        before = wall


def changes(zone: str) -> list[int]:
    """Give the days in 2023 to 2026 before the clocks of a zone change."""
    there = ZoneInfo(zone)
    days = range(int(datetime(2023, 1, 1, tzinfo=UTC).timestamp()), 1_800_000_000, _DAY)
    offsets = [datetime.fromtimestamp(day, there).utcoffset() for day in days]
    return [day for day, now, then in zip(days, offsets, offsets[1:], strict=False) if now != then]


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int]:
    zone = draw(st.sampled_from(ZONES))
    day = draw(st.sampled_from(changes(zone) or [1_700_006_400]))
    return zone, day + draw(st.integers(-600, 1_500)) * 60


HALF_HOUR = Fields(
    "30 1 * * *", frozenset({30}), frozenset({1}), frozenset(range(1, 32)), frozenset(range(1, 13)),
    frozenset(range(7)), both=True,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(expressions(), places())
@example(HALF_HOUR, ("Australia/Lord_Howe", 1_712_404_800))
def test_they_come_as_a_hand_finds_them_minute_by_minute(fields: Fields, place: tuple[str, int]) -> None:
    zone, since = place
    until = since + 2 * _DAY
    found = list(takewhile(lambda at: at <= until, times(fields.text, zone, since)))
    assert found == list(by_hand(fields, zone, since, until))


@settings(max_examples=300, deadline=None)
@given(expressions(), places())
def test_backwards_they_are_the_same(fields: Fields, place: tuple[str, int]) -> None:
    zone, since = place
    until = since + 2 * _DAY
    back = list(takewhile(lambda at: at > since, times(fields.text, zone, until + 1, back=True)))
    assert back[::-1] == list(by_hand(fields, zone, since, until))


@settings(max_examples=100, deadline=None)
@given(
    expressions(),
    st.sampled_from(("Europe/Berlin", "America/New_York", "Asia/Kolkata")),
    st.integers(1_600_000_000, 1_800_000_000),
)
def test_where_clocks_change_by_an_hour_at_night_it_is_as_cronsim_does_it(
    fields: Fields, zone: str, since: int
) -> None:
    theirs = CronSim(fields.text, datetime.fromtimestamp(since, ZoneInfo(zone)))
    moments = dict.fromkeys(int(at.timestamp()) for at in islice(theirs, 200))
    # From within the second of two like hours it gives the first once more.
    wanted = [at for at in moments if at > since]
    assert list(islice(times(fields.text, zone, since), len(wanted))) == wanted


def told(cron: str, zone: str, since: str, count: int) -> list[str]:
    at = int(datetime.fromisoformat(since).replace(tzinfo=ZoneInfo(zone)).timestamp())
    found = islice(times(cron, zone, at), count)
    return [datetime.fromtimestamp(one, ZoneInfo(zone)).isoformat(timespec="minutes") for one in found]


@pytest.mark.parametrize(
    ("cron", "zone", "since", "wanted"),
    [
        # At half past two on the day on which there is none, on the day that has two, and the days after.
        (
            "30 2 * * *",
            "Europe/Berlin",
            "2026-03-28T12:00",
            ["2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00"],
        ),
        (
            "30 2 * * *",
            "Europe/Berlin",
            "2026-10-24T12:00",
            ["2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"],
        ),
        (
            "30 2 * * *",
            "America/New_York",
            "2026-03-07T12:00",
            ["2026-03-08T03:00-04:00", "2026-03-09T02:30-04:00"],
        ),
        (
            "30 1 * * *",
            "America/New_York",
            "2026-10-31T12:00",
            ["2026-11-01T01:30-04:00", "2026-11-02T01:30-05:00"],
        ),
        # Several that are left out are one, and so is the one that stands where they come.
        (
            "0,20,40 2,3 * * *",
            "Europe/Berlin",
            "2026-03-29T00:00",
            ["2026-03-29T03:00+02:00", "2026-03-29T03:20+02:00", "2026-03-29T03:40+02:00"],
        ),
        # For the passing of time an hour that is left out passes for nobody, and one that comes twice passes twice.
        (
            "*/30 2 * * *",
            "Europe/Berlin",
            "2026-03-29T00:00",
            ["2026-03-30T02:00+02:00", "2026-03-30T02:30+02:00"],
        ),
        (
            "*/30 2 * * *",
            "Europe/Berlin",
            "2026-10-25T00:00",
            [
                "2026-10-25T02:00+02:00",
                "2026-10-25T02:30+02:00",
                "2026-10-25T02:00+01:00",
                "2026-10-25T02:30+01:00",
            ],
        ),
        (
            "30 2 * * *",
            "Asia/Kolkata",
            "2026-03-28T12:00",
            ["2026-03-29T02:30+05:30", "2026-03-30T02:30+05:30"],
        ),
        ("0 12 29 2 *", "UTC", "2025-01-01T00:00", ["2028-02-29T12:00+00:00", "2032-02-29T12:00+00:00"]),
        ("0 0 1 1 *", "UTC", "2099-06-01T00:00", ["2100-01-01T00:00+00:00"]),
        ("0 0 29 2 *", "UTC", "2096-03-01T00:00", ["2104-02-29T00:00+00:00"]),
        ("0 9 LW * *", "UTC", "2026-05-01T00:00", ["2026-05-29T09:00+00:00"]),
        ("0 9 * * MON#1", "UTC", "2026-05-01T00:00", ["2026-05-04T09:00+00:00"]),
        # Samoa went without the 30th of December 2011.
        ("0 10 30 12 *", "Pacific/Apia", "2011-12-01T00:00", ["2011-12-31T00:00+14:00"]),
    ],
)
def test_by_the_calendar(cron: str, zone: str, since: str, wanted: list[str]) -> None:
    assert told(cron, zone, since, len(wanted)) == wanted


def test_what_comes_twice_is_not_found_again_from_within_the_second_hour() -> None:
    second = int(datetime(2026, 10, 25, 2, 10, tzinfo=ZoneInfo("Europe/Berlin"), fold=1).timestamp())
    (then,) = islice(times("30 2 * * *", "Europe/Berlin", second), 1)
    assert datetime.fromtimestamp(then, ZoneInfo("Europe/Berlin")).day == 26
    (then,) = islice(times("*/30 2 * * *", "Europe/Berlin", second), 1)
    assert then == second + 20 * 60
