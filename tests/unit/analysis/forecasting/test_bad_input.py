"""Bad input, the whole way from points to forecasts: each is told what it is, and the others are forecast as ever."""

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.forecasting.days import DAY, days_of
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.signal import Limit, Samples, Side, Signal

NOW = 1_800_000_000
HOUR = 3_600
END = NOW - NOW % HOUR
SIGNAL = Signal(
    "file", "bad", "host:web1", "disk used", "disk", "B", limit=Limit(160.0, Side.ABOVE, "its own size")
)
LIMIT = 160.0


def hours(days: float = 84) -> np.ndarray:
    return np.arange(END - int(days * 24) * HOUR, END, HOUR, dtype=np.int64)


def growing(times: np.ndarray, seed: int = 1) -> np.ndarray:
    """Give what rises by 0.5 a day, to 140 at the end: it passes 160 in 40 days."""
    noise = np.random.default_rng(seed).normal(0, 1, len(times))
    return np.asarray(140 + 0.5 * (times - END) / DAY + noise)


def flat(times: np.ndarray) -> np.ndarray:
    return np.asarray(120 + np.random.default_rng(2).normal(0, 1, len(times)))


GOOD = [
    (replace(SIGNAL, key=f"good-{seed}"), Samples(hours(), growing(hours(), seed))) for seed in range(3, 15)
]


def told(samples: Samples, limit: float | None = LIMIT, side: Side = Side.ABOVE) -> Forecast:
    """Forecast a bad series in the midst of good ones, and see that they are forecast as they are without it."""
    alone = forecasts([(signal, days_of(points, NOW)) for signal, points in GOOD], NOW)
    signal = replace(SIGNAL, limit=None if limit is None else Limit(limit, side, "somebody"))
    batch = [*GOOD[:5], (signal, samples), *GOOD[5:]]
    found = forecasts([(one, days_of(points, NOW)) for one, points in batch], NOW)
    others = [*found[:5], *found[6:]]
    for one, other in zip(others, alone, strict=True):
        assert one.verdict is other.verdict is Verdict.CROSSES
        assert abs(one.at - other.at) <= 3 * DAY
        assert one.signal == other.signal
    sound(found[5])
    return found[5]


def sound(one: Forecast) -> None:
    """See that nothing that is told is no number, and that moments and chances come in their order."""
    numbers = [one.was, one.level, one.slope, one.error, *one.chances]
    if one.step is not None:
        numbers += [one.step.height, one.step.factor]
    if one.course is not None:
        numbers += [*one.course.past, *one.course.middle, *one.course.low, *one.course.high]
        assert all(low <= high for low, high in zip(one.course.low, one.course.high, strict=True))
    assert all(number is None or np.isfinite(number) for number in numbers)
    assert all(0 <= chance <= 1 for chance in one.chances)
    assert list(one.chances) == sorted(one.chances)
    if one.at:
        assert 0 < one.early <= one.at and (one.late == 0 or one.at <= one.late)
    assert (one.verdict is Verdict.CROSSES) == bool(one.at)


def near(one: Forecast, days: float = 40, off: float = 6) -> bool:
    return one.verdict is Verdict.CROSSES and abs((one.at - END) / DAY - days) <= off


def samples(times: np.ndarray, values: np.ndarray) -> Samples:
    return Samples(np.asarray(times, dtype=np.int64), np.asarray(values, dtype=np.float64))


def test_what_is_good_is_told() -> None:
    assert near(told(samples(hours(), growing(hours()))))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_nothing_and_next_to_nothing(count: int) -> None:
    found = told(samples(hours()[-count:] if count else hours()[:0], np.ones(count)))
    assert found.verdict is (Verdict.TOO_SHORT if count else Verdict.UNUSABLE)
    assert found.reason and found.course is None


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_no_numbers_at_all(value: float) -> None:
    found = told(samples(hours(), np.full(len(hours()), value)))
    assert (found.verdict, found.reason) == (Verdict.UNUSABLE, "it has no points that are numbers")


@pytest.mark.parametrize("value", [0.0, 120.0, -3.0, 1e-300, 159.999])
def test_what_never_moves_stays(value: float) -> None:
    found = told(samples(hours(), np.full(len(hours()), value)))
    assert (found.verdict, found.slope, found.level) == (Verdict.STAYS, 0.0, value)
    assert max(found.chances) == 0


