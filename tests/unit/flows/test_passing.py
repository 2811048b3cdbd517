"""Time passing, for all proposals."""

from dataclasses import replace
from typing import Any

import pytest

from mainstay.analysis.gates.ruling import rule
from mainstay.domain.decision import Choice
from mainstay.domain.gate import Policy, Ruling, When
from mainstay.domain.people import Holding, Role
from mainstay.domain.proposal import Proposal, State
from mainstay.flows import passing
from mainstay.flows.passing import let_time_pass, tick
from mainstay.steps.approve import cases
from tests.fakes.offices import LEAD, PEOPLE, TESTED, House, made_policy
from tests.fakes.records import plan


def test_what_is_due_expires_and_wakes_and_the_rest_stays() -> None:
    house = House()
    short = house.submit(of=plan(key="short", subject="repo:shop", expires=100)).proposal
    slept = house.submit(of=plan(key="slept", subject="repo:shop", expires=10_000)).proposal
    house.choose("bob", slept, Choice.SNOOZE, until=house.clock.now() + 100)
    assert let_time_pass(house.office("bob")) == ()
    house.clock.advance(100)
    changed = {one.id: one.state for one in tick(house.office("bob"))}
    assert changed == {short.id: State.EXPIRED, slept.id: State.WAITING}
    assert house.topics()[-2:] == ["proposal.expired", "proposal.woken"]
    assert tick(house.office("bob")) == ()


def test_an_approval_that_ran_out_lapses() -> None:
    house = House(made_policy(replace(LEAD, lasts=50)))
    made = house.submit().proposal
    house.choose("bob", made)
    house.clock.advance(49)
    assert tick(house.office("ada")) == ()
    house.clock.advance(1)
    assert [one.state for one in tick(house.office("ada"))] == [State.WAITING]
    assert house.topics()[-1] == "proposal.lapsed"


def test_a_rule_that_is_new_passes_what_waits() -> None:
    house = House()
    made = house.submit().proposal
    house.attest("cyd", made)
    house.policy = made_policy(TESTED)
    assert [one.state for one in tick(house.office("ada"))] == [State.APPROVED]
    assert house.store.held.decisions[-1].policy == "tested"


def rulings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the list that grows with each proposal that is held against its gates."""
    looked: list[str] = []

    def counted(policy: Policy, proposal: Proposal, *rest: Any) -> Ruling:
        looked.append(proposal.id)
        return rule(policy, proposal, *rest)

    monkeypatch.setattr(cases, "rule", counted)
    return looked


def test_what_stands_is_looked_at_again_only_when_the_gates_may_say_something_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House(
        made_policy(replace(LEAD, lasts=50), replace(TESTED, name="t", when=When(labels=(("x", "y"),))))
    )
    made = [house.submit(of=plan(subject="repo:shop", expires=100_000)).proposal for _ in range(5)]
    house.choose("bob", made[0])
    looked = rulings(monkeypatch)
    assert tick(house.office("ada")) == ()
    assert set(looked) == {one.id for one in made}
    looked.clear()
    house.clock.advance(49)
    assert tick(house.office("ada")) == ()
    assert looked == []
    house.clock.advance(1)
    assert [one.id for one in tick(house.office("ada"))] == [made[0].id]
    assert set(looked) == {made[0].id}
    house.attest("cyd", made[1])
    looked.clear()
    tick(house.office("ada"))
    assert set(looked) == {made[1].id}
    looked.clear()
    house.policy = replace(house.policy, override_lasts=7)
    tick(house.office("ada"))
    assert set(looked) == {one.id for one in made}


def test_a_role_that_is_yet_to_end_is_looked_at_then() -> None:
    directory = replace(
        PEOPLE, holdings=(*PEOPLE.holdings, Holding("eve", Role.LEAD, "shop", until=1_000_000_050))
    )
    house = House(replace(made_policy(), directory=directory))
    house.clock.advance(1_000_000_000 - house.clock.now())
    made = house.submit().proposal
    assert house.choose("eve", made).proposal.state is State.APPROVED
    assert tick(house.office("ada")) == ()
    house.clock.advance(49)
    assert tick(house.office("ada")) == ()
    house.clock.advance(1)
    assert [one.state for one in tick(house.office("ada"))] == [State.WAITING]


def test_more_than_a_page_is_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "_PORTION", 3)
    house = House(made_policy(replace(LEAD, lasts=50)))
    made = [house.submit(of=plan(subject="repo:shop", expires=100)).proposal for _ in range(7)]
    for one in made:
        house.choose("bob", one)
    house.clock.advance(50)
    assert {one.id for one in tick(house.office("ada"))} == {one.id for one in made}
    house.clock.advance(50)
    assert len(let_time_pass(house.office("ada"))) == 7
