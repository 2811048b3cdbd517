"""A policy decides where every piece of evidence that it states holds, and says why."""

from collections.abc import Callable
from dataclasses import replace

from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.gate import Answer, Gate, Policy
from mainstay.domain.proposal import Act, Proposal, State, after
from mainstay.ports.store import Work
from mainstay.steps.approve.deciding import ruling_of


def pass_by_policy(
    work: Work, policy: Policy, proposal: Proposal, door: Door, now: int, new_id: Callable[[], str]
) -> Proposal:
    """Let the gates that may pass by themselves do so, each as a decision in its own name; give the proposal as it is then.

    Where no gate has a rule for it nothing happens; that is how gates come along.
    """
    if proposal.state is not State.WAITING:
        return proposal
    decisions = list(work.decisions.about(proposal.id))
    ruling = ruling_of(work, policy, proposal, decisions, now)
    gates = {gate.name: gate for gate in policy.gates}
    for name in ruling.automatic:
        decision = _decision(proposal, gates[name], door, now, new_id())
        work.decisions.add(decision)
        decisions.append(decision)
        work.trail.append(
            [Row(0, now, name, door, Choice.APPROVE, proposal.id, proposal.content, decision.reason)]
        )
    if ruling.automatic:
        changed = replace(proposal, changed_at=now)
        work.proposals.change(changed, proposal)
        proposal = changed
    return settled(work, policy, proposal, door, now)


def settled(work: Work, policy: Policy, proposal: Proposal, door: Door, now: int) -> Proposal:
    """Bring a proposal's state in line with what its gates say at `now`: enough by now, or no more."""
    ruling = ruling_of(work, policy, proposal, work.decisions.about(proposal.id), now)
    passed = ruling.answer is Answer.PASSED
    act = Act.SUFFICE if passed else Act.LAPSE
    state = after(proposal.state, act)
    if state is None or (proposal.state is State.APPROVED) == passed:
        return proposal
    changed = replace(proposal, state=state, changed_at=now)
    work.proposals.change(changed, proposal)
    why = "; ".join(f"{missing.gate}: {missing.text}" for missing in ruling.missing)
    work.trail.append([Row(0, now, "gates", door, act, proposal.id, proposal.content, why)])
    return changed


def _decision(proposal: Proposal, gate: Gate, door: Door, now: int, name: str) -> Decision:
    held = ", ".join(
        f"{proof.kind} {proof.outcome}" + (f" within {proof.within} s" if proof.within else "")
        for proof in (*gate.proofs, *gate.automatic)
    )
    return Decision(
        name,
        proposal.id,
        proposal.content,
        proposal.revision,
        Choice.APPROVE,
        "",
        gate.name,
        door,
        f"by itself: {held}",
        now,
    )
