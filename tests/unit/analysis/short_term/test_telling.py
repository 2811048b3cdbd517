"""The next hours of a series, from its hourly levels to the hour in which it is beyond its limit."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstay.analysis.short_term.hours import Hours
from mainstay.analysis.short_term.telling import tell
from mainstay.domain.signal import Limit, Side

START = 1_700_000_000 // 3_600 * 3_600
COUNT = 5 * 168
CLOCK = np.arange(COUNT + 48)
NOISE = np.random.default_rng(9).normal(0, 0.3, COUNT + 48)
WHOLE = 50 + 10 * np.sin(CLOCK * 2 * np.pi / 24) + NOISE


def test_days_go_on_within_their_band() -> None:
    found = tell(Hours(START, WHOLE[:COUNT]), 48)
    assert found is not None
    assert (found.start, found.tries, found.hours, found.missing) == (START + COUNT * 3_600, 5, COUNT, 0)
    came = WHOLE[COUNT:]
    assert np.abs(np.array(found.middle) - came).mean() < 0.6
    assert np.mean((np.array(found.low) <= came) & (came <= np.array(found.high))) > 0.6
    assert found.error is not None
    assert found.profile is not None
    assert found.error <= found.profile


def test_the_hour_beyond_the_limit_is_told_and_by_the_edge_of_the_band_not_later() -> None:
    found = tell(Hours(START, WHOLE[:COUNT]), 48, limit=Limit(58.0, Side.ABOVE, "given"))
    assert found is not None
    first = int(np.argmax(WHOLE[COUNT:] > 58.0))
    assert abs((found.at - found.start) // 3_600 - 1 - first) <= 2
    assert found.start < found.early <= found.at


def test_what_was_never_below_nothing_is_not_told_to_be() -> None:
    errors = np.random.default_rng(4).gamma(0.3, 5.0, COUNT)
    found = tell(Hours(START, errors), 48)
    below = tell(Hours(START, errors - 1), 48)
    assert found is not None
    assert below is not None
    assert min(found.low) == 0
    assert min(below.low) < -1


@pytest.mark.parametrize("value", [1e9, float("nan"), float("inf")])
def test_a_limit_that_is_far_or_no_number_is_never_passed(value: float) -> None:
    found = tell(Hours(START, WHOLE[:COUNT]), 48, limit=Limit(value, Side.ABOVE, "given"))
    assert found is not None
    assert (found.at, found.early) == (0, 0)


def test_a_limit_from_below() -> None:
    found = tell(Hours(START, WHOLE[:COUNT]), 48, limit=Limit(45.0, Side.BELOW, "given"))
    assert found is not None
    assert found.at


def test_holes_are_counted_and_filled() -> None:
    levels = WHOLE[:COUNT].copy()
    levels[100:130] = np.nan
    found = tell(Hours(START, levels), 48)
    assert found is not None
    assert found.missing == 30


@pytest.mark.parametrize(
    "levels",
    [np.empty(0), np.ones(1), np.ones(335), np.full(COUNT, np.nan), np.where(CLOCK % 3, np.nan, 1.0)],
)
def test_of_too_little_nothing_is_told(levels: np.ndarray) -> None:
    assert tell(Hours(START, levels), 48) is None


def test_two_weeks_are_told_without_trials() -> None:
    found = tell(Hours(START, WHOLE[:336]), 48)
    assert found is not None
    assert (found.error, found.profile, found.tries) == (None, None, 0)
    assert (np.array(found.high) > np.array(found.low)).all()


@pytest.mark.parametrize("value", [0.0, -3.0, 1e150, 1e-300])
def test_what_never_moved_stays_with_a_band_without_width(value: float) -> None:
    found = tell(Hours(START, np.full(COUNT, value)), 48)
    assert found is not None
    assert found.middle == pytest.approx([value] * 48)
    assert found.high == pytest.approx(found.low)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.floats(-1e150, 1e150), min_size=1, max_size=40),
    st.integers(336, 700),
    st.integers(1, 168),
)
def test_whatever_comes_is_told_in_numbers(values: list[float], count: int, hours: int) -> None:
    found = tell(Hours(START, np.resize(np.array(values), count)), hours)
    assert found is not None
    assert np.isfinite([found.low, found.middle, found.high]).all()
    assert len(found.middle) == hours


def test_a_band_is_as_wide_as_the_ledger_says_and_the_limit_is_met_by_it() -> None:
    limit = Limit(62.0, Side.ABOVE, "given")
    usual, wide = (tell(Hours(START, WHOLE[:COUNT]), 48, limit=limit, widened=by) for by in (1.0, 8.0))
    assert usual is not None
    assert wide is not None
    assert (usual.widened, wide.widened, wide.middle) == (1.0, 8.0, usual.middle)
    each = zip(usual.high, wide.high, usual.middle, strict=True)
    assert all(far - middle == pytest.approx(8 * (near - middle)) for near, far, middle in each)
    assert (usual.early, bool(wide.early)) == (0, True)
