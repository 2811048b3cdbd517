"""The intervals hold as many cases as they say."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.risk.intervals import interval


def test_a_poisson_file_by_the_tables() -> None:
    # Poisson with mean 3: 10 % of cases lie at or under 1, 90 % at or under 5.
    low, high = interval(np.array([0.0, 0.05, 3.0]), 1e-6)
    assert (low.tolist(), high.tolist()) == ([0, 0, 1], [0, 0, 5])


def test_a_geometric_file_by_the_formula() -> None:
    # With a spread of 1 the number is geometric: P(more than n) = (mean / (1 + mean)) ** (n + 1).
    ratio = 4 / 5
    low, high = interval(np.array([4.0]), 1.0)
    first = [next(n for n in range(99) if 1 - ratio ** (n + 1) >= part) for part in (0.1, 0.9)]
    assert [low[0], high[0]] == first


@pytest.mark.parametrize("mean", [0.3, 2.0, 20.0, 59.0, 61.0, 400.0])
@pytest.mark.parametrize("spread", [0.02, 0.5, 2.0])
def test_at_least_four_of_five_drawn_cases_lie_inside(mean: float, spread: float) -> None:
    chance = np.random.default_rng(5)
    drawn = chance.poisson(chance.gamma(1 / spread, mean * spread, 20_000))
    low, high = interval(np.array([mean]), spread)
    inside = ((low[0] <= drawn) & (drawn <= high[0])).mean()
    assert inside > 0.78
    assert (drawn < low[0]).mean() < 0.12 and (drawn > high[0]).mean() < 0.12


@given(st.lists(st.floats(0, 1e7), max_size=20), st.floats(0.001, 50))
def test_bounds_are_finite_and_in_order(means: list[float], spread: float) -> None:
    low, high = interval(np.array(means), spread)
    assert all(0 <= one <= other and math.isfinite(other) for one, other in zip(low, high, strict=True))
