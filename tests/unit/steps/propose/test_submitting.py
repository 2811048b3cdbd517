"""Taking plans in."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice, Door
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.proposal import State
from mainstay.steps.propose.submitting import Submission, Taken, submit
from tests.fakes.records import plan
from tests.unit.steps.office import Office, as_work

OTHER = "5c00"


def test_a_new_plan_waits_with_its_row_in_the_trail() -> None:
    office = Office()
    made, taken = office.submit()
    assert (taken, made.state, made.team, made.revision) == (Taken.NEW, State.WAITING, "shop", 1)
    assert made.expires_at == office.now + 1_000
    assert office.told() == [("ada", "submit")]


def test_the_same_plan_twice_is_one() -> None:
    office = Office()
    made, _ = office.submit()
    assert office.submit("bob") == (made, Taken.THERE)
    assert office.told() == [("ada", "submit")]


def test_the_next_revision_voids_what_was_decided() -> None:
    office = Office()
    made, _ = office.submit()
    assert office.decide("bob", made).proposal.state is State.APPROVED
    office.now += 10
    revised, taken = office.submit("cyd", base=OTHER)
    assert (taken, revised.id, revised.revision, revised.state) == (Taken.REVISED, made.id, 2, State.WAITING)
    assert (revised.author, revised.expires_at) == ("cyd", office.now + 1_000)
    with pytest.raises(UsageError, match="has changed since"):
        office.decide("bob", made)
    assert office.decide("bob", revised).proposal.state is State.APPROVED


def test_what_was_rejected_does_not_come_again_unchanged() -> None:
    office = Office()
    made, _ = office.submit()
    office.decide("bob", made, Choice.REJECT)
    with pytest.raises(UsageError, match="rejected"):
        office.submit()
    _, taken = office.submit(base=OTHER)
    assert taken is Taken.NEW


def test_what_was_rejected_does_not_come_back_as_a_revision() -> None:
    office = Office()
    made, _ = office.submit()
    office.decide("bob", made, Choice.REJECT)
    office.submit(base=OTHER)
    with pytest.raises(UsageError, match="rejected"):
        office.submit()


@pytest.mark.parametrize("who", ["eve", "vic", "nobody"])
def test_who_may_not_propose(who: str) -> None:
    office = Office()
    with pytest.raises(UsageError):
        office.submit(who)
    assert not office.store.held.proposals and not office.store.held.rows


def test_a_program_may_propose() -> None:
    office = Office()
    with office.store.writing() as work:
        doing = Doing("robot", Door.WORKER, 5, is_program=True)
        made, _ = submit(
            as_work(work), office.policy, Submission(plan(subject="repo:bank"), "b" * 64, "p1"), doing
        )
    assert (made.author, made.team) == ("robot", "bank")


def test_a_key_of_another_team_is_theirs() -> None:
    office = Office()
    ours, _ = office.submit()
    theirs, taken = office.submit("eve", plan(key="k", subject="repo:bank"))
    assert taken is Taken.NEW
    assert (theirs.team, theirs.id) != (ours.team, ours.id)
    assert office.seen(ours.id) == ours


def test_a_plan_that_never_expires() -> None:
    made, _ = Office().submit(of=replace(plan(subject="repo:shop"), expires=0))
    assert made.expires_at == 0