def test_half_of_it_no_numbers_or_beyond_all_measure() -> None:
    values = growing(hours())
    values[::4], values[1::8], values[5::16] = np.nan, np.inf, -1e300
    assert near(told(samples(hours(), values)))


def test_out_of_order_and_twice() -> None:
    order = np.random.default_rng(5).permutation(2 * len(hours())) % len(hours())
    assert near(told(samples(hours()[order], growing(hours())[order])))


def test_twice_with_other_values() -> None:
    times = np.concatenate([hours(), hours()])
    assert near(told(samples(times, np.concatenate([np.full(len(hours()), 1e6), growing(hours())]))))


def test_times_to_come() -> None:
    times = hours()
    later = np.concatenate([times, times + 400 * DAY, [2**62, NOW + 1]])
    values = np.concatenate([growing(times), np.full(len(times) + 2, 1e9)])
    assert near(told(samples(later, values)))


def test_mixed_cadence() -> None:
    coarse = np.arange(END - 84 * DAY, END - 20 * DAY, 4 * HOUR)
    fine = np.arange(END - 20 * DAY, END, 60)
    times = np.concatenate([coarse, fine])
    assert near(told(samples(times, growing(times))))


@pytest.mark.parametrize(
    "shift", [-5 * HOUR, 3 * HOUR, 30 * HOUR, -2 * 365 * DAY, -40 * 365 * DAY, 365 * DAY]
)
def test_a_clock_that_jumped_for_a_week_and_back(shift: int) -> None:
    times = hours()
    values = growing(times)
    times[800:968] += shift
    assert near(told(samples(times, values)), off=8)


def test_a_clock_that_was_years_behind_until_lately() -> None:
    times = hours()
    values = growing(times)
    times[: -20 * 24] -= 2 * 365 * DAY
    found = told(samples(times, values))
    assert found.days == 20


def test_what_lay_before_a_long_gap_does_not_count() -> None:
    times = hours(168)
    kept = (times < END - 100 * DAY) | (times >= END - 10 * DAY)
    values = np.where(times < END - 100 * DAY, 10.0, 120.0)
    found = told(samples(times[kept], values[kept]))
    assert (found.verdict, found.reason) == (Verdict.TOO_SHORT, "10 of 14 days are there")


def test_counters_that_are_reset_each_hour_do_not_grow() -> None:
    times = np.arange(END - 84 * DAY, END, 300)
    counter = (times % HOUR) / 300 * 10 + np.random.default_rng(1).random(len(times))
    found = told(samples(times, counter))
    assert found.verdict is Verdict.STAYS and not found.grows
    rates = np.where(np.diff(counter) < 0, counter[1:], np.diff(counter)) / 300
    assert told(samples(times[1:], rates)).verdict is Verdict.STAYS


def test_what_is_emptied_now_and_then_is_no_fall_for_ever() -> None:
    times = hours()
    values = 50 + ((times - times[0]) % (9 * DAY)) / DAY * 5
    found = told(samples(times, values))
    assert found.verdict in {Verdict.STAYS, Verdict.MAY_CROSS}


@pytest.mark.parametrize("limit", [140.0, 0.0, -5.0, 1.0])
def test_a_limit_that_is_passed_already(limit: float) -> None:
    found = told(samples(hours(), growing(hours()) + 5), limit)
    assert (found.verdict, found.at, found.early, found.late) == (Verdict.CROSSED, 0, 0, 0)


