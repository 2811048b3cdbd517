"""The flow of deciding: one transaction each, told and sealed; what fails afterwards takes nothing back."""

import pytest

from mainstay.domain.channel import Channel
from mainstay.domain.decision import Choice
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Answer
from mainstay.domain.outbox import Delivery
from mainstay.domain.proposal import State
from mainstay.flows.looking import shown
from mainstay.flows.passing import tick
from mainstay.steps.propose.submitting import Taken
from tests.fakes.clock import SetClock
from tests.fakes.offices import LEAD, TESTED, BrokenPlace, House, made_policy
from tests.fakes.records import plan

PASSED = Evidence("", "tests", Outcome.PASSED, "", 0)


def test_a_plan_is_proposed_approved_told_and_sealed() -> None:
    house = House()
    made = house.submit()
    assert (made.taken, made.proposal.state, made.trouble) == (Taken.NEW, State.WAITING, ())
    done = house.choose("bob", made.proposal)
    assert done.decision is not None
    assert (done.proposal.state, done.decision.person) == (State.APPROVED, "bob")
    assert house.acts() == [("ada", "submit"), ("bob", "approve"), ("bob", "suffice")]
    assert house.topics() == ["proposal.submitted", "proposal.approval", "proposal.approved"]
    assert len(house.store.held.links) == 3
    assert all(one.delivery is Delivery.DUE for one in house.store.held.messages.values())


class Hurrying(SetClock):
    """A clock that goes on by a second whenever somebody looks at it."""

    def now(self) -> int:
        self.advance(1)
        return super().now()


def test_an_approval_holds_however_long_it_takes_to_keep_it() -> None:
    house = House(clock=Hurrying())
    done = house.choose("bob", house.submit().proposal)
    assert done.proposal.state is State.APPROVED
    assert house.acts() == [("ada", "submit"), ("bob", "approve"), ("bob", "suffice")]


def test_a_clock_that_is_behind_takes_nothing_back() -> None:
    house = House(made_policy(LEAD, TESTED))
    made = house.submit().proposal
    assert house.choose("bob", made).proposal.state is State.APPROVED
    house.clock.advance(-5)
    assert house.attest("cyd", made).proposal.state is State.APPROVED
    assert tick(house.office("ada")) == ()
    assert shown(house.office("ada"), made).answer is Answer.PASSED
    house.clock.advance(-1_000)
    assert house.choose("dir", made, Choice.REJECT).proposal.state is State.REJECTED


def test_what_is_refused_leaves_nothing_behind() -> None:
    house = House()
    made = house.submit().proposal
    before = house.store.held
    for who, choice in (
        ("ada", Choice.APPROVE),
        ("eve", Choice.REJECT),
        ("vic", Choice.APPROVE),
        ("bob", Choice.REVIEW),
    ):
        with pytest.raises(UsageError):
            house.choose(who, made, choice)
    with pytest.raises(UsageError, match="there is no such proposal"):
        house.attest("eve", made)
    assert (house.store.held.decisions, house.store.held.rows, house.store.held.messages) == (
        before.decisions,
        before.rows,
        before.messages,
    )


def test_the_same_approval_twice_is_one_and_told_once() -> None:
    house = House(made_policy(LEAD, TESTED))
    made = house.submit().proposal
    first, second = house.choose("bob", made), house.choose("bob", made)
    assert first.decision == second.decision
    assert house.topics().count("proposal.approval") == 1


def test_the_last_approval_given_again_is_told_once() -> None:
    house = House()
    made = house.submit().proposal
    for _ in range(3):
        assert house.choose("bob", made).proposal.state is State.APPROVED
    assert house.topics() == ["proposal.submitted", "proposal.approval", "proposal.approved"]
    assert house.acts() == [("ada", "submit"), ("bob", "approve"), ("bob", "suffice")]


def test_a_policy_passes_in_the_transaction_of_what_it_waited_for() -> None:
    house = House(made_policy(TESTED))
    made = house.submit().proposal
    done = house.attest("ada", made)
    assert done.proposal.state is State.APPROVED
    assert [(one.person, one.policy) for one in house.store.held.decisions] == [("", "tested")]
    failed = house.attest("ada", made, Outcome.FAILED)
    assert failed.proposal.state is State.WAITING
    assert house.topics() == ["proposal.submitted", "proposal.approved", "proposal.lapsed"]


