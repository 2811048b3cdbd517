"""A policy decides where every piece of evidence that it states holds, and says why."""

from collections.abc import Callable
from dataclasses import replace

from mainstay.analysis.chain.telling import told_decision
from mainstay.analysis.gates.lasting import rules_digest
from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.gate import Answer, Gate, Policy
from mainstay.domain.proposal import Act, Proposal, State, after
from mainstay.ports.store import Work
from mainstay.steps.approve.deciding import ruling_of
from mainstay.steps.approve.told import must_be_told


def pass_by_policy(
    work: Work, policy: Policy, proposal: Proposal, door: Door, now: int, new_id: Callable[[], str]
) -> Proposal:
    """Let the gates that may pass by themselves do so, each as a decision in its own name; give the proposal as it is then.

    Where no gate has a rule for it nothing happens; that is how gates come along. Raises RunFailed when it would pass by what
    the trail does not tell.
    """
    if proposal.state is not State.WAITING:
        return proposal
    decisions = list(work.decisions.about(proposal.id))
    ruling = ruling_of(work, policy, proposal, decisions, now)
    gates = {gate.name: gate for gate in policy.gates}
    if ruling.automatic:
        must_be_told(work, proposal, decisions, work.proofs.about([proposal.content]))
    rules = rules_digest(policy)
    for name in ruling.automatic:
        decision = _decision(proposal, gates[name], door, now, new_id())
        work.decisions.add(decision)
        decisions.append(decision)
        work.trail.append([told_decision(decision, rules)])
    if ruling.automatic:
        changed = replace(proposal, changed_at=now)
        work.proposals.change(changed, proposal)
        proposal = changed
    return settled(work, policy, proposal, door, now)


def settled(work: Work, policy: Policy, proposal: Proposal, door: Door, now: int) -> Proposal:
    """Bring a proposal's state in line with what its gates say at `now`: enough by now, or no more.

    Raises RunFailed when it would pass by what the trail does not tell.
    """
    decisions = work.decisions.about(proposal.id)
    ruling = ruling_of(work, policy, proposal, decisions, now)
    passed = ruling.answer is Answer.PASSED
    act = Act.SUFFICE if passed else Act.LAPSE
    state = after(proposal.state, act)
    if state is None or (proposal.state is State.APPROVED) == passed:
        return proposal
    if passed:
        must_be_told(work, proposal, decisions, work.proofs.about([proposal.content]))
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
