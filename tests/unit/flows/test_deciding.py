"""The flow of deciding: one transaction each, told and sealed; what fails afterwards takes nothing back."""

from dataclasses import replace

import pytest

from mainstay.analysis.contents.plan_content import content_hash
from mainstay.domain.channel import Channel
from mainstay.domain.decision import Choice, Door
from mainstay.domain.doing import Doing
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.domain.gate import Answer, Proof
from mainstay.domain.outbox import Delivery
from mainstay.domain.proposal import State
from mainstay.flows.looking import shown
from mainstay.flows.passing import tick
from mainstay.steps.propose.attesting import attest
from mainstay.steps.propose.submitting import Submission, Taken, submit
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
    assert house.attest("ada", made).proposal.state is State.WAITING
    done = house.attest("cyd", made)
    assert done.proposal.state is State.APPROVED
    assert [(one.person, one.policy) for one in house.store.held.decisions] == [("", "tested")]
    failed = house.attest("ada", made, Outcome.FAILED)
    assert failed.proposal.state is State.WAITING
    assert house.topics() == ["proposal.submitted", "proposal.approved", "proposal.lapsed"]


def test_evidence_that_comes_with_the_plan_counts_at_once_where_the_gate_takes_the_authors_word() -> None:
    own = replace(TESTED, automatic=(Proof("tests", author=True),))
    for gate, state in ((own, State.APPROVED), (TESTED, State.WAITING)):
        house = House(made_policy(gate))
        made = house.submit(evidence=[PASSED]).proposal
        assert made.state is state
        assert [one.by for one in house.store.held.evidence] == ["ada"]
    # What a program measured about its own plan counts.
    house = House(made_policy(TESTED))
    with house.store.writing() as work:
        of = plan(key="k", subject="repo:shop")
        doing = Doing("robot", Door.WORKER, house.clock.now(), is_program=True)
        submit(work, house.policy, Submission(of, content_hash(of), "p1"), doing)
        attest(work, house.policy, "p1", [replace(PASSED, content=content_hash(of))], doing)
    assert [one.state for one in tick(house.office("ada"))] == [State.APPROVED]


def test_who_only_looks_states_nothing() -> None:
    house = House(made_policy(TESTED))
    made = house.submit().proposal
    assert house.attest("cyd", made).proposal.state is State.APPROVED
    with pytest.raises(UsageError, match="has no role in shop that may state"):
        house.attest("vic", made, Outcome.FAILED)
    assert house.seen(made.id).state is State.APPROVED


def test_an_approval_is_not_replayed_by_a_content_that_comes_back() -> None:
    house = House()
    first = house.submit(of=plan(key="k", subject="repo:shop", expires=3_600)).proposal
    assert house.choose("bob", first).proposal.state is State.APPROVED
    house.submit(of=plan(key="k", subject="repo:shop", base="other", expires=3_600))
    house.clock.advance(3_000)
    back = house.submit(of=first.plan)
    assert (back.proposal.content, back.proposal.revision) == (first.content, 3)
    assert back.proposal.state is State.WAITING
    done = house.choose("bob", back.proposal)
    assert done.decision is not None
    assert (done.proposal.state, done.decision.revision) == (State.APPROVED, 3)


def test_an_override_is_not_replayed_nor_done_again_by_a_content_that_comes_back() -> None:
    house = House()
    first = house.submit().proposal
    house.choose("cyd", first, Choice.OVERRIDE)
    house.submit(of=plan(key="k", subject="repo:shop", base="other", expires=10_000))
    back = house.submit(of=first.plan).proposal
    assert back.state is State.WAITING
    with pytest.raises(UsageError, match="once already"):
        house.choose("cyd", back, Choice.OVERRIDE)
    # What was done is still to be reviewed.
    assert house.choose("bob", back, Choice.REVIEW).decision.revision == 1


def test_what_is_approved_may_be_approved_by_others_and_for_longer() -> None:
    house = House()
    made = house.submit().proposal
    now = house.clock.now()
    house.choose("bob", made, until=now + 100)
    longer = house.choose("bob", made, until=now + 500)
    assert (longer.proposal.state, len(house.store.held.decisions)) == (State.APPROVED, 2)
    # It is told as an approval, and not as approved once more.
    assert house.topics()[1:] == ["proposal.approval", "proposal.approved", "proposal.approval"]
    house.clock.advance(200)
    assert tick(house.office("ada")) == ()
    assert house.seen(made.id).state is State.APPROVED
    house.choose("dir", made)
    house.clock.advance(400)
    assert [one.state for one in tick(house.office("ada"))] == [State.WAITING]


def test_what_lapsed_unseen_is_approved_again() -> None:
    house = House()
    made = house.submit().proposal
    house.choose("bob", made, until=house.clock.now() + 100)
    house.clock.advance(200)
    assert house.seen(made.id).state is State.APPROVED
    assert house.choose("bob", made).proposal.state is State.APPROVED
    assert shown(house.office("ada"), made).answer is Answer.PASSED


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
    for who in ("ada", "vic"):
        with pytest.raises(UsageError, match=r"somebody else|may not review"):
            house.choose(who, made, Choice.REVIEW)
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
    assert [trouble.what for trouble in done.trouble] == ["the key of the audit trail is lost"]
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
