"""Which pair of windows fires, and whether that is beyond doubt."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.budgets.burning import burn, burns, more_needed, pairs, rate_of
from mainstay.domain.budget import Alert, Heat
from tests.unit.analysis.budgets.worlds import HOUR, SHOP, made


def heats(traffic: float, share: object, days: int = 30) -> list[Heat]:
    assert callable(share)
    return [one.heat for one in burns(made(traffic, share), replace(SHOP, days=days))]


def test_the_table_of_the_workbook() -> None:
    assert [(one.alert, one.short, one.long, one.factor) for one in pairs(30)] == [
        (Alert.PAGE, 300, HOUR, 14.4),
        (Alert.PAGE, 1_800, 6 * HOUR, 6.0),
        (Alert.TICKET, 2 * HOUR, 24 * HOUR, 3.0),
        (Alert.TICKET, 6 * HOUR, 72 * HOUR, 1.0),
    ]
    assert [one.factor for one in pairs(28)] == pytest.approx([13.44, 5.6, 2.8, 0.933333])


def test_what_burns_fires_and_what_is_over_does_not() -> None:
    assert heats(100, lambda _: 0.0005) == [Heat.QUIET] * 4
    assert heats(100, lambda _: 0.02) == [Heat.FIRES] * 4
    assert heats(100, lambda ago: 0.1 if ago <= HOUR else 0)[:2] == [Heat.FIRES, Heat.FIRES]
    # It ended half an hour ago: the short windows know.
    assert heats(100, lambda ago: 0.1 if HOUR / 2 < ago <= 2 * HOUR else 0)[:2] == [Heat.QUIET, Heat.QUIET]
    assert heats(100, lambda _: 0.003)[2:] == [Heat.QUIET, Heat.FIRES]


def test_one_error_of_few_requests_is_no_page() -> None:
    """One request a minute: a single error in an hour burns at 16.7, which the table alone would page."""
    counts = made(1 / 60, lambda ago: 0.2 if ago <= 300 else 0)
    first = burns(counts, SHOP)[0]
    assert first.in_long.burn == pytest.approx(1 / 60 / 0.001)
    assert first.heat is Heat.DOUBTFUL
    assert 0 < first.more < 10_000
    # An outage is one within the minutes that five requests take.
    assert burns(made(1 / 60, lambda ago: 1.0 if ago <= 300 else 0), SHOP)[0].heat is Heat.FIRES


def test_no_traffic_and_no_budget() -> None:
    empty = made(0, lambda _: 0)
    assert {one.heat for one in burns(empty, SHOP)} == {Heat.NO_TRAFFIC}
    assert burns(made(1, lambda _: 0.5), replace(SHOP, goal=1.0)) == ()
    gap = made(1, lambda _: 0.5)
    gap.total[:] = gap.bad[:] = np.nan
    found = burns(gap, SHOP)
    assert {(one.heat, one.in_long.seen) for one in found} == {(Heat.NO_TRAFFIC, 0.0)}


@given(st.integers(0, 400), st.integers(1, 400))
def test_more_requests_than_are_wanted_leave_no_doubt(bad: int, more: int) -> None:
    total = bad + more
    pair = pairs(30)[0]
    long = rate_of(bad, total, pair.long, 0.001)
    found = burn(pair, long, long, 0.001)
    assert (found.heat is Heat.DOUBTFUL) == (found.more > 0)
    if found.more:
        grown = rate_of(bad / total * (total + found.more), total + found.more, pair.long, 0.001)
        assert burn(pair, grown, grown, 0.001).heat is Heat.FIRES
    if found.heat is Heat.FIRES:
        assert long.burn is not None
        assert long.burn > pair.factor


def test_nothing_more_is_wanted_where_nothing_burns() -> None:
    assert more_needed(rate_of(0, 100, 3_600, 0.001), 14.4, 0.001) == 0
    assert more_needed(rate_of(0, 0, 3_600, 0.001), 14.4, 0.001) == 0
