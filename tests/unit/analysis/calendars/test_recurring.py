"""Rules of iCalendar, against those of python-dateutil and against a hand that looks at every day."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.calendars.recurring import Every, Rule, days

_FREQUENCIES = {
    Every.DAY: rrule.DAILY,
    Every.WEEK: rrule.WEEKLY,
    Every.MONTH: rrule.MONTHLY,
    Every.YEAR: rrule.YEARLY,
}
_starts = st.dates(date(1999, 1, 1), date(2004, 12, 31))


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Give rules that come: one that never does would keep the other program busy for seconds."""
    every = draw(st.sampled_from(Every))
    rare = every in (Every.MONTH, Every.YEAR)
    interval = draw(st.integers(1, 4))
    months = draw(st.frozensets(st.integers(1, 12), max_size=2))
    month_days = draw(st.frozensets(st.sampled_from((1, 13, 28, 29, 31, -1, -28)), max_size=3))
    if every is Every.WEEK or (month_days and not month_days & {1, 13, 28, -1, -28}):
        month_days = frozenset()
    # Where some weekdays have a number and others none, python-dateutil wants both at once.
    number = st.integers(-3, 3).filter(bool) if rare and draw(st.booleans()) else st.just(0)
    weekdays = draw(st.frozensets(st.tuples(number, st.integers(0, 6)), max_size=3))
    # In the first week of a rule python-dateutil counts places from the start on, the RFC from the week's first day.
    places = draw(st.frozensets(st.sampled_from((1, 2, -1, -2)), max_size=2))
    return Rule(
        every,
        interval,
        months if every is not Every.MONTH or interval == 1 else frozenset(),
        month_days,
        weekdays if not month_days else frozenset(),
        places & {1, -1} if rare else frozenset(),
        draw(st.integers(0, 6)),
        draw(st.integers(0, 9)),
    )


def by_dateutil(rule: Rule, start: date, until: date) -> list[date]:
    weekdays = [rrule.weekday(day, number) if number else rrule.weekday(day) for number, day in rule.weekdays]
    made = rrule.rrule(
        _FREQUENCIES[rule.every],
        datetime.combine(start, time()),
        rule.interval,
        rule.week_begins,
        rule.count or None,
        bymonth=sorted(rule.months) or None,
        bymonthday=sorted(rule.month_days) or None,
        byweekday=weekdays or None,
        bysetpos=sorted(rule.places) or None,
    )
    return [one.date() for one in takewhile(lambda one: one.date() <= until, made)]


@settings(max_examples=200, deadline=None)
@given(rules(), _starts, st.integers(0, 900))
def test_a_rule_comes_as_another_program_says(rule: Rule, start: date, ahead: int) -> None:
    until = start + timedelta(days=4 * 366)
    theirs = by_dateutil(rule, start, until)
    since = start + timedelta(days=ahead)
    assert list(days(rule, start, since, until, lambda _: None)) == [day for day in theirs if day >= since]


@given(_starts, st.integers(1, 30), st.sets(st.integers(0, 6), min_size=1), st.integers(0, 6))
def test_weeks_come_as_a_hand_counts_them(start: date, interval: int, on: set[int], begins: int) -> None:
    first = start - timedelta(days=(start.weekday() - begins) % 7)
    by_hand = [
        day
        for day in (start + timedelta(days=at) for at in range(1000))
        if day.weekday() in on and (day - first).days // 7 % interval == 0
    ]
    rule = Rule(Every.WEEK, interval, weekdays=frozenset((0, day) for day in on), week_begins=begins)
    assert list(days(rule, start, start, start + timedelta(days=999), lambda _: None)) == by_hand


@pytest.mark.parametrize(
    ("rule", "least"),
    [
        (Rule(Every.DAY, months=frozenset({2}), month_days=frozenset({30})), 0),
        (Rule(Every.YEAR, 4, frozenset({2}), frozenset({29})), 0),
        (Rule(Every.DAY), 800),
        (Rule(Every.WEEK, weekdays=frozenset({(0, 0)})), 800),
    ],
)
def test_what_lies_behind_is_passed_over(rule: Rule, least: int) -> None:
    """Two thousand years before the first day that matters cost no step, and a rule that never comes ends."""
    looked: list[int] = []
    found = list(days(rule, date(1, 1, 1), date(2026, 1, 1), date(2028, 4, 1), looked.append))
    assert least <= sum(looked) <= 5 * 366
    assert all(day.year in (2026, 2027, 2028) for day in found)


def test_a_counted_rule_is_walked_from_its_start_and_asks_for_each_day() -> None:
    class Enough(Exception):
        pass

    left = 10_000

    def spend(number: int) -> None:
        nonlocal left
        left -= number
        if left < 0:
            raise Enough

    with pytest.raises(Enough):
        list(days(Rule(Every.DAY, count=10**9), date(1, 1, 1), date(2026, 1, 1), date(2028, 1, 1), spend))


def test_the_last_days_of_the_calendar_end_a_rule() -> None:
    for every in Every:
        found = list(days(Rule(every), date(9999, 12, 25), date(1, 1, 1), date.max, lambda _: None))
        assert found[0] == date(9999, 12, 25)
    assert list(days(Rule(Every.WEEK), date(1, 1, 3), date(1, 1, 1), date(1, 1, 20), lambda _: None)) == [
        date(1, 1, day) for day in (3, 10, 17)
    ]
