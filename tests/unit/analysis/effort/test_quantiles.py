"""Quantiles and sums of ranges."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.quantiles import mean, product, quantiles, spread, total
from mainstay.domain.price import Range


def test_quantiles_of_equal_cases() -> None:
    assert quantiles(np.array([3.0, 1.0, 2.0]), np.ones(3), (0.0, 0.5, 1.0)).tolist() == [1, 2, 3]


def test_a_heavy_case_draws_the_median() -> None:
    assert quantiles(np.array([1.0, 2.0, 3.0]), np.array([1.0, 1.0, 98.0]), (0.5,))[0] == pytest.approx(
        3, abs=0.1
    )


def test_one_case_is_all_its_quantiles() -> None:
    assert quantiles(np.array([7.0]), np.ones(1), (0.1, 0.9)).tolist() == [7, 7]


def test_a_single_part_is_its_own_sum() -> None:
    assert total([Range(1, 3), Range(0, 0)]) == Range(1, 3)
    assert total([]) == Range(0, 0)


def test_what_all_have_in_common_does_not_average_out() -> None:
    parts = [Range(1, 3)] * 400
    alone, common = total(parts), total(parts, 0.3)
    assert alone.p90 / alone.p50 < 1.1
    assert common.p50 == alone.p50
    assert common.p90 / common.p50 == pytest.approx(math.exp(1.2816 * 0.3), rel=0.02)


def test_a_product_is_that_of_chance() -> None:
    chance = np.random.default_rng(2)
    one, other = Range(2, 5), Range(0.3, 0.5)
    draws = [part.p50 * np.exp(spread(part) * chance.normal(0, 1, 50_000)) for part in (one, other)]
    assert product(one, other).p90 == pytest.approx(np.quantile(draws[0] * draws[1], 0.9), rel=0.03)
    assert product(one, Range(0, 1)) == Range(0, 0)


@given(st.lists(st.tuples(st.floats(0, 1e9), st.floats(1, 1e9)), max_size=20), st.floats(0, 2))
def test_sums_are_finite_in_order_and_no_less_than_the_largest_median(
    parts: list[tuple[float, float]], shared: float
) -> None:
    ranges = [Range(p50, p50 * wider) for p50, wider in parts]
    told = total(ranges, shared)
    assert 0 <= told.p50 <= told.p90 < math.inf
    assert all(mean(one) >= one.p50 * 0.999 for one in ranges)
