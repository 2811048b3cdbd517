"""Time passing: proposals expire and wake, approvals run out, and what its gates let pass by now passes."""

from collections.abc import Iterator

from mainstay.domain.gate import Answer, Ruling
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.office import Office
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.approve.by_policy import pass_by_policy, settled
from mainstay.steps.approve.deciding import ruling_of
from mainstay.steps.approve.passing_time import CLOCK, pass_time

_PORTION = 200
GATES = "gates"
_WHAT = {State.EXPIRED: "expired", State.APPROVED: "approved"}


def let_time_pass(office: Office) -> tuple[Proposal, ...]:
    """Let what is due expire or wake, so that nobody decides about what is no more; give what changed."""
    with office.store.reading() as work:
        # Who only looks holds up no writer.
        if not work.proposals.due(office.clock.now(), 1):
            return ()
    found: list[Proposal] = []
    while True:
        now = office.clock.now()
        with office.store.writing() as work:
            changed = pass_time(work, now, office.door, _PORTION)
            for proposal in changed:
                told = _WHAT.get(proposal.state, "woken")
                announce(work, office.channels, proposal, told, CLOCK, "", now, office.ids.new)
        found += changed
        if len(changed) < _PORTION:
            return tuple(found)


def tick(office: Office) -> tuple[Proposal, ...]:
    """Let time pass for every proposal and give those that changed: approvals ran out, roles ended, gates pass by themselves.

    Raises RunFailed when the store cannot be used. Each proposal changes in a transaction of its own.
    """
    changed = list(let_time_pass(office))
    for proposal in _out_of_line(office):
        then = _in_line(office, proposal)
        if then is not None:
            changed.append(then)
    return tuple(changed)


def _out_of_line(office: Office) -> Iterator[str]:
    """Give the ids of proposals whose state is not what their gates say, page by page."""
    before = ""
    while True:
        found = []
        with office.store.reading() as work:
            asked = Asked(None, frozenset({State.WAITING, State.APPROVED}), before=before, most=_PORTION)
            page = work.proposals.page(asked)
            found += [proposal.id for proposal in page if _differs(office, work, proposal)]
        yield from found
        if len(page) < _PORTION:
            return
        before = page[-1].id


def _differs(office: Office, work: Work, proposal: Proposal) -> bool:
    decisions = work.decisions.about(proposal.id)
    ruling = ruling_of(work, office.policy, proposal, decisions, office.clock.now())
    waiting = proposal.state is State.WAITING
    return waiting == (ruling.answer is Answer.PASSED) or (waiting and bool(ruling.automatic))


def _in_line(office: Office, name: str) -> Proposal | None:
    now = office.clock.now()
    with office.store.writing() as work:
        proposal = work.proposals.hold(name)
        if proposal is None:
            return None
        then, _ = by_the_gates(office, work, proposal, now)
    return None if then.state is proposal.state else then


def by_the_gates(office: Office, work: Work, proposal: Proposal, now: int) -> tuple[Proposal, Ruling]:
    """Let policies decide about a proposal that is held, and bring its state in line with what the gates say."""
    if proposal.state is State.WAITING:
        then = pass_by_policy(work, office.policy, proposal, office.door, now, office.ids.new)
    else:
        then = settled(work, office.policy, proposal, office.door, now)
    if then.state is not proposal.state:
        announce(work, office.channels, then, _WHAT.get(then.state, "lapsed"), GATES, "", now, office.ids.new)
    return then, ruling_of(work, office.policy, then, work.decisions.about(then.id), now)
