"""Chances against sums that are worked out term by term."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.canary.chances import (
    above,
    at_least,
    below,
    beta_share,
    cautious,
    chi_square,
    score,
    share_between,
)


def summed(successes: int, tries: int, share: Fraction) -> float:
    return float(
        sum(
            math.comb(tries, one) * share**one * (1 - share) ** (tries - one)
            for one in range(successes, tries + 1)
        )
    )


@pytest.mark.parametrize("share", [Fraction(1, 2), Fraction(1, 11), Fraction(9, 10)])
@pytest.mark.parametrize("tries", [1, 2, 7, 25, 120])
def test_a_binomial_tail_is_its_sum(tries: int, share: Fraction) -> None:
    for successes in range(tries + 1):
        assert at_least(successes, tries, float(share)) == pytest.approx(
            summed(successes, tries, share), rel=1e-9
        )


@given(st.floats(0.01, 500), st.floats(0.01, 500), st.floats(1e-4, 1 - 1e-4))
def test_the_beta_function_is_one_with_its_mirror(a: float, b: float, x: float) -> None:
    assert beta_share(a, b, x) + beta_share(b, a, 1 - x) == pytest.approx(1, abs=1e-9)


@given(st.floats(0, 300), st.floats(0, 300), st.floats(0.01, 0.99))
def test_more_successes_are_never_likelier(first: float, second: float, share: float) -> None:
    low, high = sorted((first, second))
    assert at_least(high, 300, share) <= at_least(low, 300, share) + 1e-12


def test_what_cannot_be_or_must_be() -> None:
    assert (at_least(0, 5, 0.3), at_least(6, 5, 0.3)) == (1.0, 0.0)
    assert (beta_share(2, 2, 0), beta_share(2, 2, 1)) == (0.0, 1.0)


def test_normal_chances_hold_far_out() -> None:
    places = np.array([-30.0, -8.0, -3.0, 0.0, 2.5])
    wanted = [0.5 * math.erfc(-place / math.sqrt(2)) for place in places]
    assert below(places) == pytest.approx(wanted, rel=1e-6)
    assert above(score(1e-9)) == pytest.approx(1e-9, rel=1e-6)
    assert score(0.0) > 30
    assert score(1.0) < -7


def test_the_interval_of_a_share_is_that_of_the_textbook() -> None:
    # Clopper and Pearson's limits for 4 of 20: 0.0573 to 0.4366.
    assert share_between(4, 20) == pytest.approx((0.0573, 0.4366), abs=5e-5)
    assert share_between(0, 10) == pytest.approx((0.0, 1 - 0.025**0.1), abs=1e-9)
    assert share_between(10, 10)[1] == 1.0


def test_student_takes_away_what_few_values_cannot_tell() -> None:
    # The quantile of 0.975 with 4 degrees of freedom is 2.776, the normal one 1.960.
    assert cautious(2.776445, 4) == pytest.approx(1.959964, abs=1e-4)
    assert cautious(3.0, 1e6) == pytest.approx(3.0, abs=1e-3)
    assert cautious(-1.0, 3) == -1.0
    assert chi_square(10, 1.2816) == pytest.approx(15.987, rel=2e-3)
