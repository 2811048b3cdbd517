"""Hourly levels of a series: from points of any kind, and what stands in gaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.short_term.hours import MOST_WEEKS, Hours, hours_of, moves, without_gaps
from mainstay.domain.signal import Samples

HOUR = 3_600
NOW = 1_700_000_000 // HOUR * HOUR


def samples(times: list[int], values: list[float]) -> Samples:
    return Samples(np.array(times, dtype=np.int64), np.array(values, dtype=np.float64))


def test_an_hour_is_the_mean_of_its_points_in_any_order_and_what_is_no_number_is_a_gap() -> None:
    times = [NOW - 60, NOW - 2 * HOUR, NOW - 120, NOW - 3 * HOUR, NOW + 60]
    found = hours_of(samples(times, [4.0, np.nan, 2.0, 7.0, 99.0]), NOW)
    assert (found.start, found.until) == (NOW - 3 * HOUR, NOW)
    assert found.levels.tolist() == pytest.approx([7.0, np.nan, 3.0], nan_ok=True)


def test_nothing_gives_no_hours() -> None:
    assert len(hours_of(samples([], []), NOW).levels) == 0
    assert len(hours_of(samples([NOW - 5], [np.inf]), NOW).levels) == 0


def test_what_lies_long_before_is_not_looked_at() -> None:
    found = hours_of(samples([60, NOW - HOUR], [1.0, 2.0]), NOW)
    assert found.levels.tolist() == [2.0]
    every = list(range(NOW - 100 * 24 * HOUR, NOW, HOUR))
    assert len(hours_of(samples(every, [1.0] * len(every)), NOW).levels) == MOST_WEEKS * 168


def test_gaps_are_filled_by_what_that_hour_usually_is() -> None:
    hours = np.arange(4 * 168)
    whole = np.where(hours % 24 < 8, 1.0, 5.0) + np.where(hours // 24 % 7 > 4, 10.0, 0.0)
    levels = whole.copy()
    levels[100:180] = np.nan
    levels[-30:] = np.nan
    levels[:5] = np.nan
    assert without_gaps(levels) == pytest.approx(whole)


def test_a_gap_after_which_the_level_is_another_one_goes_from_one_to_the_other() -> None:
    levels = np.concatenate([np.full(400, 1.0), np.full(20, np.nan), np.full(400, 3.0)])
    found = without_gaps(levels)[400:420]
    assert ((found >= 1) & (found <= 3)).all()


def test_all_gaps_are_zeros() -> None:
    assert without_gaps(np.full(30, np.nan)).tolist() == [0.0] * 30


@given(st.lists(st.one_of(st.floats(-1e150, 1e150), st.just(float("nan")))))
def test_nothing_is_a_gap_afterwards_and_what_was_there_stays(values: list[float]) -> None:
    levels = np.array(values, dtype=np.float64)
    found = without_gaps(levels)
    there = np.isfinite(levels)
    assert np.isfinite(found).all()
    assert (found[there] == levels[there]).all()


def test_it_moves_by_its_mean_change_from_a_day_before() -> None:
    assert moves(Hours(NOW, np.arange(72.0) / 12)) == pytest.approx(2.0)
    assert moves(Hours(NOW, np.where(np.arange(72) % 5, np.arange(72.0) / 12, np.nan))) == pytest.approx(2.0)
    # What does not move, or is too short to tell, is compared as it is.
    assert moves(Hours(NOW, np.ones(72))) == 1.0
    assert moves(Hours(NOW, np.arange(20.0))) == 1.0
