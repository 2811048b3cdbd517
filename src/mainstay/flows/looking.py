"""Looking at proposals: lists, one with all about it, and the whole id that a beginning stands for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mainstay.analysis.contents.plan_content import kept_whole
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.holders import roles_of
from mainstay.analysis.gates.permission import state_at
from mainstay.analysis.plans.soundness import as_done
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Lack, Ruling
from mainstay.domain.people import Role
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.proposal_view import SCHEMA, Listed, OpenOverride, ProposalList, ProposalView
from mainstay.flows.beginnings import SHORTEST, the_one
from mainstay.flows.office import Office
from mainstay.flows.permitting import standing
from mainstay.flows.proposal_parts import gate_views, revision_views, step_view
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from mainstay.steps.approve.cases import Case, cases

_CANDIDATES = 1_000
_LOOKED_THROUGH = 500
_AT_ONCE = 100
_RULED = frozenset({State.WAITING, State.APPROVED})
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
    return the_one(found, beginning, "proposals", _NONE)


def listed(office: Office, wish: Wish) -> ProposalList:
    """Give a page of proposals that this person may see, the newest first. Raises RunFailed when the store cannot be read."""
    seen = office.seen()
    teams = seen if not wish.team else frozenset({wish.team}) & (seen if seen is not None else {wish.team})
    with office.store.reading() as work:
        found, more = _wished(office, work, wish, teams)
        return ProposalList(
            SCHEMA,
            office.clock.now(),
            office.who,
            tuple(found),
            tuple(_overrides(office, work, seen)),
            work.proposals.count(teams),
            more,
        )


def shown(office: Office, proposal: Proposal) -> ProposalView:
    """Give all about a proposal that was found. Raises RunFailed when the store cannot be read, or a plan was changed there."""
    with office.store.reading() as work:
        # What was found is read again, so that all of this is one state of the store.
        now = kept_whole(work.proposals.get(proposal.id) or proposal)
        (case,) = cases(work, [now])
        moment = office.clock.now()
        stands = standing(work, office.policy, case, now.content, moment)
        ruling = stands.ruling
        plan = now.plan
        return ProposalView(
            SCHEMA,
            moment,
            office.who,
            _listed(office, case, moment),
            now.door,
            plan.key,
            plan.base,
            plan.targets,
            plan.why,
            plan.risk,
            plan.way_back,
            plan.effort,
            plan.labels,
            plan.expires,
            plan.version,
            tuple(map(step_view, as_done(plan.steps))),
            tuple(case.evidence),
            tuple(case.decisions),
            ruling.answer,
            tuple(gate_views(office.policy, now, ruling, moment)),
            ruling.missing,
            stands.opening,
            stands.permission,
            tuple(revision_views(work.proposals.revisions(now.id))),
            next((one for one in _overrides(office, work, None) if one.proposal == now.id), None),
            office.advisory,
        )


def _wished(office: Office, work: Work, wish: Wish, teams: frozenset[str] | None) -> tuple[list[Listed], str]:
    """Give the page's proposals, and the id to go on behind where there may be more."""
    found: list[Listed] = []
    before, looked = wish.before, 0
    # What is kept as approved may wait by now.
    kept = wish.states | ({State.APPROVED} if State.WAITING in wish.states else frozenset())
    now = office.clock.now()
    at_once = _AT_ONCE if wish.waiting_for_me else wish.most + 1
    while looked < _LOOKED_THROUGH:
        author = office.who if wish.mine else ""
        page = work.proposals.page(Asked(teams, kept, author=author, before=before, most=at_once))
        fitting = [one for one in page if not wish.waiting_for_me or _may_wait_for(office, one)]
        for case in cases(work, fitting):
            one = _listed(office, case, now)
            if (not wish.states or one.state in wish.states) and (
                not wish.waiting_for_me or one.waits_for_you
            ):
                if len(found) == wish.most:
                    return found, found[-1].id
                found.append(one)
        looked += len(page)
        if len(page) < at_once:
            return found, ""
        before = page[-1].id
    return found, before


def _listed(office: Office, case: Case, now: int) -> Listed:
    proposal = case.proposal
    ruling = case.ruling(office.policy, now) if proposal.state in _RULED else None
    state = state_at(proposal, ruling, now)
    missing: tuple[str, ...] = ()
    waits = False
    if ruling is not None:
        missing = tuple(f"{one.gate}: {one.text}" if one.gate else one.text for one in ruling.missing)
        waits = state is State.WAITING and _waits_for(office, case, ruling)
    is_broken = ruling is not None and state is State.APPROVED
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
        state,
        proposal.submitted_at,
        proposal.changed_at,
        proposal.expires_at,
        proposal.wakes_at,
        missing,
        waits,
        proposal.state,
        ruling.broken_by if ruling is not None and is_broken else "",
        ruling.broken_until if ruling is not None and is_broken else 0,
    )


def _may_wait_for(office: Office, proposal: Proposal) -> bool:
    """Whether some gate needs what this person holds; most that do not wait for them are passed over by that."""
    if proposal.state not in _RULED or office.who == proposal.author:
        return False
    roles = _roles(office, proposal).keys()
    gates = gates_for(office.policy.gates, proposal.plan, proposal.team)
    return any(not roles.isdisjoint(need.roles) for gate in gates for need in gate.needs)


def _waits_for(office: Office, case: Case, ruling: Ruling) -> bool:
    """Whether this person's approval would fill a place that is empty: by trying it."""
    proposal = case.proposal
    if not any(one.lack is Lack.APPROVAL for one in ruling.missing) or not _may_wait_for(office, proposal):
        return False
    now = office.clock.now()
    tried = Decision(
        "",
        proposal.id,
        proposal.content,
        proposal.revision,
        Choice.APPROVE,
        office.who,
        "",
        office.door,
        "",
        now,
        tuple(_roles(office, proposal)),
    )
    with_it = replace(case, decisions=(*case.decisions, tried))
    return with_it.ruling(office.policy, now).missing != ruling.missing


def _roles(office: Office, proposal: Proposal) -> dict[Role, str]:
    """Give the roles by which this person may approve a proposal: not those that its author lent."""
    now = office.clock.now()
    return roles_of(office.policy.directory, office.who, proposal.team, now, (proposal.author,))


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
