"""Holding a proposal against its gates: who passed each, and what is missing."""

from collections.abc import Iterable, Sequence

from mainstay.analysis.gates.filling import fill
from mainstay.analysis.gates.fitting import gates_for
from mainstay.analysis.gates.holders import roles_of
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.evidence import Evidence
from mainstay.domain.gate import Answer, Gate, Lack, Missing, Policy, Proof, Ruling
from mainstay.domain.people import Directory, Need, Role
from mainstay.domain.proposal import Proposal

SKEW = 600
"""So many seconds may the clock of another machine be ahead."""


def rule(
    policy: Policy, proposal: Proposal, decisions: Sequence[Decision], evidence: Sequence[Evidence], now: int
) -> Ruling:
    """Say whether a proposal has what its gates want at `now` (seconds since 1970).

    Only what names the content as it is counts. An approval counts while the person still holds the role that they held when
    they gave it, and never from the author. What was decided at a moment that is still to come does not count, unless it
    rejects. `evidence` is in the order in which it was kept, which is what makes a statement the last of its kind.
    Where no gate fits nothing passes.
    """
    named = [decision for decision in decisions if decision.content == proposal.content]
    about = [decision for decision in named if decision.at <= now]
    gates = gates_for(policy.gates, proposal.plan, proposal.team)
    names = tuple(gate.name for gate in gates)
    rejected = [decision for decision in named if decision.choice is Choice.REJECT]
    if rejected:
        text = f"{rejected[-1].person} rejected it"
        return Ruling(Answer.REFUSED, names, (), (Missing("", Lack.REJECTED, text),))
    if not gates:
        return Ruling(Answer.OPEN, (), (), (Missing("", Lack.GATE, "no gate is for such a change"),))
    breaker = _override(policy, proposal, about, now)
    if breaker:
        return Ruling(Answer.PASSED, names, tuple((name, (breaker,)) for name in names), ())
    stated = [one for one in evidence if one.content == proposal.content]
    passed: list[tuple[str, tuple[str, ...]]] = []
    missing: list[Missing] = []
    automatic: list[str] = []
    for gate in gates:
        by, lacking = _one(gate, policy.directory, proposal, about, stated, now)
        missing += lacking
        if not lacking:
            passed.append((gate.name, by))
        elif gate.automatic and _proved(gate, policy.directory, proposal, stated, now):
            automatic.append(gate.name)
    return Ruling(
        Answer.OPEN if missing else Answer.PASSED, names, tuple(passed), tuple(missing), tuple(automatic)
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
) -> dict[str, frozenset[Role]]:
    """Give the people whose approval counts at a gate, in the order in which they approved, with their roles that count."""
    found: dict[str, frozenset[Role]] = {}
    for decision in decisions:
        if (
            decision.choice is Choice.APPROVE
            and decision.person not in {"", proposal.author}
            and (not decision.until or now < decision.until)
            and (not gate.lasts or now < decision.at + gate.lasts)
        ):
            held = roles_of(directory, decision.person, proposal.team, now).keys()
            found[decision.person] = found.get(decision.person, frozenset()) | (
                held & set(map(Role, decision.roles))
            )
    return found


def _one(
    gate: Gate,
    directory: Directory,
    proposal: Proposal,
    decisions: Sequence[Decision],
    stated: Sequence[Evidence],
    now: int,
) -> tuple[tuple[str, ...], list[Missing]]:
    """Give who passed a gate and what it lacks."""
    lacking = _unproved(gate.name, gate.proofs, directory, proposal, stated, now)
    by_itself = any(
        decision.policy == gate.name and decision.choice is Choice.APPROVE for decision in decisions
    )
    if by_itself and gate.automatic and _proved(gate, directory, proposal, stated, now):
        return (gate.name,), lacking
    places = fill(gate.needs, approvers(gate, directory, proposal, decisions, now))
    empty: dict[Need, int] = {}
    for need, person in places:
        if not person:
            empty[need] = empty.get(need, 0) + 1
    for need, count in empty.items():
        roles = " or ".join(need.roles)
        text = f"an approval by {roles}" if count == 1 else f"approvals by {count} people who are {roles}"
        lacking.append(Missing(gate.name, Lack.APPROVAL, text))
    return tuple(person for _, person in places if person), lacking


def _proved(
    gate: Gate, directory: Directory, proposal: Proposal, stated: Sequence[Evidence], now: int
) -> bool:
    return not _unproved(gate.name, (*gate.proofs, *gate.automatic), directory, proposal, stated, now)


def _unproved(
    name: str,
    proofs: Iterable[Proof],
    directory: Directory,
    proposal: Proposal,
    stated: Sequence[Evidence],
    now: int,
) -> list[Missing]:
    texts = ((proof.kind, _lack(proof, directory, proposal, stated, now)) for proof in proofs)
    return [Missing(name, Lack.EVIDENCE, f"{kind}: {text}") for kind, text in texts if text]


def _lack(
    proof: Proof, directory: Directory, proposal: Proposal, stated: Sequence[Evidence], now: int
) -> str:
    """Say what evidence lacks, "" where it stands: the last that was stated counts, by whom the proof wants it from."""
    of_kind = [one for one in stated if one.kind == proof.kind]
    counts = [one for one in of_kind if not proof.by or _may_state(one.by, proof, directory, proposal, now)]
    if not counts:
        who = f"must be stated by {' or '.join(proof.by)} who did not propose it"
        return who if of_kind else "nothing was stated"
    last = counts[-1]
    if last.at > now:
        return "stated at a moment that is still to come"
    if last.outcome is not proof.outcome:
        return f"{last.outcome}, wanted is {proof.outcome}"
    return "too old" if proof.within and now - last.at > proof.within else ""


def _may_state(person: str, proof: Proof, directory: Directory, proposal: Proposal, now: int) -> bool:
    """Whether somebody's word counts: others' can neither stand in for it nor hide it."""
    held = roles_of(directory, person, proposal.team, now).keys()
    return person != proposal.author and not held.isdisjoint(proof.by)


def _override(policy: Policy, proposal: Proposal, decisions: Iterable[Decision], now: int) -> str:
    """Give who broke the gates for this content in an emergency, "" where nobody did."""
    for decision in decisions:
        held = roles_of(policy.directory, decision.person, proposal.team, now).keys()
        if (
            decision.choice is Choice.OVERRIDE
            and now < decision.at + policy.override_lasts
            and not held.isdisjoint(policy.override)
        ):
            return decision.person
    return ""
