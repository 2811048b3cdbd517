"""Forecasts of many series at once: where they go, how sure, when they pass a limit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mainstay.analysis.forecasting.stage_one import LEAST_DAYS, foretell
from tests.unit.analysis.forecasting.worlds import DAYS, world

UP = np.ones(60, dtype=bool)


def limits(value: float, series: int = 60):
    return np.full(series, value)


def test_what_grows_steadily_goes_on_growing_and_passes_its_limit_when_it_must() -> None:
    found = foretell(world(slope=1.0), 28)
    assert found.trusted.all()
    assert np.abs(found.middle[:, -1] - (100 + DAYS - 1 + 28)).max() < 4
    chance = found.passed(limits(100 + DAYS - 1 + 14), UP)
    half = (chance >= 0.5).argmax(axis=1) + 1
    assert np.median(np.abs(half - 14)) <= 2
    assert chance[:, 5].max() < 0.2
    assert chance[:, -1].min() > 0.9


def test_what_does_not_grow_is_not_told_to_grow() -> None:
    found = foretell(world(noise=3.0, memory=0.8), 28)
    assert not found.trusted.any()
    assert np.abs(found.slope).max() < 0.2
    assert (found.passed(limits(115.0), UP)[:, -1] < 0.5).all()


def test_a_limit_below_is_passed_from_above() -> None:
    found = foretell(world(slope=-1.0), 28)
    below = found.passed(limits(100 - DAYS - 5), ~UP)
    assert below[:, -1].min() > 0.9
    assert found.passed(limits(100 - DAYS - 5), UP)[:, 0].min() > 0.9


@pytest.mark.parametrize("slope", [0.0, 0.5])
def test_a_band_of_80_percent_holds_about_80_percent_of_what_comes(slope: float) -> None:
    whole = world(300, DAYS + 28, slope=slope, noise=3.0, memory=0.7, weekend=8.0, seed=3)
    found = foretell(whole[:, :DAYS], 28)
    came = whole[:, DAYS:]
    inside = (came >= found.edge(0.1)) & (came <= found.edge(0.9))
    assert 0.75 <= inside.mean() <= 0.88
    assert 0.7 <= inside[:, -7:].mean() <= 0.9


def test_weekdays_go_on() -> None:
    whole = world(40, DAYS + 14, weekend=20.0)
    found = foretell(whole[:, :DAYS], 14)
    assert np.abs(found.middle - (100 - 20.0 * (np.arange(DAYS, DAYS + 14) % 7 >= 5))).max() < 4


def test_a_step_is_named_and_not_taken_for_growth() -> None:
    levels = world(40, noise=1.0)
    levels[:, 60:] += 30
    found = foretell(levels, 28)
    assert (found.steps.day == 60).mean() > 0.9
    assert np.abs(found.steps.height - 30).max() < 6
    assert np.abs(found.middle - 130).max() < 5


def test_a_step_in_a_slope_is_told_from_the_slope() -> None:
    levels = world(40, slope=0.5, noise=1.0)
    levels[:, 60:] += 10
    found = foretell(levels, 28)
    assert (found.steps.day == 60).mean() > 0.9
    assert abs(np.median(found.steps.height) - 10) < 1
    off = np.abs(found.middle[:, -1] - (110 + 0.5 * (DAYS - 1 + 28)))
    assert np.median(off) < 1 and (off < 5).mean() > 0.9


def test_growth_by_a_share_a_day_is_followed() -> None:
    time = np.arange(DAYS + 28)
    whole = 100 * np.exp(0.02 * time) * (1 + 0.01 * np.random.default_rng(4).standard_normal((50, DAYS + 28)))
    found = foretell(whole[:, :DAYS], 28)
    assert np.median(np.abs(found.middle[:, -1] / whole[:, -1] - 1)) < 0.05


def test_too_little_history_widens_and_less_is_refused() -> None:
    short, long = (foretell(world(days=days, noise=2.0), 28) for days in (LEAST_DAYS, DAYS))
    assert (short.edge(0.9) - short.edge(0.1)).mean() > 1.3 * (long.edge(0.9) - long.edge(0.1)).mean()
    with pytest.raises(ValueError, match="14 days"):
        foretell(world(days=LEAST_DAYS - 1), 28)


def test_one_series_alone_is_forecast_too() -> None:
    found = foretell(world(1, slope=1.0), 90)
    assert found.trusted.all()
    chance = found.passed(limits(100 + DAYS + 60, 1), UP[:1])[0]
    assert abs(int((chance >= 0.5).argmax()) + 1 - 61) <= 12
    assert chance[20] < 0.1


def test_the_horizon_may_be_longer_than_what_was_tried() -> None:
    found = foretell(world(noise=2.0), 90)
    width = (found.edge(0.9) - found.edge(0.1)).mean(axis=0)
    assert found.middle.shape == (60, 90)
    assert width[89] >= width[27] >= width[0]


def test_lone_outliers_and_gaps_change_little() -> None:
    calm = world(slope=1.0)
    rough = calm.copy()
    rough[:, 20:30] = np.nan
    rough[:, [5, 50, 77]] *= 10
    assert np.abs(foretell(rough, 28).middle - foretell(calm, 28).middle).max() < 6


@pytest.mark.parametrize("value", [0.0, 5.0, -1e300, 1e-300])
def test_what_never_moves_is_foretold_not_to_move(value: float) -> None:
    found = foretell(np.full((3, DAYS), value), 28)
    assert np.allclose(found.middle, value)
    assert not found.trusted.any()


def test_what_has_no_level_at_all_disturbs_no_other() -> None:
    levels = world(60, slope=1.0)
    levels[7] = np.nan
    levels[8] = np.inf
    assert np.isfinite(foretell(levels, 28).middle).all()
    kept = np.delete(foretell(levels, 28).middle, [7, 8], axis=0)
    assert np.abs(kept[:, -1] - (100 + DAYS - 1 + 28)).max() < 4


def test_what_stood_still_and_then_moved_disturbs_no_other() -> None:
    alone = world(6, noise=3.0)
    still = np.full((2, DAYS), 7.0)
    still[:, ::9] = 8.0
    still[0, -5:] = 2.0
    apart, beside = foretell(alone, 90), foretell(np.concatenate([alone, still]), 90)
    widths = [(one.edge(0.9) - one.edge(0.1))[:6, -1] for one in (apart, beside)]
    assert (widths[1] < 2 * widths[0]).all()
    assert beside.passed(limits(1_000.0, 8), UP[:8])[:6].max() < 0.05


def test_without_a_limit_there_is_no_chance() -> None:
    chance = foretell(world(), 28).passed(np.where(np.arange(60) < 30, np.nan, 200.0), UP)
    assert np.isnan(chance[:30]).all()
    assert np.isfinite(chance[30:]).all()


def test_in_which_order_series_come_changes_nothing() -> None:
    levels = world(30, slope=0.3)
    order = np.random.default_rng(2).permutation(30)
    assert np.allclose(foretell(levels, 28).middle[order], foretell(levels[order], 28).middle)


def test_the_unit_changes_nothing() -> None:
    levels = world(30, slope=0.3)
    found, thousand = foretell(levels, 28), foretell(levels * 1_000, 28)
    assert np.allclose(found.middle * 1_000, thousand.middle, rtol=1e-6)
    assert np.allclose(found.edge(0.9) * 1_000, thousand.edge(0.9), rtol=1e-6)


@given(
    arrays.arrays(
        np.float64,
        st.tuples(st.integers(1, 4), st.integers(LEAST_DAYS, 90)),
        elements=st.one_of(
            st.floats(-1e6, 1e6), st.just(np.nan), st.just(np.inf), st.sampled_from([0.0, 1.0, -1.0])
        ),
    ),
    st.integers(1, 100),
)
def test_whatever_comes_is_forecast_with_numbers(levels, horizon: int) -> None:
    found = foretell(levels, horizon)
    assert found.middle.shape == (len(levels), horizon)
    assert np.isfinite(found.middle).all()
    low, high = found.edge(0.1), found.edge(0.9)
    assert np.isfinite(low).all() and np.isfinite(high).all()
    assert (low <= high).all()
    chance = found.passed(limits(0.0, len(levels)), np.ones(len(levels), dtype=bool))
    assert ((chance >= 0) & (chance <= 1)).all()
    assert (np.diff(chance, axis=1) >= 0).all()


def test_the_first_moves_of_what_stood_still_blow_up_no_band() -> None:
    chance = np.random.default_rng(3)
    moving = 0.2 + np.cumsum(chance.normal(0, 0.002, (3, 168)), axis=1)
    # Four of seven were nothing for months and moved a little in the last weeks.
    still = np.zeros((4, 168))
    for row, day in enumerate((118, 125, 132, 139)):
        still[row, day:] = 0.01
    found = foretell(np.concatenate([moving, still]), 90)
    width = found.edge(0.9) - found.edge(0.1)
    assert width[:, -1].max() < 5
