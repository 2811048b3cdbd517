"""Looking at proposals: lists, one with all about it, and the whole id that a beginning stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstay.analysis.contents.differences import differences
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.holders import roles_of
from mainstay.analysis.gates.opening import opening
from mainstay.analysis.gates.signing import book_of
from mainstay.analysis.plans.soundness import in_order
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Lack, Opening, Ruling
from mainstay.domain.plan import Action, Step
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.proposal_view import (
    SCHEMA,
    ActionView,
    GateView,
    Listed,
    OpenOverride,
    ProposalList,
    ProposalView,
    RevisionView,
    StepView,
)
from mainstay.flows.office import Office
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from mainstay.steps.approve.deciding import ruling_of

SHORTEST = 4
_CANDIDATES = 1_000
_LOOKED_THROUGH = 1_000
_NONE = UsageError("there is no such proposal", mend="`mainstay proposals` lists them")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which proposals somebody wants to see: in `states` (all where empty), of a team, their own, those that wait for them."""

    states: frozenset[State] = frozenset()
    team: str = ""
    mine: bool = False
    waiting_for_me: bool = False
    before: str = ""
    most: int = 50


def find(office: Office, beginning: str) -> Proposal:
    """Give the one proposal whose id begins so, of those that this person may see.

    Raises UsageError where there is none, with the same words whether others have one, and where there are several.
    """
    seen = office.seen()
    with office.store.reading() as work:
        exact = work.proposals.get(beginning)
        names = [beginning] if exact is not None else []
        if exact is None and len(beginning) >= SHORTEST:
            names = list(work.proposals.starting_with(beginning, _CANDIDATES))
        found = [one for name in names if (one := work.proposals.get(name)) is not None]
    found = [one for one in found if seen is None or one.team in seen]
    if not found:
        mend = _NONE.mend if len(beginning) >= SHORTEST else f"give at least {SHORTEST} characters of its id"
        raise UsageError(_NONE.what, where=beginning, mend=mend)
    if len(found) > 1:
        told = ", ".join(one.id for one in found[:5]) + (", ..." if len(found) > 5 else "")
        raise UsageError("several proposals begin so", where=beginning, mend=f"say more of it: {told}")
    return found[0]


def listed(office: Office, wish: Wish) -> ProposalList:
    """Give a page of proposals that this person may see, the newest first. Raises RunFailed when the store cannot be read."""
    seen = office.seen()
    teams = seen if not wish.team else frozenset({wish.team}) & (seen if seen is not None else {wish.team})
    with office.store.reading() as work:
        found = list(_wished(office, work, wish, teams))
        more = found[wish.most - 1].id if len(found) > wish.most else ""
        return ProposalList(
            SCHEMA,
            office.clock.now(),
            office.who,
            tuple(found[: wish.most]),
            tuple(_overrides(office, work, seen)),
            work.proposals.count(teams),
            more,
        )


def shown(office: Office, proposal: Proposal) -> ProposalView:
    """Give all about a proposal that was found. Raises RunFailed when the store cannot be read."""
    with office.store.reading() as work:
        # What was found is read again, so that all of this is one state of the store.
        now = work.proposals.get(proposal.id) or proposal
        decisions = work.decisions.about(now.id)
        ruling = _ruling(office, work, now, decisions)
        plan = now.plan
        return ProposalView(
            SCHEMA,
            office.clock.now(),
            office.who,
            _listed(office, work, now),
            now.door,
            plan.key,
            plan.base,
            plan.targets,
            plan.why,
            plan.risk,
            plan.way_back,
            plan.effort,
            plan.labels,
            tuple(map(_step, in_order(plan.steps))),
            tuple(work.proofs.about([now.content])),
            tuple(decisions),
            ruling.answer,
            _gates(office, now, ruling),
            ruling.missing,
            _opening(office, work, now),
            tuple(_revisions(work.proposals.revisions(now.id))),
            next((one for one in _overrides(office, work, None) if one.proposal == now.id), None),
            office.advisory,
        )


