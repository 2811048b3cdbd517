"""Breaking a gate once, by name and with a reason, and the review that must follow."""

from dataclasses import replace

from mainstay.analysis.chain.telling import told_decision
from mainstay.analysis.gates.holders import roles_of
from mainstay.analysis.gates.lasting import rules_digest
from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.proposal import Act, Proposal, after
from mainstay.ports.store import Work
from mainstay.steps.approve.deciding import Decided, Wanted, held, ruling_of
from mainstay.steps.approve.told import must_be_told


def override(work: Work, policy: Policy, wanted: Wanted, doing: Doing) -> Decided:
    """Break the gates for one content, once; it must be reviewed by somebody else in time, and shows until it is.

    Raises UsageError as `decide` does, when the person holds no role that may, and when it was done before; RunFailed as
    `decide` does.
    """
    proposal = held(work, policy, wanted.proposal, doing)
    decisions = work.decisions.about(proposal.id)
    roles = roles_of(policy.directory, doing.who, proposal.team, doing.now)
    state = after(proposal.state, Act.SUFFICE)
    if proposal.content != wanted.content:
        raise UsageError(
            "the proposal has changed since", where=proposal.id, mend="look at it again, then decide"
        )
    if state is None:
        raise UsageError(f"what is {proposal.state} needs no override, or cannot have one", where=proposal.id)
    if roles.keys().isdisjoint(policy.override):
        who = " or ".join(policy.override) or "nobody"
        raise UsageError(
            "this person may not break a gate",
            where=doing.who,
            mend=f"those who may: {who} (`override` in the operator's file)",
        )
    if not wanted.reason.strip():
        raise UsageError("a reason is missing", where=proposal.id, mend="say why with --reason")
    if any(one.choice is Choice.OVERRIDE and one.content == wanted.content for one in decisions):
        raise UsageError(
            "the gates were broken for it once already", where=proposal.id, mend="wait for approvals"
        )
    must_be_told(work, proposal, decisions, work.proofs.about([proposal.content]))
    decision = Decision(
        wanted.id,
        proposal.id,
        proposal.content,
        Choice.OVERRIDE,
        doing.who,
        "",
        doing.door,
        wanted.reason,
        doing.now,
        tuple(roles),
        tuple(roles.values()),
        doing.now + policy.review_within,
    )
    work.decisions.add(decision)
    changed = replace(proposal, state=state, changed_at=doing.now)
    work.proposals.change(changed, proposal)
    work.trail.append(
        [
            told_decision(decision, rules_digest(policy)),
            Row(0, doing.now, doing.who, doing.door, Act.SUFFICE, proposal.id, proposal.content),
        ]
    )
    return Decided(changed, decision, ruling_of(work, policy, changed, (*decisions, decision), doing.now))


def review(work: Work, policy: Policy, wanted: Wanted, doing: Doing) -> Decision:
    """Say that an override was looked at, by somebody else than who did it.

    Raises UsageError when there is none to review, or the person may not.
    """
    proposal: Proposal = held(work, policy, wanted.proposal, doing)
    decisions = work.decisions.about(proposal.id)
    broken = [one for one in decisions if one.choice is Choice.OVERRIDE and one.content == wanted.content]
    reviewed = {one.content for one in decisions if one.choice is Choice.REVIEW}
    if not broken or wanted.content in reviewed:
        raise UsageError("there is no override to review", where=proposal.id)
    roles = roles_of(policy.directory, doing.who, proposal.team, doing.now)
    if doing.who == broken[-1].person or not roles:
        raise UsageError(
            "an override is reviewed by somebody else of the team",
            where=f"{proposal.id}: done by {broken[-1].person}",
            mend="ask another person",
        )
    if not wanted.reason.strip():
        raise UsageError("what came of the review is missing", where=proposal.id, mend="say it with --reason")
    decision = Decision(
        wanted.id,
        proposal.id,
        wanted.content,
        Choice.REVIEW,
        doing.who,
        "",
        doing.door,
        wanted.reason,
        doing.now,
        tuple(roles),
        tuple(roles.values()),
    )
    work.decisions.add(decision)
    work.trail.append([told_decision(decision, rules_digest(policy))])
    return decision
