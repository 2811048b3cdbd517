"""Deciding: a plan comes in, people and policies decide about one content of it, time passes; all of it is told and sealed."""

from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.decision import Choice, Decision, Judgement
from mainstay.domain.doing import Doing
from mainstay.domain.errors import MainstayError
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Ruling
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Proposal, State
from mainstay.flows.auditing import seal_and_anchor, waiting_trouble
from mainstay.flows.office import Office
from mainstay.flows.passing import by_the_gates, clock_trouble, let_time_pass
from mainstay.ports.store import Work
from mainstay.steps.announce.outbox import announce
from mainstay.steps.approve.deciding import Wanted, decide
from mainstay.steps.approve.emergency import override, review
from mainstay.steps.propose.attesting import attest
from mainstay.steps.propose.submitting import Submission, Taken, submit

TOLD = {
    Choice.APPROVE: "approval",
    Choice.REJECT: "rejected",
    Choice.SNOOZE: "snoozed",
    Choice.WITHDRAW: "withdrawn",
    Choice.OVERRIDE: "overridden",
    Choice.REVIEW: "reviewed",
}
"""What is told to channels of a choice; `approved` follows once all gates are passed."""
_TAKEN = {Taken.NEW: "submitted", Taken.REVISED: "revised"}


@dataclass(frozen=True, slots=True)
class Naming:
    """What somebody decides about: one content (its whole hash) of one proposal (its whole id); why; until when (0: no end).

    `judgement` is what a review of an override came to.
    """

    proposal: str
    content: str
    reason: str = ""
    until: int = 0
    judgement: Judgement = Judgement.NONE


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the proposal as it is now, and what its gates say.

    `trouble` is what failed after it was kept: sealing, or telling the seal to the outside, both of which are tried again
    later; and a clock that leapt.
    """

    proposal: Proposal
    ruling: Ruling
    decision: Decision | None = None
    taken: Taken | None = None
    trouble: tuple[MainstayError, ...] = ()


def submit_plan(office: Office, plan: Plan, content: str, evidence: Sequence[Evidence] = ()) -> Done:
    """Take a plan in, with what was stated along with it, in this person's name.

    Raises UsageError as `steps.propose` does, RunFailed when it cannot be kept.
    """
    let_time_pass(office)
    doing = office.doing()
    with office.store.writing() as work:
        found, taken = submit(work, office.policy, Submission(plan, content, office.ids.new()), doing)
        if taken in _TAKEN:
            _announce(office, work, found, _TAKEN[taken], plan.why, doing.now)
        if evidence:
            found = attest(work, office.policy, found.id, evidence, doing)
        proposal, ruling = by_the_gates(office, work, found, doing.now)
    return Done(proposal, ruling, taken=taken, trouble=_after(office))


def attest_outcome(office: Office, proposal: str, evidence: Sequence[Evidence]) -> Done:
    """Keep statements about a proposal's content in this person's name. Raises as `submit_plan` does."""
    let_time_pass(office)
    doing = office.doing()
    with office.store.writing() as work:
        found = attest(work, office.policy, proposal, evidence, doing)
        proposal_now, ruling = by_the_gates(office, work, found, doing.now)
    return Done(proposal_now, ruling, trouble=_after(office))


def choose(office: Office, naming: Naming, choice: Choice) -> Done:
    """Approve, reject, snooze, withdraw, override or review as this person. Raises as `submit_plan` does."""
    let_time_pass(office)
    doing = office.doing()
    wanted = Wanted(
        naming.proposal,
        naming.content,
        choice,
        naming.reason,
        office.ids.new(),
        naming.until,
        naming.judgement,
    )
    with office.store.writing() as work:
        was = work.proposals.hold(naming.proposal)
        known = {one.id for one in work.decisions.about(naming.proposal)}
        proposal, decision = _chosen(office, work, wanted, doing)
        if decision.id not in known:
            # What was decided already was told then.
            told = f"{decision.judgement}: {naming.reason}" if decision.judgement else naming.reason
            _announce(office, work, proposal, TOLD[choice], told, doing.now)
            if proposal.state is State.APPROVED and was is not None and was.state is not State.APPROVED:
                _announce(office, work, proposal, State.APPROVED, naming.reason, doing.now)
        proposal, ruling = by_the_gates(office, work, proposal, doing.now)
    return Done(proposal, ruling, decision, trouble=_after(office))


def seal(office: Office) -> tuple[MainstayError, ...]:
    """Seal what was written down and tell the seal to the outside; what was decided stands, whatever fails here."""
    try:
        return seal_and_anchor(office.store, office.keys, office.anchors, office.clock).failures
    except MainstayError as failure:
        return (failure,)


def _after(office: Office) -> tuple[MainstayError, ...]:
    sealing = seal(office) if office.seals else waiting_trouble(office.store, office.clock)
    return (*clock_trouble(office), *sealing)


def _chosen(office: Office, work: Work, wanted: Wanted, doing: Doing) -> tuple[Proposal, Decision]:
    if wanted.choice is Choice.REVIEW:
        decision = review(work, office.policy, wanted, doing)
        proposal = work.proposals.hold(wanted.proposal)
        if proposal is None:
            raise LookupError(wanted.proposal)
        return proposal, decision
    act = override if wanted.choice is Choice.OVERRIDE else decide
    decided = act(work, office.policy, wanted, doing)
    return decided.proposal, decided.decision


def _announce(office: Office, work: Work, proposal: Proposal, act: str, reason: str, now: int) -> None:
    announce(work, office.channels, proposal, act, office.who, reason, now, office.ids.new)
