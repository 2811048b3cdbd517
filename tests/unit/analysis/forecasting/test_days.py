"""Daily levels of raw points: any cadence, any order, whatever comes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.forecasting.days import DAY, days_of, days_of_levels
from mainstay.analysis.rollups.levels import levels
from mainstay.analysis.rollups.rolling import rolled
from mainstay.analysis.rollups.taking_in import taken_in
from mainstay.domain.rollup import HEAD, Stretch
from mainstay.domain.signal import Samples, Signal

NOW = 1_800_000_000
END = NOW - NOW % 3_600


def points(days: float, every: int, end: int = END) -> Samples:
    times = np.arange(end - int(days * DAY), end, every, dtype=np.int64)
    return Samples(times, (times - times[0]) / DAY)


@pytest.mark.parametrize("every", [15, 60, 300, 3_600, 6 * 3_600, DAY])
def test_any_cadence_gives_a_level_for_each_day(every: int) -> None:
    if every < DAY:
        found = days_of(points(30, every), NOW)
        assert len(found.levels) == 30
        assert np.allclose(np.diff(found.levels), 1.0)
        assert 0 <= END - found.until < every
    else:
        assert np.isfinite(days_of(points(30, every, END - END % DAY + 1), NOW).levels).sum() == 30


def test_mixed_cadence_counts_hours_and_not_points() -> None:
    coarse, fine = points(20, 3_600, END - DAY), points(1, 10)
    times = np.concatenate([coarse.times, fine.times])
    found = days_of(Samples(times, np.where(times % DAY < 43_200, 0.0, 2.0)), NOW)
    assert np.allclose(found.levels, 1.0)


def test_order_and_doubles_change_nothing_and_the_later_of_two_counts() -> None:
    given_ = points(20, 600)
    order = np.random.default_rng(1).permutation(len(given_.times))
    shuffled = Samples(given_.times[order], given_.values[order])
    assert np.array_equal(days_of(shuffled, NOW).levels, days_of(given_, NOW).levels)
    twice = Samples(np.repeat(given_.times, 2), np.stack([given_.values * 9, given_.values], axis=1).ravel())
    assert np.array_equal(days_of(twice, NOW).levels, days_of(given_, NOW).levels)


def test_a_day_with_too_few_hours_is_a_gap() -> None:
    given_ = points(20, 600)
    kept = (given_.times < END - 5 * DAY) | (given_.times >= END - 4 * DAY + 13 * 3_600)
    found = days_of(Samples(given_.times[kept], given_.values[kept]), NOW).levels
    assert np.flatnonzero(np.isnan(found)).tolist() == [15, 16]


def test_what_is_no_number_or_of_a_time_to_come_is_passed_over_and_counted() -> None:
    given_ = points(20, 3_600)
    values = given_.values.copy()
    values[:4] = [np.nan, np.inf, -np.inf, 1e300]
    later = np.array([NOW + 1, NOW + 10**9], dtype=np.int64)
    found = days_of(Samples(np.append(given_.times, later), np.append(values, [7.0, 7.0])), NOW)
    assert found.passed_over == 6
    assert found.until == END
    assert np.nanmax(found.levels) < 20


@pytest.mark.parametrize(
    "samples",
    [
        Samples(np.empty(0, dtype=np.int64), np.empty(0)),
        Samples(np.array([NOW - 5], dtype=np.int64), np.array([np.nan])),
        Samples(np.array([NOW + 5], dtype=np.int64), np.array([1.0])),
        Samples(np.array([-5], dtype=np.int64), np.array([1.0])),
    ],
)
def test_nothing_gives_no_days(samples: Samples) -> None:
    assert len(days_of(samples, NOW).levels) == 0


def test_one_point_is_one_day() -> None:
    found = days_of(Samples(np.array([NOW - 5], dtype=np.int64), np.array([3.0])), NOW)
    assert found.levels.tolist() == [3.0]


@given(st.lists(st.tuples(st.integers(-(10**12), 10**12), st.floats()), max_size=60))
def test_whatever_comes_gives_levels_within_what_came(pairs: list[tuple[int, float]]) -> None:
    times = np.array([time for time, _ in pairs], dtype=np.int64)
    values = np.array([value for _, value in pairs], dtype=np.float64)
    found = days_of(Samples(times, values), NOW)
    levels = found.levels[np.isfinite(found.levels)]
    assert len(found.levels) <= 1_101
    if len(levels):
        usable = values[np.isfinite(values) & (np.abs(values) < 1e150)]
        assert usable.min() - 1e-6 * abs(usable.min()) <= levels.min()
        assert levels.max() <= usable.max() + 1e-6 * abs(usable.max())


def test_days_of_what_is_kept_are_those_of_the_raw_points() -> None:
    began, now = NOW - NOW % DAY - 100 * DAY, NOW - NOW % DAY
    times = np.arange(began, now, 1_800, dtype=np.int64)
    values = np.random.default_rng(1).normal(50, 5, len(times))
    day = (times - began) // DAY
    kept = (day != 40) & ((day != 50) | (times % DAY < 8 * 3_600)) & (day != 0)
    samples = Samples(times[kept], values[kept])
    signal = Signal("host", "k", "host:a", "disk", "disk")
    rollup = taken_in(None, signal, rolled(samples, began, now, now))
    ended = taken_in(None, signal, rolled(Samples(times[day < 9], values[day < 9]), began, now, now))
    assert rollup is not None and ended is not None
    found = [
        (place, block, days)
        for place, one in enumerate((rollup, ended))
        for block, days in one.blocks.items()
    ]
    places, numbers, packed = zip(*found, strict=True)
    stretch = Stretch([rollup, ended], places, numbers, [*map(len, packed)], [one[:HEAD] for one in packed])
    first = began // DAY
    (told,) = levels([stretch], first - 30, now // DAY)
    one, other = days_of_levels(told.first, told.levels)
    wanted = days_of(samples, now)
    assert (one.start, one.until) == (wanted.start, wanted.until)
    assert np.allclose(one.levels, wanted.levels, equal_nan=True, rtol=1e-12)
    assert np.flatnonzero(np.isnan(one.levels)).tolist() == [39, 49]
    assert (other.start, other.until, len(other.levels)) == (began, began + 9 * DAY, 9)


def test_a_row_without_any_level_has_no_days() -> None:
    (none,) = days_of_levels(20_000, np.full((1, 5), np.nan))
    assert len(none.levels) == 0
    assert len(days_of_levels(20_000, np.empty((0, 5)))) == 0