def _wished(office: Office, work: Work, wish: Wish, teams: frozenset[str] | None) -> Iterator[Listed]:
    """Give the page's proposals and, where there is a further page, one more."""
    author = office.who if wish.mine else ""
    before, looked, given = wish.before, 0, 0
    while looked < _LOOKED_THROUGH:
        asked = Asked(teams, wish.states, author=author, before=before, most=wish.most + 1)
        page = work.proposals.page(asked)
        for proposal in page:
            one = _listed(office, work, proposal)
            if not wish.waiting_for_me or one.waits_for_you:
                given += 1
                yield one
                if given > wish.most:
                    return
        looked += len(page)
        if len(page) <= wish.most:
            return
        before = page[-1].id


def _listed(office: Office, work: Work, proposal: Proposal) -> Listed:
    missing: tuple[str, ...] = ()
    waits = False
    if proposal.state in {State.WAITING, State.APPROVED}:
        decisions = work.decisions.about(proposal.id)
        ruling = _ruling(office, work, proposal, decisions)
        missing = tuple(f"{one.gate}: {one.text}" if one.gate else one.text for one in ruling.missing)
        waits = proposal.state is State.WAITING and _waits_for(office, work, proposal, decisions, ruling)
    plan = proposal.plan
    return Listed(
        proposal.id,
        proposal.revision,
        proposal.content,
        plan.title,
        plan.change,
        plan.severity.name.lower(),
        plan.subject,
        plan.environment,
        proposal.team,
        proposal.author,
        proposal.state,
        proposal.submitted_at,
        proposal.changed_at,
        proposal.expires_at,
        proposal.wakes_at,
        missing,
        waits,
    )


def _ruling(office: Office, work: Work, proposal: Proposal, decisions: Sequence[Decision]) -> Ruling:
    return ruling_of(work, office.policy, proposal, decisions, office.clock.now())


def _waits_for(
    office: Office, work: Work, proposal: Proposal, decisions: Sequence[Decision], ruling: Ruling
) -> bool:
    """Whether this person's approval would fill a place that is empty: by trying it."""
    if office.who == proposal.author or not any(one.lack is Lack.APPROVAL for one in ruling.missing):
        return False
    now = office.clock.now()
    roles = roles_of(office.policy.directory, office.who, proposal.team, now)
    tried = Decision(
        "", proposal.id, proposal.content, Choice.APPROVE, office.who, "", office.door, "", now, tuple(roles)
    )
    return _ruling(office, work, proposal, (*decisions, tried)).missing != ruling.missing


def _overrides(office: Office, work: Work, seen: frozenset[str] | None) -> Iterator[OpenOverride]:
    now = office.clock.now()
    for decision in work.decisions.overrides(not_reviewed=True):
        proposal = work.proposals.get(decision.proposal)
        if proposal is not None and (seen is None or proposal.team in seen):
            yield OpenOverride(
                proposal.id,
                proposal.plan.title,
                decision.content,
                decision.person,
                decision.reason,
                decision.at,
                decision.until,
                decision.until <= now,
            )


def _opening(office: Office, work: Work, proposal: Proposal) -> Opening:
    now, policy = office.clock.now(), office.policy
    gates = gates_for(policy.gates, proposal.plan, proposal.team)
    book = book_of(work.windows.not_closed(now), policy.directory, proposal.team, proposal.author)
    return opening(gates, policy.calendar, proposal.plan, now, book)


def _gates(office: Office, proposal: Proposal, ruling: Ruling) -> tuple[GateView, ...]:
    passed = dict(ruling.passed_by)
    return tuple(
        GateView(
            gate.name,
            gate.about,
            gate.name in passed,
            passed.get(gate.name, ()),
            tuple(one for one in ruling.missing if one.gate == gate.name),
            gate.name in ruling.automatic,
        )
        for gate in gates_for(office.policy.gates, proposal.plan, proposal.team)
    )


def _step(step: Step) -> StepView:
    return StepView(
        step.id,
        ActionView(step.action.kind, step.action.parameters),
        _action(step.check),
        _action(step.undo),
        step.time_out,
        step.tries,
        step.repeat,
        step.after,
    )


def _action(action: Action | None) -> ActionView | None:
    return None if action is None else ActionView(action.kind, action.parameters)


def _revisions(revisions: Sequence[Proposal]) -> Iterator[RevisionView]:
    before: Proposal | None = None
    for one in revisions:
        changed = differences(before.plan, one.plan) if before is not None else ()
        yield RevisionView(one.revision, one.content, one.author, one.submitted_at, changed)
        before = one
