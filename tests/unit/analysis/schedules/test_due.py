"""What is due of a schedule, by its rule for missed times."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.schedules.due import GRACE, MOST, MOST_COUNTED, Due, due, mark_of
from mainstay.domain.schedule import Missed, Schedule

HOURLY = Schedule("tidy", "0 * * * *", "UTC", "tidy.yaml", Missed.ONCE, 0)
NOON = int(datetime(2026, 5, 4, 12, tzinfo=UTC).timestamp())
HOUR = 3_600


def by(rule: Missed, last: int, now: int, cron: str = HOURLY.cron) -> Due:
    return due(replace(HOURLY, missed=rule, cron=cron), last, now)


@pytest.mark.parametrize("rule", Missed)
def test_a_new_one_begins_when_it_is_first_seen(rule: Missed) -> None:
    assert by(rule, 0, NOON + 5) == Due((), 0, NOON + 5, NOON + HOUR)
    assert by(rule, NOON + 5, NOON + HOUR) == Due((NOON + HOUR,), 0, NOON + HOUR, NOON + 2 * HOUR)


@pytest.mark.parametrize("rule", Missed)
def test_at_its_time_it_is_started_once(rule: Missed) -> None:
    assert by(rule, NOON - HOUR, NOON - 1) == Due((), 0, NOON - HOUR, NOON)
    assert by(rule, NOON - HOUR, NOON) == Due((NOON,), 0, NOON, NOON + HOUR)
    assert by(rule, NOON, NOON) == by(rule, NOON, NOON + 1) == Due((), 0, NOON, NOON + HOUR)
    assert by(rule, NOON - HOUR, NOON + GRACE).start == (NOON,)


def test_what_was_missed_is_passed_over_or_made_up_for() -> None:
    late = NOON + 5 * HOUR + GRACE + 1
    newest, then = NOON + 5 * HOUR, NOON + 6 * HOUR
    assert by(Missed.SKIP, NOON, late) == Due((), 5, newest, then)
    assert by(Missed.SKIP, NOON, late - 1) == Due((newest,), 4, newest, then)
    assert by(Missed.ONCE, NOON, late) == Due((newest,), 4, newest, then)
    each = tuple(NOON + at * HOUR for at in range(1, 6))
    assert by(Missed.ALL, NOON, late) == Due(each, 0, newest, then)


def test_of_very_many_the_newest_are_made_up_for() -> None:
    now = NOON + 150 * HOUR
    found = by(Missed.ALL, NOON, now)
    assert found.start == tuple(range(now - (MOST - 1) * HOUR, now + 1, HOUR))
    assert (found.passed_over, found.last) == (50, now)
    years = by(Missed.ALL, NOON - 10 * 366 * 86_400, NOON, "* * * * *")
    assert (len(years.start), years.passed_over) == (MOST, MOST_COUNTED - MOST)


@pytest.mark.parametrize("rule", Missed)
def test_a_clock_that_is_put_back_starts_nothing_twice(rule: Missed) -> None:
    back = by(rule, NOON, NOON - 3 * HOUR)
    assert back == Due((), 0, NOON, NOON + HOUR, ahead=3 * HOUR)
    assert by(rule, back.last, NOON).start == ()
    assert by(rule, back.last, NOON + HOUR).start == (NOON + HOUR,)


@pytest.mark.parametrize("rule", Missed)
def test_one_that_is_changed_is_a_new_one(rule: Missed) -> None:
    marks = {
        mark_of(HOURLY),
        mark_of(replace(HOURLY, cron="1 * * * *")),
        mark_of(replace(HOURLY, zone="Asia/Kolkata")),
    }
    assert len(marks) == 3
    assert mark_of(replace(HOURLY, cron="0  *  * * *", plan="other.yaml", missed=rule)) == mark_of(HOURLY)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(("0 * * * *", "*/20 * * * *", "30 2 * * *", "0 3 * * mon")),
    st.sampled_from(("UTC", "Europe/Berlin", "America/New_York")),
    st.lists(st.integers(-3 * HOUR, 30 * HOUR), min_size=1, max_size=12),
    st.integers(1_690_000_000, 1_800_000_000),
)
def test_however_the_clock_goes_nothing_is_started_twice_and_nothing_is_lost(
    cron: str, zone: str, leaps: list[int], began: int
) -> None:
    schedule = replace(HOURLY, cron=cron, zone=zone, missed=Missed.ALL)
    now, last, started, given_up = began, due(schedule, 0, began).last, [], 0
    for leap in leaps:
        now += leap
        found = due(schedule, last, now)
        assert not found.next_at or found.next_at > max(now, found.last)
        started, last, given_up = [*started, *found.start], found.last, given_up + found.passed_over
    assert started == sorted(set(started)) and last >= began
    whole = due(schedule, began, max(began, last))
    assert (len(started) + given_up, last) == (len(whole.start) + whole.passed_over, whole.last)
