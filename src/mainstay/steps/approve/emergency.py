"""Breaking a gate once, by name and with a reason, and the review that must follow."""

from collections.abc import Sequence
from dataclasses import replace

from mainstay.analysis.chain.telling import told_decision
from mainstay.analysis.gates.holders import roles_of
from mainstay.analysis.gates.lasting import rules_digest
from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision, Judgement
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.people import Role
from mainstay.domain.proposal import Act, Proposal, State, after
from mainstay.ports.store import Work
from mainstay.steps.approve.deciding import (
    Decided,
    Wanted,
    decision_of,
    held,
    refuse_another,
    refuse_author,
    ruling_of,
)
from mainstay.steps.approve.told import must_be_told

REVIEWERS = (
    Role.LEAD,
    Role.SRE,
    Role.MANAGER,
    Role.TECHNICAL_DIRECTOR,
    Role.SECURITY,
    Role.CAB,
)
"""Who may review an override, beside those who may break gates themselves."""


def override(work: Work, policy: Policy, wanted: Wanted, doing: Doing) -> Decided:
    """Break gates, windows and freezes for one content, once; it must be reviewed by somebody else, and shows until it is.

    Raises UsageError as `decide` does, when the person holds no role that may, or proposed it themselves, and when it was
    done before; RunFailed as `decide` does.
    """
    proposal = held(work, policy, wanted.proposal, doing)
    refuse_another(proposal, wanted, doing.now)
    decisions = work.decisions.about(proposal.id)
    state = after(proposal.state, Act.OVERRIDE)
    if state is None:
        raise UsageError(f"what is {proposal.state} cannot have an override", where=proposal.id)
    refuse_author(proposal, doing.who, Choice.OVERRIDE)
    roles = roles_of(policy.directory, doing.who, proposal.team, doing.now, (proposal.author,))
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
    decision = decision_of(proposal.revision, wanted, doing, roles, doing.now + policy.review_within)
    work.decisions.add(decision)
    changed = replace(proposal, state=state, changed_at=doing.now)
    work.proposals.change(changed, proposal)
    work.trail.append(
        [
            told_decision(decision, rules_digest(policy)),
            *([] if proposal.state is State.APPROVED else [_sufficed(changed, doing)]),
        ]
    )
    return Decided(changed, decision, ruling_of(work, policy, changed, (*decisions, decision), doing.now))


def review(work: Work, policy: Policy, wanted: Wanted, doing: Doing) -> Decision:
    """Say that an override was looked at and what came of it, by somebody else than who did it and who proposed it.

    Raises UsageError when there is none to review, or the person may not.
    """
    proposal: Proposal = held(work, policy, wanted.proposal, doing)
    broken = _not_reviewed(work.decisions.about(proposal.id), wanted.content)
    if broken is None:
        raise UsageError("there is no override to review", where=proposal.id)
    author = next(
        one.author for one in work.proposals.revisions(proposal.id) if one.revision == broken.revision
    )
    if doing.who in {broken.person, author}:
        raise UsageError(
            "an override is reviewed by somebody else of the team",
            where=f"{proposal.id}: done by {broken.person}, proposed by {author}",
            mend="ask another person",
        )
    roles = roles_of(policy.directory, doing.who, proposal.team, doing.now, (broken.person, author))
    may = tuple(dict.fromkeys((*REVIEWERS, *policy.override)))
    if roles.keys().isdisjoint(may):
        raise UsageError(
            "this person may not review an override",
            where=f"{proposal.id}: {doing.who}",
            mend=f"those who may: {' or '.join(may)}",
        )
    if not wanted.reason.strip():
        raise UsageError("what came of the review is missing", where=proposal.id, mend="say it with --reason")
    found = replace(wanted, judgement=wanted.judgement or Judgement.JUSTIFIED)
    decision = decision_of(broken.revision, found, doing, roles, 0)
    work.decisions.add(decision)
    work.trail.append([told_decision(decision, rules_digest(policy))])
    return decision


def _sufficed(proposal: Proposal, doing: Doing) -> Row:
    return Row(0, doing.now, doing.who, doing.door, Act.SUFFICE, proposal.id, proposal.content)


def _not_reviewed(decisions: Sequence[Decision], content: str) -> Decision | None:
    """Give the override of a content, None where there is none that waits for a review."""
    about = [one for one in decisions if one.content == content]
    if any(one.choice is Choice.REVIEW for one in about):
        return None
    return next((one for one in reversed(about) if one.choice is Choice.OVERRIDE), None)
