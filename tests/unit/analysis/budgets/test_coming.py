"""What of a budget will be spent."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.budgets.coming import PATHS, EventDays, event_days, spent_ahead
from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.budgets.spending import spent
from tests.unit.analysis.budgets.worlds import DAY, HOUR, SHOP, made


def days_of_events(bad: list[float], total: float = 1_000.0) -> EventDays:
    return EventDays(np.array(bad), np.full(len(bad), total), np.ones(len(bad)))


def test_it_begins_where_what_is_spent_stands() -> None:
    counts = made(10, lambda ago: 0.003 if ago < 9 * DAY else 0.0001, step=HOUR, reach=60 * DAY)
    ahead = spent_ahead(event_days(counts), SHOP, 40)
    assert ahead is not None
    assert ahead.shape == (PATHS, 41)
    assert ahead[:, 0] == pytest.approx(spent(counts, SHOP).part[-1])


def test_what_leaves_is_known() -> None:
    """All of it came on one day: until that leaves nothing changes, and then nothing is left of it."""
    bad = [0.0] * 60
    bad[-11] = 15.0
    ahead = spent_ahead(days_of_events(bad), SHOP, 30)
    assert ahead is not None
    # Most paths do not meet the day again; on them it leaves with the twentieth day to come.
    quiet = np.median(ahead, axis=0)
    assert quiet[:20] == pytest.approx(0.5)
    assert quiet[20:] == pytest.approx(0.0)


def test_what_always_was_goes_on() -> None:
    ahead = spent_ahead(days_of_events([0.5] * 90), SHOP, 20)
    assert ahead is not None
    assert np.median(ahead, axis=0) == pytest.approx(0.5)
    assert np.quantile(ahead[:, 7], (0.1, 0.9)) == pytest.approx(0.5, rel=0.2)


def test_gaps_say_nothing() -> None:
    known = days_of_events([0.5] * 60)
    seen = known.seen.copy()
    seen[::2] = 0.0
    gaps = EventDays(known.bad * seen, known.total * seen, seen)
    ahead = spent_ahead(gaps, SHOP, 20)
    assert ahead is not None
    # Half of the window is known and has spent half of a half; each day to come that is known makes it more.
    assert ahead[:, 0] == pytest.approx(0.25)
    assert np.median(ahead[:, 20]) == pytest.approx(0.5 * 25 / 30, rel=0.05)


def test_without_days_or_a_budget_there_is_nothing_ahead() -> None:
    nothing = EventDays(np.zeros(30), np.zeros(30), np.zeros(30))
    assert spent_ahead(nothing, SHOP, 10) is None
    assert spent_ahead(days_of_events([1.0] * 30), replace(SHOP, goal=1.0), 10) is None


@given(
    st.lists(st.one_of(st.none(), st.tuples(st.floats(0, 1e12), st.floats(0, 1))), min_size=24, max_size=120)
)
def test_it_is_always_a_number(steps: list[tuple[float, float] | None]) -> None:
    total = np.array([np.nan if one is None else one[0] for one in steps])
    bad = np.array([np.nan if one is None else one[0] * one[1] for one in steps])
    ahead = spent_ahead(event_days(Counts(0, HOUR, bad, total)), replace(SHOP, days=3), 10)
    if ahead is not None:
        assert np.isfinite(ahead).all()
        assert (ahead >= -1e-9).all()
