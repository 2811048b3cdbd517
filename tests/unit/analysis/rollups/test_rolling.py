"""Days rolled up from raw points: right, whatever comes, and the same whole and in parts."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.rollups.rolling import Rolled, merged, numbers_of, only, part, rolled
from mainstay.domain.signal import Samples

BEGAN = 20_000 * DAY
SPAN = 4 * DAY
MOMENTS = st.integers(BEGAN, BEGAN + SPAN)
POINTS = st.lists(st.tuples(st.integers(BEGAN, BEGAN + SPAN - 1), st.integers(-1_000, 1_000)), max_size=60)


def samples(points: list[tuple[int, float]]) -> Samples:
    times = np.array([time for time, _ in points], dtype=np.int64)
    return Samples(times, np.array([value for _, value in points], dtype=np.float64))


def between(points: list[tuple[int, int]], since: int, until: int) -> Rolled:
    return rolled(samples([one for one in points if since <= one[0] < until]), since, until, BEGAN + 9 * DAY)


def same(one: Rolled, other: Rolled) -> bool:
    for name in ("first", "begins", "ends", "sums", "numbers", "lowest", "highest", "passed_over"):
        if not np.array_equal(getattr(one, name), getattr(other, name)):
            return False
    return all(
        np.array_equal(getattr(one.bins, each.name), getattr(other.bins, each.name))
        for each in fields(one.bins)
    )


@given(POINTS, st.lists(MOMENTS, min_size=3, max_size=3))
def test_two_parts_merged_are_the_whole(points, ends: list[int]) -> None:
    a, b, c = sorted(ends)
    whole = between(points, a, c)
    assert same(merged(between(points, a, b), between(points, b, c)), whole) or a == c
    assert same(merged(between(points, b, c), between(points, a, b)), whole) or a == c


@given(POINTS, st.data())
def test_what_has_more_of_the_points_stays_and_the_same_twice_changes_nothing(points, data) -> None:
    points = list(dict(points).items())
    whole = between(points, BEGAN, BEGAN + SPAN)
    assert same(merged(whole, whole), whole)
    some = data.draw(st.lists(st.sampled_from(points), unique=True)) if points else []
    less = between(some, BEGAN, data.draw(MOMENTS))
    assert same(merged(less, whole), whole)
    assert same(merged(whole, less), whole)
    assert same(merged(merged(less, whole), less), whole)


@given(POINTS, st.randoms(use_true_random=False))
def test_order_and_doubles_change_nothing_and_the_later_of_two_counts(points, chance) -> None:
    last = dict(points)
    shuffled = list(last.items())
    chance.shuffle(shuffled)
    found = between([*((time, 0) for time in last), *shuffled], BEGAN, BEGAN + SPAN)
    assert same(found, between(points, BEGAN, BEGAN + SPAN))


def test_the_numbers_of_a_day_are_those_of_its_points() -> None:
    times = np.arange(BEGAN, BEGAN + 2 * DAY, 60, dtype=np.int64)
    values = np.random.default_rng(1).lognormal(3, 0.5, len(times))
    kept = (times - BEGAN < 5 * HOUR) | (times - BEGAN >= 8 * HOUR)
    found = numbers_of(rolled(Samples(times[kept], values[kept]), BEGAN, BEGAN + 2 * DAY, BEGAN + 2 * DAY))
    for day in range(2):
        of = values[kept & (times // DAY == 20_000 + day)]
        assert found.highest[day] == of.max()
        assert found.lowest[day] == of.min()
        assert found.count[day] == len(of)
        assert found.median[day] == pytest.approx(np.quantile(of, 0.5), rel=1 / 32)
        assert found.p95[day] == pytest.approx(np.quantile(of, 0.95), rel=1 / 32)
        assert found.mean[day] == pytest.approx(of.reshape(-1, 60).mean(axis=1).mean())
    assert found.missing.tolist() == [3, 0]


def test_a_burst_counts_as_its_hour_and_no_more() -> None:
    burst = [(BEGAN + second, 100.0) for second in range(3_600)]
    found = numbers_of(rolled(samples([*burst, (BEGAN + 5 * HOUR, 0.0)]), BEGAN, BEGAN + DAY, BEGAN + DAY))
    assert found.mean[0] == 50.0
    assert found.missing[0] == 22


@pytest.mark.parametrize("value", [0.0, -7.25, 1_800_000_000.0, 1e149, -1e-300])
def test_what_never_changes_is_told_exactly(value: float) -> None:
    told = numbers_of(
        rolled(samples([(BEGAN + 60 * one, value) for one in range(99)]), BEGAN, BEGAN + DAY, BEGAN + DAY)
    )
    for name in ("mean", "median", "p95", "highest", "lowest"):
        assert getattr(told, name)[0] == pytest.approx(value, rel=1e-14, abs=0), name


def test_what_cannot_be_computed_with_is_passed_over_and_counted() -> None:
    now = BEGAN + DAY - 1
    bad = [np.nan, np.inf, -np.inf, 1e151]
    points = [
        *((BEGAN + one, value) for one, value in enumerate(bad)),
        (now + 1, 5.0),
        (BEGAN - 1, 5.0),
        (BEGAN + 9, 5.0),
    ]
    found = rolled(samples(points), BEGAN, BEGAN + 10 * DAY, now)
    assert found.passed_over == 6
    assert (len(found.ends), found.ends[0], found.counts.tolist()) == (1, now + 1, [1])


def test_nothing_at_all_is_no_day() -> None:
    none = samples([])
    for since, until in ((BEGAN, BEGAN), (BEGAN + 9, BEGAN), (BEGAN + DAY, BEGAN + 2 * DAY)):
        assert len(rolled(none, since, until, BEGAN).ends) == 0
    empty = numbers_of(rolled(none, BEGAN, BEGAN + DAY, BEGAN + DAY))
    assert (empty.count.tolist(), empty.missing.tolist()) == ([0], [24])
    assert np.isnan([empty.mean, empty.median, empty.p95, empty.highest, empty.lowest]).all()
    assert len(rolled(samples([(0, 1.0)]), -(10**12), 10**9, 10**9).ends) <= 1_101


@given(POINTS, st.integers(-2, 6), st.integers(-2, 6))
def test_days_are_cut_and_left_out(points, since: int, until: int) -> None:
    whole = between(points, BEGAN, BEGAN + SPAN)
    found = part(whole, 20_000 + since, 20_000 + until)
    days = np.arange(20_000, 20_004)
    chosen = (days >= 20_000 + since) & (days < 20_000 + until)
    assert found.counts.tolist() == whole.counts[chosen].tolist()
    assert numbers_of(found).p95.tolist() == pytest.approx(
        numbers_of(whole).p95[chosen].tolist(), nan_ok=True
    )
    assert only(whole, chosen).counts.tolist() == np.where(chosen, whole.counts, 0).tolist()
    rest = only(whole, ~chosen)
    assert same(merged(only(whole, chosen), rest), whole)