def test_evidence_that_comes_with_the_plan_counts_at_once() -> None:
    house = House(made_policy(TESTED))
    assert house.submit(evidence=[PASSED]).proposal.state is State.APPROVED
    assert [one.by for one in house.store.held.evidence] == ["ada"]


def test_a_changed_plan_takes_the_approval_back() -> None:
    house = House()
    made = house.submit().proposal
    house.choose("bob", made)
    again = house.submit(of=plan(key="k", subject="repo:shop", base="other", expires=10_000))
    assert (again.taken, again.proposal.id, again.proposal.state) == (Taken.REVISED, made.id, State.WAITING)
    with pytest.raises(UsageError, match="has changed since"):
        house.choose("bob", made)
    assert house.submit(of=again.proposal.plan).taken is Taken.THERE
    assert house.topics()[-1] == "proposal.revised"


def test_what_expired_meanwhile_expires_before_somebody_decides() -> None:
    house = House()
    made = house.submit().proposal
    house.clock.advance(10_000)
    with pytest.raises(UsageError, match="expired"):
        house.choose("bob", made)
    assert house.seen(made.id).state is State.EXPIRED
    assert house.topics()[-1] == "proposal.expired"


def test_who_snoozed_it_can_have_it_back_when_it_woke() -> None:
    house = House()
    made = house.submit().proposal
    house.choose("bob", made, Choice.SNOOZE, until=house.clock.now() + 50)
    with pytest.raises(UsageError, match="snoozed cannot be approved"):
        house.choose("bob", made)
    house.clock.advance(50)
    assert house.choose("bob", made).proposal.state is State.APPROVED
    assert house.topics()[1:3] == ["proposal.snoozed", "proposal.woken"]


def test_an_override_and_its_review() -> None:
    house = House()
    made = house.submit().proposal
    assert house.choose("cyd", made, Choice.OVERRIDE).proposal.state is State.APPROVED
    with pytest.raises(UsageError, match="somebody else"):
        house.choose("cyd", made, Choice.REVIEW)
    assert house.choose("bob", made, Choice.REVIEW).proposal.state is State.APPROVED
    assert house.topics()[1:] == ["proposal.overridden", "proposal.approved", "proposal.reviewed"]


@pytest.mark.parametrize("choice", [Choice.REJECT, Choice.WITHDRAW])
def test_what_is_over_stays_over(choice: Choice) -> None:
    house = House()
    made = house.submit().proposal
    done = house.choose("bob", made, choice)
    assert done.proposal.state in {State.REJECTED, State.WITHDRAWN}
    with pytest.raises(UsageError, match="cannot be approved"):
        house.choose("bob", made)


def test_a_seal_that_fails_takes_no_decision_back_and_is_told() -> None:
    failure = RunFailed("nobody answers", where="outside")
    house = House(anchors=(BrokenPlace(failure),))
    made = house.submit()
    assert made.trouble == (failure,)
    house.keys.lose()
    done = house.choose("bob", made.proposal)
    assert [trouble.what for trouble in done.trouble] == ["the key of the audit trail is not here"]
    assert house.seen(made.proposal.id).state is State.APPROVED


def test_where_somebody_else_seals_nothing_is_said_unless_nobody_does() -> None:
    house = House(seals=False)
    made = house.submit()
    assert made.trouble == ()
    assert house.store.held.links == {}
    house.clock.advance(3_600)
    assert house.choose("bob", made.proposal).trouble == ()
    house.clock.advance(1)
    (trouble,) = house.choose("dir", made.proposal, Choice.REJECT).trouble
    assert (trouble.what, trouble.mend) == (
        "the audit trail is not sealed by anybody",
        "let a timer run: mainstay tick",
    )


def test_channels_hear_of_their_topics_and_teams_alone() -> None:
    channels = (
        Channel("bank", teams=("bank",)),
        Channel("end", ("*.approved", "*.rejected")),
        Channel("none", ("x",)),
    )
    house = House(channels=channels)
    made = house.submit().proposal
    house.choose("bob", made)
    assert [(one.channel, one.topic) for one in house.store.held.messages.values()] == [
        ("end", "proposal.approved")
    ]
