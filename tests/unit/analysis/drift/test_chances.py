"""Chances beside known ones, and Holm's rule over many."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.drift.chances import (
    both_sides,
    holm,
    of_groups,
    of_kolmogorov,
    of_means,
    of_several,
    of_shares,
)


@pytest.mark.parametrize(("z", "chance"), [(0.0, 1.0), (1.959964, 0.05), (-2.575829, 0.01)])
def test_the_normal_law(z, chance) -> None:
    assert both_sides(z) == pytest.approx(chance, abs=1e-6)


def test_kolmogorovs_law_at_its_table() -> None:
    # 1.3581 is the point of 5 % of the limit law.
    assert of_kolmogorov(1.3581 / np.sqrt(5e5), 1_000_000, 1_000_000) == pytest.approx(0.05, abs=0.001)
    assert of_kolmogorov(0.0, 10, 10) == 1.0


def test_chi_square_at_its_table() -> None:
    # 4 groups of 100 rows: 7.815 is the point of 5 % at three degrees.
    one, other = np.array([100, 100, 100, 100]), np.array([100, 100, 100, 100])
    assert of_groups(one, other) > 0.99
    differs = np.array([120, 80, 100, 100])
    size = 2 * (10**2 / 110) + 2 * (10**2 / 90)
    assert size == pytest.approx(4.0404, abs=1e-3)
    assert of_groups(one, differs) == pytest.approx(0.257, abs=0.01)


def test_rare_groups_are_taken_together() -> None:
    one = np.array([1_000, *[1] * 500])
    other = np.array([1_000, *[0] * 500])
    assert of_groups(one, other) < 1e-6
    assert of_groups(np.array([7]), np.array([9])) == 1.0


def test_shares_and_means_that_do_not_vary() -> None:
    assert of_shares(0, 10, 0, 10) == 1.0
    assert of_shares(10, 10, 0, 10) < 0.001
    assert of_means((1.0, 0.0, 30), (1.0, 0.0, 30)) == 1.0
    assert of_means((1.0, 0.0, 30), (2.0, 0.0, 30)) == 0.0


@given(st.lists(st.floats(0, 1), max_size=30))
def test_holm_only_raises_and_keeps_the_order(chances) -> None:
    found = holm(chances)
    assert all(0 <= one <= 1 and one >= before for one, before in zip(found, chances, strict=True))
    order = np.argsort(chances, kind="stable")
    assert list(np.array(found)[order]) == sorted(found)


def test_holm_by_hand() -> None:
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert of_several([0.02, 0.5]) == pytest.approx(0.04)
    assert of_several([]) == 1.0
