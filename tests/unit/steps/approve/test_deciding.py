"""People decide."""

from dataclasses import replace

import pytest

from mainstay.domain.decision import Choice
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Answer
from mainstay.domain.proposal import State
from tests.unit.steps.office import TWO, Office


def test_the_one_that_suffices_approves() -> None:
    office = Office(TWO)
    made, _ = office.submit()
    first = office.decide("bob", made)
    assert (first.proposal.state, first.ruling.answer) == (State.WAITING, Answer.OPEN)
    assert [missing.text for missing in first.ruling.missing] == ["an approval by sre"]
    second = office.decide("cyd", first.proposal)
    assert (second.proposal.state, second.ruling.missing) == (State.APPROVED, ())
    assert office.told() == [("ada", "submit"), ("bob", "approve"), ("cyd", "approve"), ("cyd", "suffice")]


def test_the_same_approval_twice_is_one() -> None:
    office = Office(TWO)
    made, _ = office.submit()
    first = office.decide("bob", made)
    assert office.decide("bob", made).decision == first.decision
    assert len(office.store.held.decisions) == 1 and len(office.told()) == 2


def test_an_approval_after_it_ran_out_is_a_new_one() -> None:
    office = Office(TWO)
    made, _ = office.submit()
    office.decide("bob", made, until=office.now + 10)
    office.now += 20
    office.decide("bob", made)
    assert len(office.store.held.decisions) == 2


def test_nobody_approves_what_they_proposed() -> None:
    office = Office()
    made, _ = office.submit("bob")
    with pytest.raises(UsageError, match="proposed themselves"):
        office.decide("bob", made)


@pytest.mark.parametrize(
    ("who", "choice", "fields", "what"),
    [
        ("eve", Choice.APPROVE, {}, "there is no such proposal"),
        ("nobody", Choice.APPROVE, {}, "there is no such proposal"),
        ("vic", Choice.APPROVE, {}, "has no role"),
        ("vic", Choice.REJECT, {}, "has no role"),
        ("vic", Choice.WITHDRAW, {}, "has no role"),
        ("bob", Choice.REJECT, {"reason": " "}, "a reason is missing"),
        ("bob", Choice.SNOOZE, {"until": 5}, "ends in the future"),
    ],
)
def test_who_may_not_decide(who: str, choice: Choice, fields: dict[str, object], what: str) -> None:
    office = Office()
    made, _ = office.submit()
    with pytest.raises(UsageError, match=what):
        office.decide(who, made, choice, **fields)
    assert office.seen(made.id) == made and len(office.told()) == 1 and not office.store.held.decisions


def test_another_team_learns_nothing() -> None:
    office = Office()
    made, _ = office.submit()
    with pytest.raises(UsageError) as there:
        office.decide("eve", made)
    with pytest.raises(UsageError) as not_there:
        office.decide("eve", replace(made, id="p0"))
    assert (there.value.what, there.value.mend) == (not_there.value.what, not_there.value.mend)


def test_what_expired_takes_no_decision() -> None:
    office = Office()
    made, _ = office.submit()
    office.now = made.expires_at
    with pytest.raises(UsageError, match="expired"):
        office.decide("bob", made)


@pytest.mark.parametrize("first", [Choice.REJECT, Choice.WITHDRAW])
@pytest.mark.parametrize("then", [Choice.APPROVE, Choice.REJECT, Choice.SNOOZE])
def test_what_is_closed_stays_closed(first: Choice, then: Choice) -> None:
    office = Office()
    made, _ = office.submit()
    office.decide("bob", made, first)
    with pytest.raises(UsageError, match="cannot be"):
        office.decide("cyd", made, then, until=office.now + 5)


def test_the_author_withdraws() -> None:
    office = Office()
    made, _ = office.submit()
    assert office.decide("ada", made, Choice.WITHDRAW, reason="").proposal.state is State.WITHDRAWN


def test_a_rejection_after_approval() -> None:
    office = Office()
    made, _ = office.submit()
    approved = office.decide("bob", made).proposal
    rejected = office.decide("cyd", approved, Choice.REJECT)
    assert (rejected.proposal.state, rejected.ruling.answer) == (State.REJECTED, Answer.REFUSED)


def test_a_decision_keeps_the_roles_that_were_held() -> None:
    office = Office()
    made, _ = office.submit()
    decision = office.decide("bob", made).decision
    assert (decision.roles, decision.lent_by, decision.person, decision.policy) == (
        ("lead",),
        ("",),
        "bob",
        "",
    )
