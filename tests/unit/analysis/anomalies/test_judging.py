"""Points are judged by what came before them alone, and a series by its own past."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.anomalies.judging import UNUSUAL, Judged, judged, news
from mainstay.analysis.anomalies.sizes import Scale, trailing
from mainstay.analysis.anomalies.tails import ENOUGH, surprises
from mainstay.analysis.anomalies.usual import usual
from mainstay.analysis.rollups.points import Points
from mainstay.domain.signal import Samples
from tests.unit.analysis.anomalies.worlds import A_DAY, DAY, STEP, days, points


def upto(samples: Samples, count: int) -> Points:
    return points(Samples(samples.times[:count], samples.values[:count]))


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 8 * A_DAY), st.integers(0, 50))
def test_a_point_is_judged_alike_whatever_comes_after_it(count: int, seed: int) -> None:
    samples = days(8, seed)
    whole, begun = judged(points(samples)), judged(upto(samples, count))
    np.testing.assert_array_equal(begun.surprise, whole.surprise[:count])
    np.testing.assert_array_equal(begun.usual, whole.usual[:count])
    np.testing.assert_array_equal(news(begun), news(whole)[:count])


def test_usual_is_the_median_of_this_time_on_the_days_before() -> None:
    samples = days(5, noise=0)
    samples.values[A_DAY : 2 * A_DAY] += 1_000
    found = usual(points(samples))
    assert np.isnan(found.middle[: A_DAY - 2]).all()
    # Of three days before one was far off.
    np.testing.assert_allclose(found.middle[4 * A_DAY :], samples.values[4 * A_DAY :], rtol=1e-9)


def test_usual_knows_the_day_of_the_week() -> None:
    samples = days(29, noise=0)
    weekend = (samples.times // DAY) % 7 >= 5
    samples.values[weekend] /= 4
    found = usual(points(samples))
    last_week = slice(-7 * A_DAY, None)
    np.testing.assert_allclose(found.middle[last_week], samples.values[last_week], rtol=1e-9)


def test_a_series_is_looked_up_by_time_where_points_are_missing() -> None:
    samples = days(6, noise=0)
    kept = np.random.default_rng(3).random(len(samples.times)) > 0.2
    thin = Samples(samples.times[kept], samples.values[kept])
    found = usual(points(thin)).middle
    late = thin.times >= thin.times[0] + 2 * DAY
    assert np.isfinite(found[late]).mean() > 0.99
    # A neighbour ten minutes away stands for a missing point.
    assert np.nanmax(np.abs(found[late] - thin.values[late])) < 5


def test_who_jumps_each_day_is_not_told_each_day() -> None:
    jumping = days(28)
    chance = np.random.default_rng(4)
    for day in range(28):
        jumping.values[day * A_DAY + int(chance.integers(A_DAY))] += 300 * chance.uniform(0.7, 1.3)
    told = news(judged(points(jumping))) >= UNUSUAL
    assert told.reshape(28, A_DAY)[14:].any(axis=1).sum() <= 5
    once = days(28)
    once.values[27 * A_DAY + 100] += 300
    jumping.values[27 * A_DAY + 100] += 300
    first, again = (judged(points(one)).surprise[27 * A_DAY + 100] for one in (once, jumping))
    assert first > 2 * again


def test_what_was_reached_before_is_as_surprising_as_it_is_rare() -> None:
    sizes = np.zeros(1_000)
    sizes[100:900:200] = 50.0
    sizes[950], sizes[990] = 40.0, 500.0
    found = surprises(sizes, 1e-6, 8)
    # Four of some 950 went as far.
    assert found[950] == pytest.approx(np.log(950 / 4), abs=0.1)
    assert found[990] > found[950] + 0.3


def test_what_goes_on_is_news_once_and_again_when_it_becomes_worse() -> None:
    samples = days(14)
    samples.values[12 * A_DAY : 12 * A_DAY + 60] += 150
    told = np.flatnonzero(news(judged(points(samples))) >= UNUSUAL)
    # It grows over the scales until all of them have seen it.
    assert told[0] == 12 * A_DAY
    assert told[-1] < 12 * A_DAY + 30
    assert len(told) <= 10
    samples = days(14)
    samples.values[12 * A_DAY : 12 * A_DAY + 60] += 35
    samples.values[12 * A_DAY + 40 : 12 * A_DAY + 60] += 3_000
    again = np.flatnonzero(news(judged(points(samples))) >= UNUSUAL)
    assert (again >= 12 * A_DAY + 40).any()


def test_news_fades() -> None:
    times = np.arange(3, dtype=np.int64) * 3 * DAY
    made = Judged(Points(times, np.zeros(3), 0), np.zeros(3), np.zeros((5, 3)), np.array([10.0, 10.0, 0.0]))
    assert news(made).tolist() == [10, 10, 0]
    at_once = Judged(
        Points(np.arange(4, dtype=np.int64), np.zeros(4), 0),
        np.zeros(4),
        np.zeros((5, 4)),
        np.array([9.0, 10.5, 11.5, 9.0]),
    )
    assert news(at_once).tolist() == [9, 0, 11.5, 0]


def test_only_what_is_asked_for_is_judged_and_judged_alike() -> None:
    samples = days(10)
    since = int(samples.times[8 * A_DAY])
    whole, late = judged(points(samples)), judged(points(samples), since)
    np.testing.assert_array_equal(whole.surprise[8 * A_DAY :], late.surprise[8 * A_DAY :])


def test_surprise_is_the_share_of_the_past_that_lies_so_far_out() -> None:
    chance = np.random.default_rng(5)
    sizes = np.abs(chance.standard_normal(20_000))
    found = surprises(sizes, 1e-9, 288)
    assert (found[:ENOUGH] == 0).all()
    # Two in a hundred lie in the tail, and those are a surprise of at least the logarithm of 50.
    late = found[5_000:]
    assert np.mean(late > 0) == pytest.approx(0.02, abs=0.005)
    assert late[late > 0].min() >= np.log(50) - 0.1
    # The tail of a normal distribution is lighter than the one that is laid through it.
    assert all(np.mean(late >= nats) <= np.exp(-nats) for nats in (5.0, 6.0, 7.0))


def test_a_scale_that_nothing_is_known_of_surprises_nobody() -> None:
    assert (surprises(np.full(500, np.nan), 1.0, 288) == 0).all()
    sizes = np.ones(500)
    sizes[::2] = np.nan
    sizes[401] = 100
    assert surprises(sizes, 0.1, 288)[401] > UNUSUAL


def test_means_are_of_what_came_before() -> None:
    assert trailing(np.array([4.0, 8.0, 0.0]), 2).tolist() == [4, 6, 4]
    assert trailing(np.empty(0), 3).tolist() == []
    large = 1e12 + np.array([0.0, 1.0, 2.0])
    assert (trailing(large, 1) - 1e12).tolist() == [0, 1, 2]


def test_slow_and_small_is_seen_over_hours() -> None:
    samples = days(14)
    begin = 12 * A_DAY + 100
    samples.values[begin : begin + 72] += 12
    found = judged(points(samples))
    peak = begin + int(found.surprise[begin : begin + 100].argmax())
    assert found.surprise[peak] > UNUSUAL
    # No single point of it tells: the noise has a sigma of 5.
    assert found.parts[Scale.POINT, peak] < UNUSUAL
    assert STEP * 72 == 6 * 3_600
