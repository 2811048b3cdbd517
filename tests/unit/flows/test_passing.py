"""Time passing, for all proposals."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.proposal import State
from mainstay.flows import passing
from mainstay.flows.passing import let_time_pass, tick
from tests.fakes.offices import LEAD, TESTED, House, made_policy
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
    house.attest("ada", made)
    house.policy = made_policy(TESTED)
    assert [one.state for one in tick(house.office("ada"))] == [State.APPROVED]
    assert house.store.held.decisions[-1].policy == "tested"


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
