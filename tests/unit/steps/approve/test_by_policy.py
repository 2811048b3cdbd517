"""Gates that pass by themselves, and the state that follows what they say."""

from itertools import count

from mainstay.domain.decision import Choice, Door
from mainstay.domain.evidence import Outcome
from mainstay.domain.proposal import Proposal, State
from mainstay.steps.approve.by_policy import pass_by_policy, settled
from mainstay.steps.approve.passing_time import pass_time
from mainstay.steps.propose.attesting import attest
from tests.unit.steps.office import LEAD, TESTED, Office, as_work, statement

_numbers = count()


def stating(office: Office, about: Proposal, outcome: Outcome = Outcome.PASSED, who: str = "bob") -> Proposal:
    """State how the tests came out, and let gates pass by themselves."""
    with office.store.writing() as work:
        found = attest(
            as_work(work),
            office.policy,
            about.id,
            [statement(about.content, outcome=outcome)],
            office.doing(who),
        )
        return pass_by_policy(
            as_work(work), office.policy, found, Door.WORKER, office.now, lambda: f"d{next(_numbers)}"
        )


def test_a_gate_passes_by_itself_and_says_why() -> None:
    office = Office(TESTED)
    made, _ = office.submit()
    assert stating(office, made).state is State.APPROVED
    (decision,) = office.store.held.decisions
    assert (decision.person, decision.policy, decision.reason) == (
        "",
        "tested",
        "by itself: tests passed within 100 s",
    )
    assert office.told() == [
        ("ada", "submit"),
        ("bob", "attest"),
        ("tested", "approve"),
        ("gates", "suffice"),
    ]


def test_nothing_passes_by_itself_unless_the_gate_says_so() -> None:
    office = Office(LEAD)
    made, _ = office.submit()
    assert stating(office, made).state is State.WAITING and not office.store.held.decisions


def test_failed_evidence_takes_it_back() -> None:
    office = Office(TESTED)
    made, _ = office.submit()
    approved = stating(office, made)
    office.now += 1
    with office.store.writing() as work:
        attest(
            as_work(work),
            office.policy,
            made.id,
            [statement(made.content, outcome=Outcome.FAILED)],
            office.doing("ada"),
        )
    with office.store.writing() as work:
        assert settled(as_work(work), office.policy, approved, Door.WORKER, office.now).state is State.WAITING


def test_time_alone() -> None:
    office = Office()
    first, _ = office.submit()
    snoozed = office.decide("bob", first, Choice.SNOOZE, until=office.now + 50).proposal
    assert snoozed.state is State.SNOOZED
    with office.store.writing() as work:
        assert pass_time(as_work(work), office.now + 49, Door.WORKER) == ()
    with office.store.writing() as work:
        (awake,) = pass_time(as_work(work), office.now + 50, Door.WORKER)
    assert (awake.state, awake.wakes_at) == (State.WAITING, 0)
    with office.store.writing() as work:
        (expired,) = pass_time(as_work(work), first.expires_at, Door.WORKER)
    assert expired.state is State.EXPIRED
    with office.store.writing() as work:
        assert pass_time(as_work(work), first.expires_at + 1, Door.WORKER) == ()
