"""Rates of counters: never below 0, whole through resets, and none of what nobody saw."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.forecasting.rates import as_rate, counts_up, rates_of
from mainstay.domain.signal import Limit, Samples, Side, Signal

SIGNAL = Signal("shop", 'jobs_total{queue="a"}', "service:shop", "jobs done", "metric", "1")


def samples(*points: tuple[int, float]) -> Samples:
    times, values = zip(*points, strict=True) if points else ((), ())
    return Samples(np.array(times, np.int64), np.array(values, np.float64))


def told(found: Samples) -> list[tuple[int, float]]:
    return list(zip(found.times.tolist(), found.values.tolist(), strict=True))


def test_a_rate_is_what_grew_a_second() -> None:
    assert told(rates_of(samples((60, 100), (120, 160), (180, 190)))) == [(120, 1.0), (180, 0.5)]


def test_a_count_below_the_one_before_began_anew_at_0() -> None:
    assert told(rates_of(samples((60, 100), (120, 160), (180, 30), (240, 30)))) == [
        (120, 1.0),
        (180, 0.5),
        (240, 0.0),
    ]


@pytest.mark.parametrize("points", [(), ((60, 5.0),), ((60, math.nan), (120, 5.0)), ((60, -3.0), (120, 5.0))])
def test_of_the_first_point_nothing_is_known(points: tuple[tuple[int, float], ...]) -> None:
    assert told(rates_of(samples(*points))) == []


def test_what_was_counted_while_nobody_looked_is_no_rate() -> None:
    before = [(60 * at, float(at)) for at in range(20)]
    after = [(100_000 + 60 * at, float(at)) for at in range(20)]
    found = rates_of(samples(*before, *after))
    assert len(found.times) == 38
    assert 100_000 not in found.times.tolist()


def test_order_and_points_that_come_twice_make_no_difference() -> None:
    found = rates_of(samples((180, 190), (60, 100), (120, 999), (120, 160)))
    assert told(found) == [(120, 1.0), (180, 0.5)]


def test_hourly_resets_leave_the_rate_as_it_is() -> None:
    # A counter that grows by one a second, looked at each minute, and put back to 0 each hour.
    found = rates_of(samples(*((60 * at, float(60 * (at % 60))) for at in range(1, 3_000))))
    rates = found.values
    assert np.count_nonzero(rates == 1.0) >= 0.98 * len(rates)
    assert set(rates.tolist()) <= {0.0, 1.0}


@given(
    st.lists(
        st.tuples(
            st.integers(-(1 << 40), 1 << 40),
            st.one_of(st.floats(allow_nan=True, allow_infinity=True), st.sampled_from([0.0, 1.0, 1e149])),
        ),
        max_size=60,
    )
)
def test_no_rate_is_below_0_or_no_number(points: list[tuple[int, float]]) -> None:
    found = rates_of(samples(*points))
    assert (found.values >= 0).all()
    assert np.isfinite(found.values).all()
    assert (np.diff(found.times) > 0).all()
    assert len(found.times) <= max(0, len(points) - 1)


@given(st.lists(st.integers(0, 1_000), min_size=2, max_size=100), st.data())
def test_all_that_was_counted_is_found_again(steps: list[int], data: st.DataObject) -> None:
    """Of a counter that begins anew, what it counted behind each beginning is the whole of its growth."""
    count, points, grown = 0, [], 0
    for at, step in enumerate(steps):
        anew = at > 0 and data.draw(st.booleans())
        # What is counted up to the old level before anybody looks cannot be told from growth; such resets are left out.
        if anew and step < count:
            count = 0
        count += step
        grown += step if at else 0
        points.append((60 * at, float(count)))
    assert float(np.sum(rates_of(samples(*points)).values)) * 60 == pytest.approx(grown)


def test_what_is_named_so_and_seldom_falls_counts_up() -> None:
    rising = samples(*((60 * at, float(at % 60)) for at in range(300)))
    daily = samples(*((86_400 * at, float(100 + at * at % 101)) for at in range(100)))
    assert counts_up(SIGNAL, rising)
    assert not counts_up(SIGNAL, daily)
    assert not counts_up(SIGNAL, samples((0, -1.0), (60, 5.0)))
    assert not counts_up(Signal("a", "jobs", "s", "jobs", "metric"), rising)


def test_the_signal_says_that_it_is_a_rate() -> None:
    limit = Limit(5.0, Side.ABOVE, "given")
    assert (as_rate(SIGNAL).unit, as_rate(SIGNAL).what) == ("1/s", "jobs done a second")
    assert as_rate(Signal("s", "k", "s", "w", "m", "B"), limit).unit == "B/s"
    assert as_rate(SIGNAL, limit).limit == limit
