"""Holding a proposal against its gates: who passed each, and what is missing."""

from collections.abc import Iterable, Iterator, Sequence

from mainstay.analysis.gates.filling import fill
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.holders import owned_roles, roles_of
from mainstay.analysis.gates.proving import unproved
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Answer, Gate, Lack, Missing, Policy, Ruling, Seat
from mainstay.domain.people import Directory, Need, Role
from mainstay.domain.proposal import Proposal

SKEW = 600
"""So many seconds may the clock of another machine be ahead."""


def rule(
    policy: Policy, proposal: Proposal, decisions: Sequence[Decision], evidence: Sequence[Evidence], now: int
) -> Ruling:
    """Say whether a proposal has what its gates want at `now` (seconds since 1970).

    Only what was decided about this revision of the content counts. An approval counts while the person still holds the role
    that they held when they gave it, and never from the author, nor by a role that the author lent. What was decided at a
    moment that is still to come, or about an earlier revision with the same content, does not count unless it rejects.
    `evidence` is in the order in which it was kept, which is what makes a statement the last of its kind.
    Where no gate fits nothing passes.
    """
    named = [decision for decision in decisions if decision.content == proposal.content]
    about = [one for one in named if one.revision == proposal.revision and one.at <= now]
    gates = gates_for(policy.gates, proposal.plan, proposal.team)
    names = tuple(gate.name for gate in gates)
    rejected = [decision for decision in named if decision.choice is Choice.REJECT]
    if rejected:
        text = f"{rejected[-1].person} rejected it"
        return Ruling(Answer.REFUSED, names, (), (Missing("", Lack.REJECTED, text),))
    if not gates:
        return Ruling(Answer.OPEN, (), (), (Missing("", Lack.GATE, "no gate is for such a change"),))
    stated = [one for one in evidence if one.content == proposal.content]
    passed: list[tuple[str, tuple[Seat, ...]]] = []
    missing: list[Missing] = []
    automatic: list[str] = []
    for gate in gates:
        by, lacking = _one(gate, policy.directory, proposal, about, stated, now)
        missing += lacking
        if not lacking:
            passed.append((gate.name, by))
        elif gate.automatic and _may_pass_alone(gate, policy.directory, proposal, stated, now):
            automatic.append(gate.name)
    broken_by, broken_until = _override(policy, proposal, about, now)
    return Ruling(
        Answer.OPEN if missing and not broken_by else Answer.PASSED,
        names,
        tuple(passed),
        tuple(missing),
        tuple(automatic),
        broken_by,
        broken_until,
    )


def no_earlier(now: int, decisions: Iterable[Decision], evidence: Iterable[Evidence]) -> int:
    """Give `now`, or the moment of the latest thing that is kept where that is up to SKEW later: it has happened, after all.

    Who waited for another writer took the time before, and the clocks of two machines differ. What is later than that was
    written by a clock that leapt, and must not hold until its day comes.
    """
    kept = (*(one.at for one in decisions), *(one.at for one in evidence))
    return max([now, *(at for at in kept if at <= now + SKEW)])


def approvers(
    gate: Gate, directory: Directory, proposal: Proposal, decisions: Iterable[Decision], now: int
) -> dict[str, dict[str, frozenset[Role]]]:
    """Give the people whose approval counts at a gate, in the order in which they approved, with their roles that count.

    The roles stand by whose they are; see `holders.owned_roles`.
    """
    named: dict[str, frozenset[Role]] = {}
    for decision in decisions:
        if (
            decision.choice is Choice.APPROVE
            and decision.person not in {"", proposal.author}
            and (not decision.until or now < decision.until)
            and (not gate.lasts or now < decision.at + gate.lasts)
        ):
            named[decision.person] = named.get(decision.person, frozenset()) | set(map(Role, decision.roles))
    return {
        person: {
            owner: held & as_what
            for owner, held in owned_roles(directory, person, proposal.team, now, proposal.author).items()
        }
        for person, as_what in named.items()
    }


def _one(
    gate: Gate,
    directory: Directory,
    proposal: Proposal,
    decisions: Sequence[Decision],
    stated: Sequence[Evidence],
    now: int,
) -> tuple[tuple[Seat, ...], list[Missing]]:
    """Give who passed a gate and what it lacks."""
    lacking = [*_not_let_through(gate, proposal)]
    lacking += unproved(gate.name, gate.proofs, directory, proposal, stated, now)
    by_itself = any(
        decision.policy == gate.name and decision.choice is Choice.APPROVE for decision in decisions
    )
    if by_itself and gate.automatic and _may_pass_alone(gate, directory, proposal, stated, now):
        return (Seat(gate.name),), lacking
    places = fill(gate.needs, approvers(gate, directory, proposal, decisions, now))
    empty: dict[Need, int] = {}
    for need, seat in places:
        if seat is None:
            empty[need] = empty.get(need, 0) + 1
    for need, count in empty.items():
        roles = " or ".join(need.roles)
        text = f"an approval by {roles}" if count == 1 else f"approvals by {count} people who are {roles}"
        lacking.append(Missing(gate.name, Lack.APPROVAL, text))
    return tuple(seat for _, seat in places if seat is not None), lacking


def _may_pass_alone(
    gate: Gate, directory: Directory, proposal: Proposal, stated: Sequence[Evidence], now: int
) -> bool:
    proofs = (*gate.proofs, *gate.automatic)
    lacking = unproved(gate.name, proofs, directory, proposal, stated, now)
    return not lacking and next(_not_let_through(gate, proposal), None) is None


def _not_let_through(gate: Gate, proposal: Proposal) -> Iterator[Missing]:
    """Give the steps that would do something which a gate does not let such a change do; a check and an undo do it too."""
    for step in proposal.plan.steps if gate.actions else ():
        for action in (step.action, step.check, step.undo):
            if action is not None and action.kind not in gate.actions:
                text = f"step {step.id} does `{action.kind}`, which {gate.name} does not let through"
                yield Missing(gate.name, Lack.ACTION, text)
                break


def _override(policy: Policy, proposal: Proposal, decisions: Iterable[Decision], now: int) -> tuple[str, int]:
    """Give who broke the gates for this content in an emergency, and until when that holds; "" and 0 where nobody did."""
    for decision in decisions:
        until = decision.at + policy.override_lasts
        if decision.choice is not Choice.OVERRIDE or decision.person == proposal.author or until <= now:
            continue
        held = roles_of(policy.directory, decision.person, proposal.team, now, (proposal.author,)).keys()
        if not held.isdisjoint(policy.override):
            return decision.person, until
    return "", 0
