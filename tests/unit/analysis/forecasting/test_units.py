"""Changes of the unit that a series is counted in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.forecasting.steps import NEVER
from mainstay.analysis.forecasting.units import FACTORS, SHARE, in_one_unit
from tests.unit.analysis.forecasting.worlds import DAYS, world


@pytest.mark.parametrize("factor", [*FACTORS, *(1 / one for one in FACTORS)])
@pytest.mark.parametrize("day", [4, 40, DAYS - 4])
def test_what_was_counted_in_another_unit_is_brought_into_the_one_of_today(factor: float, day: int) -> None:
    levels = world(20, noise=0.3)
    changed = levels.copy()
    changed[:, :day] /= factor
    found = in_one_unit(changed)
    assert (found.day == day).all()
    assert np.abs(found.factor / factor - 1).max() < 1e-9
    assert np.abs(found.levels / levels - 1).max() < 0.02


def test_with_much_noise_a_thousand_and_1024_cannot_be_told_apart_but_either_will_do() -> None:
    levels = world(60, noise=8.0)
    changed = levels.copy()
    changed[:, :40] /= 1_024
    found = in_one_unit(changed)
    assert (found.day == 40).all()
    assert np.abs(found.levels / levels - 1).max() < 0.03


def test_a_day_in_both_units_lies_between_its_neighbours() -> None:
    levels = np.linspace(50, 60, DAYS)[None]
    changed = levels.copy()
    changed[:, :30] /= 1_000
    changed[:, 30] = (changed[0, 29] + changed[0, 31]) / 2
    found = in_one_unit(changed)
    assert found.day.tolist() == [30]
    assert np.abs(found.levels - levels).max() < 2


def test_shares_become_percent_and_back() -> None:
    shares = world(5, noise=0.02, level=0.4)
    for day in (20, 60):
        percent = shares.copy()
        percent[:, day:] *= SHARE
        assert (in_one_unit(percent).factor == SHARE).all()
        back = shares * SHARE
        back[:, day:] /= SHARE
        assert (in_one_unit(back).factor == 1 / SHARE).all()


@pytest.mark.parametrize("factor", [2.0, 10.0, 100.0, 400.0, 4_000.0, 1e5])
def test_other_factors_are_no_units(factor: float) -> None:
    levels = world(5)
    levels[:, 40:] *= factor
    found = in_one_unit(levels)
    assert (found.day == NEVER).all()
    assert np.array_equal(found.levels, levels)


def test_what_jumps_a_thousandfold_by_itself_is_left_alone() -> None:
    levels = world(1)
    levels[:, 20:30] *= 1_000
    levels[:, 60:] *= 1_000
    assert in_one_unit(levels).day.tolist() == [NEVER]
    wild = np.exp(np.random.default_rng(3).normal(0, 3, (200, DAYS)))
    assert (in_one_unit(wild).day == NEVER).all()


@pytest.mark.parametrize("level", [0.0, -5.0])
def test_what_is_not_positive_has_no_unit_to_read_off(level: float) -> None:
    levels = world(2)
    levels[:, 10] = level
    levels[:, 40:] *= 1_000
    assert (in_one_unit(levels).day == NEVER).all()


@given(st.integers(1, 60), st.floats(-1e6, 1e6))
def test_what_stays_stays(days: int, value: float) -> None:
    levels = np.full((2, days), value)
    assert np.array_equal(in_one_unit(levels).levels, levels)
