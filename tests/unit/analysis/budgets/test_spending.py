"""What is spent of a budget, and when nothing is left."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.budgets.burning import rate_of
from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.budgets.spending import as_series, soon, spent, worst_day
from tests.unit.analysis.budgets.worlds import DAY, HOUR, NOW, SHOP, made


def hours(share: object, days: int = 60) -> Counts:
    assert callable(share)
    return made(10, share, step=HOUR, reach=days * DAY)


def test_what_leaves_the_window_is_given_back() -> None:
    counts = hours(lambda ago: 0.01 if 20 * DAY < ago <= 21 * DAY else 0)
    found = spent(counts, SHOP)
    assert found.part[-1] == pytest.approx(0.01 / 30 / 0.001)
    assert found.part[0] == found.part[-22 * 24] == 0
    later = spent(hours(lambda ago: 0.01 if 31 * DAY < ago <= 32 * DAY else 0), SHOP)
    assert later.part[-1] == 0
    assert max(later.part) == pytest.approx(found.part[-1])


def test_half_a_window_spends_half_as_much_and_is_no_course() -> None:
    counts = hours(lambda _: 0.002, days=15)
    found = spent(counts, SHOP)
    assert (found.seen[-1], found.part[-1]) == (0.5, pytest.approx(1.0))
    signal, samples = as_series(found, SHOP, "main")
    assert len(samples.times) == 0
    assert (signal.sort, signal.subject) == ("budget", "slo:shop")
    whole = spent(hours(lambda _: 0.002), SHOP)
    assert len(as_series(whole, SHOP, "main")[1].times) == 30 * 24 + 1


@given(
    st.lists(st.one_of(st.none(), st.tuples(st.floats(0, 1e6), st.floats(0, 1))), min_size=1, max_size=200)
)
def test_it_is_what_adding_up_gives(steps: list[tuple[float, float] | None]) -> None:
    total = np.array([np.nan if one is None else one[0] for one in steps])
    bad = np.array([np.nan if one is None else one[0] * one[1] for one in steps])
    objective = replace(SHOP, days=2)
    found = spent(Counts(NOW, HOUR, bad, total), objective)
    for place in range(len(steps)):
        window = slice(max(0, place - 47), place + 1)
        assert found.total[place] == pytest.approx(np.nansum(total[window]), rel=1e-6, abs=1e-2)
        assert found.bad[place] == pytest.approx(np.nansum(bad[window]), rel=1e-6, abs=1e-2)
    assert (found.part[np.isfinite(found.part)] >= 0).all()


def test_an_objective_without_a_budget_has_no_part() -> None:
    assert np.isnan(spent(hours(lambda _: 0.1), replace(SHOP, goal=1.0)).part).all()


def test_when_it_is_gone_if_it_goes_on() -> None:
    rate = rate_of(360, 36_000, HOUR, 0.001)
    found = soon(NOW, rate, 720, SHOP.goal)
    assert found is not None
    assert (found.seconds, found.at) == (HOUR, NOW + 2 * HOUR)
    assert NOW + 1.8 * HOUR < found.early < found.at < found.late < NOW + 2.2 * HOUR
    assert soon(NOW, rate, 0, SHOP.goal) is None
    # Too far off, too few, and no faster than what lasts.
    assert soon(NOW, rate, 360 * 73, SHOP.goal) is None
    assert soon(NOW, rate_of(4, 100, HOUR, 0.001), 8, SHOP.goal) is None
    assert soon(NOW, rate_of(36, 36_000, HOUR, 0.001), 8, SHOP.goal) is None
    # Of what may be no faster than what lasts the late end is open.
    doubtful = soon(NOW, rate_of(6, 5_000, HOUR, 0.001), 8, SHOP.goal)
    assert doubtful is not None
    assert (doubtful.late, doubtful.early > NOW) == (0, True)


def test_the_worst_day() -> None:
    counts = hours(lambda ago: 0.01 if 4 * DAY < ago <= 5 * DAY else 0.001)
    found = worst_day(counts, SHOP)
    assert found is not None
    assert (found.start, found.leaves) == (NOW - 5 * DAY, NOW + 26 * DAY)
    assert found.share == pytest.approx(10 / 39)
    assert worst_day(hours(lambda _: 0.0), SHOP) is None
    assert worst_day(made(1, lambda _: 1, step=HOUR, reach=HOUR), SHOP) is None
