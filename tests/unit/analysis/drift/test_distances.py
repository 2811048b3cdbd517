"""Distances beside what they are known to be, and what chance makes of them."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mainstay.analysis.drift.distances import (
    cut,
    jensen_shannon,
    kolmogorov,
    moments,
    stability,
    variation,
    wasserstein,
)
from mainstay.analysis.drift.number_columns import sketched

GROUPS = arrays(np.int64, 8, elements=st.integers(0, 1_000)).filter(lambda one: one.sum() > 0)


def laid(before, after):
    one = sketched(before)
    return cut(one, sketched(after, one.scale))


def exact(before, after) -> float:
    """Give the distance from the sorted rows themselves, both of one number."""
    return float(np.abs(np.sort(before) - np.sort(after)).mean())


@pytest.mark.parametrize("shift", [0.0, 0.02, 0.3, 2.0])
@pytest.mark.parametrize("law", ["normal", "exponential", "uniform"])
def test_wasserstein_is_what_the_sorted_rows_give(law, shift) -> None:
    chance = np.random.default_rng(4)
    before, after = (getattr(chance, law)(size=20_000) for _ in range(2))
    found, _ = wasserstein(*laid(before, after + shift))
    assert found == pytest.approx(exact(before, after + shift), abs=0.01)


def test_kolmogorov_is_what_the_rows_give() -> None:
    chance = np.random.default_rng(5)
    before, after = chance.normal(0, 1, 5_000), chance.normal(0.4, 1, 4_000)
    every = np.sort(np.concatenate([before, after]))
    true = np.abs(
        np.searchsorted(np.sort(before), every, side="right") / 5_000
        - np.searchsorted(np.sort(after), every, side="right") / 4_000
    ).max()
    one, other, _ = laid(before, after)
    assert kolmogorov(one, other) == pytest.approx(true, abs=0.01)


@pytest.mark.parametrize("rows", [200, 5_000])
def test_chance_makes_what_it_is_said_to_make(rows) -> None:
    chance = np.random.default_rng(6)
    found, said = [], []
    for _ in range(60):
        size, lucky = wasserstein(*laid(chance.normal(size=rows), chance.normal(size=rows)))
        found.append(size)
        said.append(lucky)
    assert np.mean(found) == pytest.approx(np.mean(said), rel=0.15)


def test_one_row_of_many_is_not_the_whole_distance() -> None:
    before = np.random.default_rng(7).normal(0, 1, 100_000)
    after = before.copy()
    after[0] = 1e300
    assert wasserstein(*laid(before, after))[0] < 0.001


@given(GROUPS, GROUPS)
def test_shares_lie_between_none_and_all(one, other) -> None:
    assert 0 <= jensen_shannon(one, other) <= 1
    assert jensen_shannon(one, other) == pytest.approx(jensen_shannon(other, one))
    assert 0 <= variation(one, other)[0] <= 1 + 1e-9
    assert stability(one, other) >= 0
    assert jensen_shannon(one, one) == pytest.approx(0, abs=1e-6)


def test_nothing_in_common_is_one() -> None:
    one, other = np.array([5, 0, 3]), np.array([0, 9, 0])
    assert jensen_shannon(one, other) == pytest.approx(1)
    assert variation(one, other)[0] == pytest.approx(1)


def test_stability_as_the_formula_has_it() -> None:
    one, other = np.array([50, 50]), np.array([60, 40])
    assert stability(one, other) == pytest.approx(0.1 * math.log(1.2) - 0.1 * math.log(0.8))


def test_mean_and_spread_come_from_the_bins() -> None:
    values = np.random.default_rng(8).normal(10, 2, 50_000)
    one, _, ends = laid(values, values)
    assert moments(one, ends) == pytest.approx((10, 2), abs=0.03)
