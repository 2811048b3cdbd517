"""The rules of gates once more, told as plainly as can be and without regard to speed; what decides must agree with it."""

from collections.abc import Iterable
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import permutations, product

from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Answer, Gate, Policy, Proof
from mainstay.domain.people import EVERY_TEAM, Directory, Role
from mainstay.domain.proposal import Proposal


def answer(
    policy: Policy, proposal: Proposal, decisions: list[Decision], evidence: list[Evidence], now: int
) -> Answer:
    """Say what must come of it."""
    if any(d.choice is Choice.REJECT for d in decisions if d.content == proposal.content):
        return Answer.REFUSED
    known = [
        d
        for d in decisions
        if d.content == proposal.content and d.revision == proposal.revision and d.at <= now
    ]
    asked = [gate for gate in policy.gates if is_for(gate, proposal)]
    if not asked:
        return Answer.OPEN
    for d in known:
        broken = d.choice is Choice.OVERRIDE and now < d.at + policy.override_lasts
        whose = [owners(policy.directory, d.person, role, proposal.team, now) for role in policy.override]
        if broken and d.person != proposal.author and any(one - {proposal.author} for one in whose):
            return Answer.PASSED
    return (
        Answer.PASSED
        if all(passes(policy, gate, proposal, known, evidence, now) for gate in asked)
        else Answer.OPEN
    )


def is_for(gate: Gate, proposal: Proposal) -> bool:
    """Whether a gate is for a proposal."""
    when, plan = gate.when, proposal.plan
    return all(
        (
            not when.changes or plan.change in when.changes,
            plan.severity >= when.least,
            not when.environments or any(fnmatchcase(plan.environment, glob) for glob in when.environments),
            not when.subjects or any(fnmatchcase(plan.subject, glob) for glob in when.subjects),
            not when.teams or proposal.team in when.teams,
        )
    )


def owners(directory: Directory, person: str, role: Role, team: str, now: int) -> set[str]:
    """Give whose a role is that a person holds now: their own, or that of who lent it and has it themselves."""
    if not any(p.name == person and p.active for p in directory.people):
        return set()
    held = [
        h
        for h in directory.holdings
        if h.person == person
        and h.role == role
        and h.team in (team, EVERY_TEAM)
        and h.since <= now
        and (h.until == 0 or h.until > now)
    ]
    own = {person for h in held if not h.lent_by}
    lent = {h.lent_by for h in held if h.lent_by}
    return own | {lender for lender in lent if lender in _owning(directory, lender, role, team, now)}


def _owning(directory: Directory, person: str, role: Role, team: str, now: int) -> set[str]:
    own = tuple(h for h in directory.holdings if h.person == person and not h.lent_by)
    return owners(replace(directory, holdings=own), person, role, team, now)


def passes(
    policy: Policy, gate: Gate, proposal: Proposal, known: list[Decision], evidence: list[Evidence], now: int
) -> bool:
    """Whether a gate is passed."""
    people = policy.directory

    def counts(one: Evidence, proof: Proof) -> bool:
        if one.content != proposal.content or one.kind != proof.kind:
            return False
        theirs = proposal.author in {person.name for person in people.people}
        if one.by == proposal.author and theirs and not proof.author and one.outcome is proof.outcome:
            return False
        lent_by_author = set() if proof.author else {proposal.author} - {one.by}
        whose = (owners(people, one.by, role, proposal.team, now) for role in proof.by)
        return not proof.by or any(one - lent_by_author for one in whose)

    def stands(proof: Proof) -> bool:
        last: Evidence | None = None
        for one in evidence:
            if counts(one, proof):
                last = one
        if last is None or last.at > now or last.outcome is not proof.outcome:
            return False
        return not proof.within or now - last.at <= proof.within

    used = {
        action.kind
        for step in proposal.plan.steps
        for action in (step.action, step.check, step.undo)
        if action is not None
    }
    if (gate.actions and not used <= set(gate.actions)) or not all(map(stands, gate.proofs)):
        return False
    by_policy = any(d.choice is Choice.APPROVE and d.policy == gate.name for d in known)
    if by_policy and gate.automatic and all(map(stands, gate.automatic)):
        return True
    fit: dict[str, set[tuple[Role, str]]] = {}
    for d in known:
        fresh = (not d.until or now < d.until) and (not gate.lasts or now < d.at + gate.lasts)
        if d.choice is Choice.APPROVE and d.person and d.person != proposal.author and fresh:
            held = {
                (Role(role), owner)
                for role in d.roles
                for owner in owners(people, d.person, Role(role), proposal.team, now)
                if owner != proposal.author
            }
            fit.setdefault(d.person, set()).update(held)
    places = [set(need.roles) for need in gate.needs for _ in range(need.count)]
    return any_seating(places, fit)


def any_seating(places: list[set[Role]], people: dict[str, set[tuple[Role, str]]]) -> bool:
    """Whether some way of seating different people, by roles of different owners, fills all places."""
    seatings: Iterable[tuple[str, ...]] = permutations(people, len(places))
    return any(
        any(
            len(set(chosen)) == len(places)
            for chosen in product(
                *(
                    [owner for role, owner in people[person] if role in place]
                    for person, place in zip(seating, places, strict=True)
                )
            )
        )
        for seating in seatings
    )