@pytest.mark.parametrize("limit", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("side", list(Side))
def test_a_limit_that_is_no_number_is_passed_by_nothing(limit: float, side: Side) -> None:
    found = told(samples(hours(), growing(hours())), limit, side)
    assert (found.verdict, set(found.chances)) == (Verdict.STAYS, {0.0})
    assert found.reason == "its limit is no number, so that nothing passes it"


def test_a_limit_of_zero_is_met_from_above() -> None:
    found = told(samples(hours(), 160.0 - growing(hours())), 0.0, Side.BELOW)
    assert near(found)


@pytest.mark.parametrize("factor", [1_000.0, 1_024.0, 1e6])
@pytest.mark.parametrize("ago", [50, 10])
def test_another_unit_from_a_day_on(factor: float, ago: int) -> None:
    values = growing(hours())
    values[: -ago * 24] /= factor
    found = told(samples(hours(), values))
    assert found.step is not None and found.step.factor is not None
    assert abs(found.step.factor / factor - 1) < 0.05
    assert (END - found.step.at) // DAY == ago
    assert near(found, off=10)


def test_another_unit_from_the_midst_of_a_day_on() -> None:
    values = growing(hours())
    values[: -(30 * 24 + 9)] *= 1_000
    found = told(samples(hours(), values))
    assert found.step is not None and found.step.factor == 1 / 1_000
    assert near(found, off=8)


def test_shares_that_become_percent() -> None:
    values = growing(hours()) / 2
    values[: -40 * 24] /= 100
    found = told(samples(hours(), values), 80.0)
    assert found.step is not None and found.step.factor == 100
    assert near(found)


def test_daylight_saving_moves_no_level() -> None:
    times = hours()
    local = times + np.where(times > END - 40 * DAY, HOUR, 0)
    daily = 20 * np.sin(2 * np.pi * local / DAY)
    assert near(told(samples(times, growing(times) + daily)))
    assert told(samples(local, flat(times) + daily)).verdict is Verdict.STAYS


@pytest.mark.parametrize("value", [0.0, np.nan, 1e5])
def test_an_outage_of_two_days_is_no_step(value: float) -> None:
    values = growing(hours())
    values[-30 * 24 : -28 * 24] = value
    assert near(told(samples(hours(), values)), off=8)


def test_what_ended_is_told_to_have_ended() -> None:
    found = told(samples(hours() - 5 * DAY, growing(hours())))
    assert (found.verdict, found.reason) == (Verdict.UNUSABLE, "it has ended: nothing new comes")


def test_ten_million_points_take_no_more_than_a_few_copies() -> None:
    times = np.arange(END - 10_000_000, END, dtype=np.int64)
    points = samples(times, 120 + (times - times[0]) / DAY * 0.1)
    tracemalloc.start()
    found = told(points)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.days == 112 and found.grows
    assert peak < 4 * (points.times.nbytes + points.values.nbytes)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 100 * 24) | st.integers(-(10**6), 10**6),
            st.floats(-1e6, 1e6) | st.sampled_from([np.nan, np.inf, 0.0, 1.0, 1e149, 1e200]),
        ),
        min_size=1,
        max_size=40,
    ),
    st.floats() | st.none(),
    st.sampled_from(list(Side)),
    st.lists(st.integers(0, 2 * NOW), max_size=3),
)
def test_whatever_comes_is_told_soundly(
    odd: list[tuple[int, float]], limit: float | None, side: Side, events: list[int]
) -> None:
    times = np.concatenate([hours(), END - np.array([hour for hour, _ in odd], dtype=np.int64) * HOUR])
    values = np.concatenate([flat(hours()), [value for _, value in odd]])
    signal = replace(SIGNAL, limit=None if limit is None else Limit(limit, side, "somebody"))
    for one in forecasts(
        [(signal, days_of(samples(times, values), NOW))], NOW, 90, events={"host:web1": events}
    ):
        sound(one)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([2.0**power for power in (-20, -3, 1, 10, 30)]))
def test_what_it_is_counted_in_changes_no_date(seed: int, factor: float) -> None:
    values = growing(hours(), seed)
    one, other = (
        forecasts(
            [
                (
                    replace(SIGNAL, limit=Limit(LIMIT * by, Side.ABOVE, "")),
                    days_of(samples(hours(), values * by), NOW),
                )
            ],
            NOW,
        )[0]
        for by in (1.0, factor)
    )
    assert (one.verdict, one.at, one.early, one.late) == (other.verdict, other.at, other.early, other.late)
    assert np.allclose(one.chances, other.chances, atol=0.02)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.floats(-50_000, 0))
def test_where_zero_lies_changes_no_date_by_much(seed: int, moved: float) -> None:
    # Beneath zero growth by a share has no meaning, so that only the line is left; above it, it must not matter either.
    values = growing(hours(), seed) - 1_000
    one, other = (
        forecasts(
            [
                (
                    replace(SIGNAL, limit=Limit(LIMIT - 1_000 + by, Side.ABOVE, "")),
                    days_of(samples(hours(), values + by), NOW),
                )
            ],
            NOW,
        )[0]
        for by in (0.0, moved)
    )
    assert one.verdict is other.verdict is Verdict.CROSSES
    assert abs(one.at - other.at) <= (40 if moved < -10_000 else 8) * DAY
