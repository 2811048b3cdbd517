"""Between what a share surely lies of which few events are known."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.budgets.intervals import share_between

FIVE = (0.05, 1.6448536269514722)


def tail(least: int, total: int, share: float) -> float:
    """Give the chance of so many events or more, added up."""
    return sum(
        math.comb(total, one) * share**one * (1 - share) ** (total - one) for one in range(least, total + 1)
    )


@given(st.integers(1, 120), st.data())
def test_the_ends_are_where_the_chances_say(total: int, data: st.DataObject) -> None:
    bad = data.draw(st.integers(0, total))
    low, high = share_between(bad, total, *FIVE)
    assert 0 <= low <= bad / total <= high <= 1
    if bad:
        assert tail(bad, total, low) == pytest.approx(0.05, rel=1e-6)
    if bad < total:
        assert 1 - tail(bad + 1, total, high) == pytest.approx(0.05, rel=1e-6)


@given(st.floats(0, 1e15), st.floats(1e-9, 1e15))
def test_any_count_has_an_interval(bad: float, total: float) -> None:
    low, high = share_between(bad, total, *FIVE)
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("bad", "total"), [(2_100, 250_000), (1_990, 150_000), (149_000, 150_000), (7, 90_000)]
)
def test_the_ways_of_large_counts_agree(bad: int, total: int) -> None:
    """The count of events hardly matters where the law is the same: half a percent of the share on either side."""
    here = share_between(bad, total, *FIVE)
    z = FIVE[1]
    if bad > 100 and total - bad > 100:
        about = z * math.sqrt(bad * (total - bad) / total) / total
        assert here[0] == pytest.approx(bad / total - about, rel=0.01)
        assert here[1] == pytest.approx(bad / total + about, rel=0.01)
    large = share_between(bad, total * 1_000, *FIVE)
    if bad < 2_000:
        assert large[0] * 1_000 == pytest.approx(here[0], rel=0.01)


@pytest.mark.parametrize(
    ("bad", "total"), [(0, 0), (1, 0), (-1, 5), (math.nan, 5), (1, math.inf), (math.inf, 5)]
)
def test_without_events_there_is_none(bad: float, total: float) -> None:
    with pytest.raises(ValueError, match="no events"):
        share_between(bad, total, *FIVE)
