"""A plan that somebody changed in the store under the hash that others approved."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed
from mainstay.domain.gate import Gate, Proof, When
from mainstay.domain.people import Need, Role
from mainstay.domain.plan import Action, Plan, Step
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.looking import Wish, listed, shown
from mainstay.flows.passing import tick
from tests.fakes.offices import House, made_policy
from tests.fakes.records import plan

HONEST = plan(key="k", subject="repo:shop", expires=10_000)
HOSTILE = replace(HONEST, steps=(Step("raise", Action("command", {"argv": ("rm", "-rf", "/srv")})),))
BY_ITSELF = Gate("lead", "a lead looks", When(), (Need((Role.LEAD,)),), automatic=(Proof("tests"),))


def changed(house: House, made: Proposal, into: Plan = HOSTILE) -> Proposal:
    """Change the plan by hand, under the same hash."""
    house.store.held.proposals[made.id] = replace(house.seen(made.id), plan=into)
    return house.seen(made.id)


@pytest.fixture
def house() -> House:
    return House()


ACTS: dict[str, Callable[[House, Proposal], Any]] = {
    "show": lambda house, made: shown(house.office("bob"), made),
    "submit": lambda house, made: house.submit(of=HONEST),
    "attest": lambda house, made: house.attest("bob", made),
    **{
        str(choice): lambda house, made, choice=choice: house.choose(
            "cyd", made, choice, until=house.clock.now() + 99
        )
        for choice in Choice
        if choice is not Choice.REVIEW
    },
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("into", [HOSTILE, replace(HONEST, version=2)])
def test_nobody_is_shown_it_or_decides_about_it(house: House, act: str, into: Plan) -> None:
    made = house.submit(of=HONEST).proposal
    kept, acts = changed(house, made, into), house.acts()
    with pytest.raises(RunFailed, match="not the one that its hash stands for") as caught:
        ACTS[act](house, made)
    assert made.id in caught.value.where and "mainstay store check" in caught.value.mend
    assert (house.seen(made.id), house.acts()) == (kept, acts)


def test_an_honest_approval_before_lets_nothing_pass(house: House) -> None:
    made = house.submit(of=HONEST).proposal
    house.choose("bob", made)
    changed(house, made)
    with pytest.raises(RunFailed):
        shown(house.office("bob"), made)
    with pytest.raises(RunFailed):
        house.choose("cyd", made, Choice.WITHDRAW)


def test_a_review_is_refused_too(house: House) -> None:
    made = house.submit(of=HONEST).proposal
    house.choose("cyd", made, Choice.OVERRIDE)
    changed(house, made)
    with pytest.raises(RunFailed):
        house.choose("bob", made, Choice.REVIEW)


def test_a_tick_passes_nothing_for_it_and_goes_on_with_the_others() -> None:
    house = House(made_policy(BY_ITSELF))
    made = [house.submit(of=replace(HONEST, key=key)).proposal for key in ("one", "other")]
    for each in made:
        held = house.policy
        house.policy = made_policy()
        house.attest("bob", each)
        house.policy = held
    changed(house, made[0], replace(HOSTILE, key="one"))
    tick(house.office("bob"))
    assert [house.seen(each.id).state for each in made] == [State.WAITING, State.APPROVED]
    assert len(listed(house.office("bob"), Wish()).proposals) == 2


def test_a_revision_of_before_that_was_changed_is_not_compared_with(house: House) -> None:
    made = house.submit(of=HONEST).proposal
    now = house.submit(of=replace(HONEST, base="5c00")).proposal
    assert [one.place for one in shown(house.office("bob"), now).revisions[1].differences] == ["base"]
    (before,) = house.store.held.revisions[made.id]
    house.store.held.revisions[made.id] = [replace(before, plan=HOSTILE)]
    (told,) = shown(house.office("bob"), made).revisions[1].differences
    assert "changed by hand in the store" in told.before


def test_submitting_it_anew_with_a_change_makes_it_whole(house: House) -> None:
    made = house.submit(of=HONEST).proposal
    changed(house, made)
    now = house.submit(of=replace(HONEST, base="5c00")).proposal
    assert (now.id, now.revision) == (made.id, 2)
    assert house.choose("bob", now).proposal.state is State.APPROVED
    assert shown(house.office("bob"), now).proposal.revision == 2
