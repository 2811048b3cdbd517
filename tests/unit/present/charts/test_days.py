"""Ticks of days: few, apart, and the present always among them."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.present.charts.days import ahead, around

DAY = 86_400
NOW = int(datetime(2026, 11, 22, tzinfo=UTC).timestamp())


def test_ahead_begins_today_and_goes_in_weeks() -> None:
    assert [tick.name for tick in ahead(90)] == ["today", "2 wk", "4 wk", "6 wk", "8 wk", "10 wk", "12 wk"]
    assert [tick.name for tick in ahead(7)] == ["today", "1 d", "2 d", "3 d", "4 d", "5 d", "6 d", "1 wk"]
    assert ahead(14)[-1].place == 1


@given(st.integers(1, 4_000))
def test_ahead_never_leaves_the_axis(days: int) -> None:
    ticks = ahead(days)
    assert all(0 <= tick.place <= 1 for tick in ticks)
    assert [tick.place for tick in ticks] == sorted({tick.place for tick in ticks})
    if days <= 7 * 91:
        assert len(ticks) <= 8


def test_months_are_named_where_there_are_many_and_the_year_where_it_begins() -> None:
    ticks = around(NOW - 84 * DAY, NOW + 90 * DAY, NOW)
    assert [tick.name for tick in ticks] == ["Sep", "Oct", "Nov", "today", "2027", "Feb"]


def test_a_few_weeks_are_told_from_the_present() -> None:
    ticks = around(NOW - 14 * DAY, NOW + 14 * DAY, NOW, "its end")
    assert [tick.name for tick in ticks] == ["−2 wk", "−1 wk", "its end", "+1 wk", "+2 wk"]


@pytest.mark.parametrize("span", [0, -5])
def test_no_time_at_all_has_the_present_alone(span: int) -> None:
    assert [tick.name for tick in around(NOW, NOW + span, NOW)] == ["today"]


@given(st.integers(0, 4_000), st.integers(1, 4_000), st.integers(0, 4_000_000_000))
def test_names_never_touch(past: int, to_come: int, now: int) -> None:
    ticks = around(now - past * DAY, now + to_come * DAY, now)
    assert "today" in [tick.name for tick in ticks]
    assert all(0 <= tick.place <= 1 for tick in ticks)
    assert all(after.place - before.place >= 0.0749 for before, after in pairwise(ticks))
