"""Time passing: proposals expire and wake, approvals run out, and what its gates let pass by now passes."""

from collections.abc import Iterator

from mainstay.domain.errors import MainstayError
from mainstay.domain.gate import Answer, Ruling
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.office import Office
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.approve.by_policy import pass_by_policy, settled
from mainstay.steps.approve.clock_leaps import Leap, leap_of, note_leap
from mainstay.steps.approve.deciding import ruling_of
from mainstay.steps.approve.passing_time import CLOCK, pass_time

_PORTION = 200
GATES = "gates"
_WHAT = {State.EXPIRED: "expired", State.APPROVED: "approved"}


def let_time_pass(office: Office) -> tuple[Proposal, ...]:
    """Let what is due expire or wake, so that nobody decides about what is no more; give what changed.

    While a leap of the clock is not settled nothing does; see `steps.approve.clock_leaps`.
    """
    with office.store.reading() as work:
        # Who only looks holds up no writer.
        now = office.clock.now()
        due, leap = work.proposals.due(now, 1), leap_of(work, now)
    if leap is not None and not leap.told and (due or leap.right or leap.is_backward):
        with office.store.writing() as work:
            # Somebody else may have been faster.
            leap = leap_of(work, office.clock.now())
            if leap is not None and not leap.told:
                note_leap(work, leap, office.door)
    if not due or (leap is not None and not leap.right):
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
    if leap_under_way(office) is not None:
        return tuple(changed)
    for proposal in _out_of_line(office):
        then = _in_line(office, proposal)
        if then is not None:
            changed.append(then)
    return tuple(changed)


def leap_under_way(office: Office) -> Leap | None:
    """Give the leap of the clock that is written down and not settled yet, None where there is none."""
    leap = _leap(office)
    return leap if leap is not None and leap.told and not leap.right else None


def clock_trouble(office: Office) -> tuple[MainstayError, ...]:
    """Tell what is wrong with the clock, or was until lately: for an hour, with each decision and tick."""
    leap = _leap(office)
    return (leap.failure(),) if leap is not None and leap.told else ()


def _leap(office: Office) -> Leap | None:
    with office.store.reading() as work:
        return leap_of(work, office.clock.now())


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
