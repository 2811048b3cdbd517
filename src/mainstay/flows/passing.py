"""Time passing: proposals expire and wake, approvals run out, and what its gates let pass by now passes."""

from mainstay.analysis.contents.plan_content import is_whole
from mainstay.analysis.gates.lasting import rules_digest
from mainstay.domain.errors import MainstayError
from mainstay.domain.gate import Answer, Ruling
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.office import Office
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.approve.by_policy import pass_by_policy, settled
from mainstay.steps.approve.cases import Case, cases
from mainstay.steps.approve.clock_leaps import Leap, leap_of, note_leap
from mainstay.steps.approve.deciding import ruling_of
from mainstay.steps.approve.passing_time import CLOCK, pass_time

_PORTION = 100
"""So many proposals hold up other writers for some tens of milliseconds."""
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

    Those are looked at about which the gates may say something else than at the last tick. Raises RunFailed when the store
    cannot be used; what was changed until then stays.
    """
    changed = list(let_time_pass(office))
    if leap_under_way(office) is not None:
        return tuple(changed)
    rules = rules_digest(office.policy)
    while True:
        with office.store.writing() as work:
            now = office.clock.now()
            found = work.proposals.unruled(rules, now, _PORTION)
            then = [_in_line(office, work, case, now) for case in cases(work, found)]
            until = {one.proposal.id: one.holds_until(office.policy, now) for one in cases(work, then)}
            work.proposals.ruled(until, rules)
        changed += [now_so for was, now_so in zip(found, then, strict=True) if now_so.state is not was.state]
        # Fewer than a portion may be because somebody holds some of it.
        if not found:
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


def _in_line(office: Office, work: Work, case: Case, now: int) -> Proposal:
    """Bring a proposal that is held in line with its gates where they say something else than its state."""
    if not is_whole(case.proposal):
        # Nothing passes for a plan that nobody proposed; whoever looks at it is told, and the others go on.
        return case.proposal
    ruling = case.ruling(office.policy, now)
    waiting = case.proposal.state is State.WAITING
    if waiting == (ruling.answer is Answer.PASSED) or (waiting and ruling.automatic):
        return by_the_gates(office, work, case.proposal, now)[0]
    return case.proposal


def by_the_gates(office: Office, work: Work, proposal: Proposal, now: int) -> tuple[Proposal, Ruling]:
    """Let policies decide about a proposal that is held, and bring its state in line with what the gates say."""
    if proposal.state is State.WAITING:
        then = pass_by_policy(work, office.policy, proposal, office.door, now, office.ids.new)
    else:
        then = settled(work, office.policy, proposal, office.door, now)
    if then.state is not proposal.state:
        announce(work, office.channels, then, _WHAT.get(then.state, "lapsed"), GATES, "", now, office.ids.new)
    return then, ruling_of(work, office.policy, then, work.decisions.about(then.id), now)
