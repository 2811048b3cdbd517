"""Chances of counted events against sums that are worked out term by term, and between what a share surely lies."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.shares import at_least, beta_share, share_between

FIVE = 0.05
FIVE_IN_DEVIATIONS = 1.6448536269514722


def summed(successes: int, tries: int, share: Fraction | float) -> float:
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


def test_the_interval_of_a_share_is_that_of_the_textbook() -> None:
    # Clopper and Pearson's limits for 4 of 20: 0.0573 to 0.4366.
    assert share_between(4, 20) == pytest.approx((0.0573, 0.4366), abs=5e-5)
    assert share_between(0, 10) == pytest.approx((0.0, 1 - 0.025**0.1), abs=1e-9)
    assert share_between(10, 10)[1] == 1.0


@given(st.integers(1, 120), st.data())
def test_the_ends_are_where_the_chances_say(total: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, total))
    low, high = share_between(bad, total, FIVE)
    assert 0 <= low <= bad / total <= high <= 1
    if bad:
        assert summed(bad, total, low) == pytest.approx(0.05, rel=1e-6)
    if bad < total:
        assert 1 - summed(bad + 1, total, high) == pytest.approx(0.05, rel=1e-6)


@given(st.floats(0, 1e15), st.floats(1e-9, 1e15))
def test_any_count_has_an_interval(bad: float, total: float) -> None:
    low, high = share_between(bad, total, FIVE)
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("bad", "total"), [(2_100, 250_000), (1_990, 150_000), (149_000, 150_000), (7, 90_000)]
)
def test_the_ways_of_large_counts_agree(bad: int, total: int) -> None:
    """The count of events hardly matters where the law is the same: half a percent of the share on either side."""
    here = share_between(bad, total, FIVE)
    z = FIVE_IN_DEVIATIONS
    if bad > 100 and total - bad > 100:
        about = z * math.sqrt(bad * (total - bad) / total) / total
        assert here[0] == pytest.approx(bad / total - about, rel=0.01)
        assert here[1] == pytest.approx(bad / total + about, rel=0.01)
    large = share_between(bad, total * 1_000, FIVE)
    if bad < 2_000:
        assert large[0] * 1_000 == pytest.approx(here[0], rel=0.01)


@pytest.mark.parametrize(
    ("bad", "total"), [(0, 0), (1, 0), (-1, 5), (math.nan, 5), (1, math.inf), (math.inf, 5)]
)
def test_without_events_there_is_none(bad: float, total: float) -> None:
    with pytest.raises(ValueError, match="no events"):
        share_between(bad, total, FIVE)
