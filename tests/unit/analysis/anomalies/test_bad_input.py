"""Series that nobody meant to be looked at: nothing breaks, and nothing is made of nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mainstay.analysis.anomalies.judging import judged, news
from mainstay.analysis.anomalies.telling import Looked, look_at
from mainstay.domain.anomaly import AnomalyKind
from mainstay.domain.signal import Samples
from tests.unit.analysis.anomalies.worlds import A_DAY, BEGAN, DAY, REQUESTS, STEP, days, found, points

COUNT = 14 * A_DAY
TIMES = BEGAN + np.arange(COUNT, dtype=np.int64) * STEP


@pytest.mark.parametrize(
    "values",
    [np.zeros(COUNT), np.full(COUNT, 1e-300), np.full(COUNT, 0.1 + 0.2), np.full(COUNT, -1e149)],
    ids=["zero", "tiny", "rounded", "large"],
)
def test_what_never_moves_is_usual(values: np.ndarray) -> None:
    assert found(Samples(TIMES, values)) == []


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e200])
def test_what_is_no_number_is_passed_over(value: float) -> None:
    looked = Looked()
    look_at(looked, REQUESTS, Samples(TIMES, np.full(COUNT, value)), BEGAN, int(TIMES[-1]))
    assert (looked.series, looked.too_short, looked.anomalies) == (1, 1, [])
    samples = days(14)
    samples.values[::7] = value
    assert found(samples) == []


@pytest.mark.parametrize("count", [0, 1, 2, 5, 99, A_DAY])
def test_what_is_too_short_is_counted_as_that(count: int) -> None:
    looked = Looked()
    samples = days(2)
    few = Samples(samples.times[:count], samples.values[:count])
    look_at(looked, REQUESTS, few, BEGAN, BEGAN + max(0, count - 1) * STEP)
    assert (looked.series, looked.too_short, looked.anomalies) == (1, 1, [])


def test_the_first_other_value_ever_is_told() -> None:
    values = np.full(COUNT, 7.0)
    values[-50] = 8.0
    (one,) = found(Samples(TIMES, values))
    assert (one.kind, one.value, one.usually, one.spreads) == (AnomalyKind.SPIKE, 8.0, 7.0, None)


def test_order_and_repeats_do_not_matter() -> None:
    samples = days(14)
    samples.values[13 * A_DAY + 150] += 300
    order = np.random.default_rng(1).permutation(np.repeat(np.arange(COUNT), 2))
    assert found(Samples(samples.times[order], samples.values[order])) == found(samples)


def test_a_cadence_that_changes_is_followed() -> None:
    fine, coarse = days(14, step=60), days(14)
    half = BEGAN + 7 * DAY
    for first, second in ((fine, coarse), (coarse, fine)):
        early, late = first.times < half, second.times >= half
        mixed = Samples(
            np.concatenate([first.times[early], second.times[late]]),
            np.concatenate([first.values[early], second.values[late]]),
        )
        assert found(mixed) == []
        mixed.values[-100] += 400
        assert [one.kind for one in found(mixed)] == [AnomalyKind.SPIKE]


def test_behind_a_hole_of_a_week_nothing_is_made_up() -> None:
    samples = days(28)
    kept = (samples.times < BEGAN + 14 * DAY) | (samples.times >= BEGAN + 21 * DAY)
    assert found(Samples(samples.times[kept], samples.values[kept])) == []
    (hole,) = found(Samples(samples.times[kept], samples.values[kept]), since=BEGAN + 20 * DAY)
    assert (hole.kind, hole.until) == (AnomalyKind.SILENCE, BEGAN + 21 * DAY)


def test_a_million_points_are_judged() -> None:
    samples = days(3_473)
    assert len(samples.times) > 1_000_000
    samples.values[-10] += 400
    # Quadratic work would take hours.
    assert [one.kind for one in found(samples)] == [AnomalyKind.SPIKE]


@settings(max_examples=60, deadline=None)
@given(
    arrays.arrays(np.int64, st.integers(0, 400), elements=st.integers(-(1 << 62), 1 << 62)),
    st.data(),
)
def test_whatever_comes_nothing_breaks(times: np.ndarray, data: st.DataObject) -> None:
    values = data.draw(arrays.arrays(np.float64, len(times), elements=st.floats(width=64)))
    looked = Looked()
    look_at(looked, REQUESTS, Samples(times, values), BEGAN - DAY, BEGAN)
    assert looked.series == 1
    assert all(np.isfinite(one.surprise) for one in looked.anomalies)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_whatever_a_week_of_values_is_its_surprise_is_a_number(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 7 * 48))
    values = data.draw(arrays.arrays(np.float64, count, elements=st.floats(-1e140, 1e140)))
    judgement = judged(points(Samples(BEGAN + np.arange(count, dtype=np.int64) * 1_800, values)))
    assert np.isfinite(judgement.surprise).all()
    assert (news(judgement) <= judgement.surprise).all()
