"""How an objective stands."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from mainstay.analysis.budgets.spending import spent
from mainstay.analysis.budgets.standing import budget, listed
from mainstay.domain.budget import Budget, BudgetState, Objective
from tests.unit.analysis.budgets.worlds import DAY, HOUR, NOW, SHOP, made


def standing(share: Callable[[float], float], objective: Objective = SHOP, traffic: float = 10.0) -> Budget:
    hours = made(traffic, share, step=HOUR, reach=60 * DAY)
    return budget(objective, NOW, made(traffic, share), hours, spent(hours, objective))


@pytest.mark.parametrize(
    ("share", "state"),
    [
        (lambda _: 0.0, BudgetState.HOLDS),
        (lambda _: 0.0005, BudgetState.HOLDS),
        (lambda ago: 0.05 if ago <= HOUR else 0, BudgetState.PAGE),
        (lambda ago: 0.0015 if ago <= 3 * DAY else 0, BudgetState.TICKET),
        (lambda ago: 0.1 if 20 * DAY < ago <= 21 * DAY else 0, BudgetState.EXHAUSTED),
    ],
)
def test_states(share: Callable[[float], float], state: BudgetState) -> None:
    assert standing(share).state is state


def test_what_is_left() -> None:
    found = standing(lambda _: 0.00025)
    assert found.spent == pytest.approx(0.25)
    assert found.total == pytest.approx(10 * 30 * DAY)
    assert found.fits == pytest.approx(0.75 * 0.001 * found.total)
    assert found.reason == ""
    assert "not one bad event" in standing(lambda _: 0.0).reason


def test_an_objective_of_all_has_no_budget() -> None:
    whole = replace(SHOP, goal=1.0)
    good = standing(lambda _: 0.0, whole)
    assert (good.state, good.spent, good.fits, good.burns) == (BudgetState.HOLDS, None, 0.0, ())
    bad = standing(lambda ago: 0.001 if ago <= HOUR else 0, whole)
    assert (bad.state, bad.soon) == (BudgetState.EXHAUSTED, None)
    assert "no budget" in bad.reason


def test_few_requests_and_none() -> None:
    few = standing(lambda ago: 0.2 if ago <= HOUR / 12 else 0, traffic=1 / 60)
    assert few.state is BudgetState.DOUBTFUL
    assert standing(lambda _: 0.0, traffic=0).state is BudgetState.NO_TRAFFIC


def test_what_cannot_be() -> None:
    hours = made(10, lambda _: 0.1, step=HOUR, reach=60 * DAY)
    found = budget(SHOP, NOW, made(10, lambda _: 0), replace(hours, impossible=3), spent(hours, SHOP))
    assert found.state is BudgetState.UNUSABLE
    assert found.reason == "in 3 of its steps more events are bad than there are"
    hours.total[:] = hours.bad[:] = np.nan
    nothing = budget(SHOP, NOW, made(10, lambda _: 0), hours, spent(hours, SHOP))
    assert nothing.state is BudgetState.UNUSABLE


def test_the_most_urgent_is_first() -> None:
    states = (BudgetState.HOLDS, BudgetState.PAGE, BudgetState.TICKET)
    found = listed([Budget(SHOP, NOW, state) for state in states], NOW, ["main"])
    assert [one.state for one in found.budgets] == [
        BudgetState.PAGE, BudgetState.TICKET, BudgetState.HOLDS
    ]  # fmt: skip
