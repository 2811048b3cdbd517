"""Month starts and what stands for a month, a quarter and a year ago."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.health.calendar import DAY, month_starts, nearest_moments

FIRST = int(datetime(1, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC).timestamp())


def stamp(*when: int) -> int:
    return int(datetime(*when, tzinfo=UTC).timestamp())


def days(starts: tuple[int, ...]) -> list[str]:
    return [datetime.fromtimestamp(start, UTC).strftime("%Y-%m-%d") for start in starts]


@given(st.integers(FIRST, LAST), st.integers(0, 30))
def test_month_starts_are_the_last_ones_before(at: int, months: int) -> None:
    starts = month_starts(at, months)
    assert list(starts) == sorted(set(starts))
    assert len(starts) <= months
    moments = [datetime.fromtimestamp(start, UTC) for start in starts]
    for moment in moments:
        assert (moment.day, moment.hour, moment.minute, moment.second) == (1, 0, 0, 0)
    for earlier, later in pairwise(moments):
        assert (later.year * 12 + later.month) - (earlier.year * 12 + earlier.month) == 1
    if starts:
        assert 0 < at - starts[-1] <= 31 * DAY
    if datetime.fromtimestamp(at, UTC).year > 4:
        assert len(starts) == months


@pytest.mark.parametrize(
    ("at", "first", "last"),
    [
        (stamp(2024, 3, 1), "2023-03-01", "2024-02-01"),
        (stamp(2024, 3, 1) + 1, "2023-04-01", "2024-03-01"),
        (stamp(2024, 2, 29), "2023-03-01", "2024-02-01"),
        (stamp(2025, 12, 31), "2025-01-01", "2025-12-01"),
        (stamp(2025, 1, 1), "2024-01-01", "2024-12-01"),
        (0, "1969-01-01", "1969-12-01"),
        (-1, "1969-01-01", "1969-12-01"),
        (stamp(1900, 6, 15), "1899-07-01", "1900-06-01"),
        (LAST, "9999-01-01", "9999-12-01"),
    ],
)
def test_twelve_months_before(at: int, first: str, last: str) -> None:
    found = days(month_starts(at))
    assert (len(found), found[0], found[-1]) == (12, first, last)


@pytest.mark.parametrize("at", [FIRST, FIRST - 1, LAST + 1, 1 << 62, -(1 << 62)])
def test_beyond_the_calendar_there_are_no_months(at: int) -> None:
    assert month_starts(at) == ()


def test_at_the_calendars_begin_there_are_fewer() -> None:
    assert len(month_starts(stamp(2, 3, 15))) == 3


@given(
    st.lists(st.integers(0, 800 * DAY), max_size=14, unique=True).map(sorted).map(tuple),
    st.integers(0, 900 * DAY),
)
def test_the_nearest_moment_within_half_a_span(moments: tuple[int, ...], at: int) -> None:
    spans = {"a month": 30, "a quarter": 91, "a year": 365}
    found = dict(nearest_moments(moments, at))
    for name, span in spans.items():
        away = [abs(moment - (at - span * DAY)) for moment in moments]
        if away and min(away) <= span * DAY / 2:
            assert away[found[name]] == min(away)
        else:
            assert name not in found


def test_a_repository_of_two_months_has_a_month_ago_alone() -> None:
    now = stamp(2026, 3, 20)
    moments = (stamp(2026, 2, 1), stamp(2026, 3, 1))
    assert nearest_moments(moments, now) == (("a month", 1), ("a quarter", 0))
    assert nearest_moments(moments[1:], now) == (("a month", 0),)
    assert nearest_moments((), now) == ()
