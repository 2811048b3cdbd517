"""A person decides about one content: approve, reject, snooze or withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mainstay.analysis.chain.telling import told_decision
from mainstay.analysis.contents.plan_content import kept_whole
from mainstay.analysis.gates.holders import roles_of, teams_seen
from mainstay.analysis.gates.lasting import rules_digest
from mainstay.analysis.gates.ruling import SKEW
from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision, Judgement
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Answer, Policy, Ruling
from mainstay.domain.people import Role
from mainstay.domain.proposal import Act, Proposal, State, after
from mainstay.ports.store import Work
from mainstay.steps.approve.cases import Case
from mainstay.steps.approve.told import must_be_told

_ACTS = {
    Choice.APPROVE: Act.APPROVE,
    Choice.REJECT: Act.REJECT,
    Choice.SNOOZE: Act.SNOOZE,
    Choice.WITHDRAW: Act.WITHDRAW,
}
_SHOW = "look at it again with `mainstay show`, then decide"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to decide: about which content of which proposal, why, and until when it holds (0 for no end).

    `id` is that of the decision if it is a new one, `judgement` what a review came to.
    """

    proposal: str
    content: str
    choice: Choice
    reason: str
    id: str
    until: int = 0
    judgement: Judgement = Judgement.NONE


@dataclass(frozen=True, slots=True)
class Decided:
    """The proposal as it is after a decision, the decision, and what its gates say now."""

    proposal: Proposal
    decision: Decision
    ruling: Ruling


def decide(work: Work, policy: Policy, wanted: Wanted, doing: Doing) -> Decided:
    """Decide as a person, with its row in the trail, in the transaction of `work`.

    It is about the proposal's revision as it is. The same approval of the same content twice is one; what is approved may be
    approved by others too, or for longer. Raises UsageError when there is no such proposal for this person, when its content is
    another one by now, when it expired, when its state does not allow it, or when the person may not; RunFailed when it would
    be approved by what the trail does not tell.
    """
    proposal = held(work, policy, wanted.proposal, doing)
    refuse_another(proposal, wanted, doing.now)
    decisions = work.decisions.about(proposal.id)
    again = _the_same(decisions, proposal.revision, wanted, doing)
    if again is not None:
        return Decided(proposal, again, ruling_of(work, policy, proposal, decisions, doing.now))
    state = after(proposal.state, _ACTS[wanted.choice])
    if state is None:
        raise UsageError(
            f"what is {proposal.state} cannot be {_PAST[wanted.choice]}", where=proposal.id, mend=_SHOW
        )
    # What stops something may be said by any role; what lets it through not by one that its author lent.
    lenders = (proposal.author,) if wanted.choice is Choice.APPROVE else ()
    roles = roles_of(policy.directory, doing.who, proposal.team, doing.now, lenders)
    _refuse(proposal, wanted, doing, roles)
    if wanted.choice is Choice.APPROVE:
        must_be_told(work, proposal, decisions, work.proofs.about([proposal.content]))
    decision = decision_of(proposal.revision, wanted, doing, roles, wanted.until)
    work.decisions.add(decision)
    ruling = ruling_of(work, policy, proposal, (*decisions, decision), doing.now)
    changed = _changed(proposal, state, wanted, ruling, doing.now)
    work.proposals.change(changed, proposal)
    work.trail.append(_rows(proposal, changed, told_decision(decision, rules_digest(policy)), doing))
    return Decided(changed, decision, ruling)


def decision_of(
    revision: int, wanted: Wanted, doing: Doing, roles: Mapping[Role, str], until: int
) -> Decision:
    """Give the decision that a person takes about a revision, by `roles` with their lenders, until a time (0 for no end)."""
    return Decision(
        wanted.id,
        wanted.proposal,
        wanted.content,
        revision,
        wanted.choice,
        doing.who,
        "",
        doing.door,
        wanted.reason,
        doing.now,
        tuple(roles),
        tuple(roles.values()),
        until,
        wanted.judgement,
    )


def refuse_another(proposal: Proposal, wanted: Wanted, now: int) -> None:
    """Raise UsageError when a proposal is no more what somebody wants to decide about: it changed, or expired."""
    if proposal.content != wanted.content:
        raise UsageError(
            "the proposal has changed since",
            where=f"{proposal.id}: {wanted.content[:12]} is now {proposal.content[:12]}",
            mend=_SHOW,
        )
    if proposal.expires_at and proposal.expires_at <= now:
        raise UsageError("the proposal has expired", where=proposal.id, mend="submit its plan again")


def refuse_author(proposal: Proposal, who: str, choice: Choice = Choice.APPROVE) -> None:
    """Raise UsageError when somebody would approve, or break the gates for, what they proposed themselves."""
    if who == proposal.author:
        does = "breaks the gates for" if choice is Choice.OVERRIDE else "approves"
        raise UsageError(
            f"nobody {does} what they proposed themselves",
            where=f"{proposal.id}: proposed by {proposal.author}",
            mend="ask somebody who holds a role that the gates want",
        )


def held(work: Work, policy: Policy, proposal: str, doing: Doing) -> Proposal:
    """Give a proposal, held, if this person may see it.

    Raises UsageError with the same words where it is not there at all, RunFailed where its plan was changed by hand.
    """
    found = work.proposals.hold(proposal)
    seen = teams_seen(policy.directory, doing.who, doing.now)
    if found is None or (seen is not None and found.team not in seen):
        raise UsageError("there is no such proposal", where=proposal, mend="`mainstay proposals` lists them")
    return kept_whole(found)


def ruling_of(
    work: Work, policy: Policy, proposal: Proposal, decisions: Sequence[Decision], now: int
) -> Ruling:
    """Hold a proposal against its gates at `now`, and no earlier than what is kept about it, with the evidence that is kept."""
    return Case(proposal, decisions, work.proofs.about([proposal.content])).ruling(policy, now)


_PAST = {
    Choice.APPROVE: "approved",
    Choice.REJECT: "rejected",
    Choice.SNOOZE: "snoozed",
    Choice.WITHDRAW: "withdrawn",
}


def _the_same(decisions: Sequence[Decision], revision: int, wanted: Wanted, doing: Doing) -> Decision | None:
    """Give an approval that says the same and still counts: asked twice, or answered before the answer arrived."""
    for decision in decisions:
        if (
            (decision.content, decision.choice, decision.person) == (wanted.content, wanted.choice, doing.who)
            and wanted.choice is Choice.APPROVE
            and decision.revision == revision
            and decision.until == wanted.until
            # One that a clock of years ahead wrote counts for nothing, so that it must be possible to give it again.
            and decision.at <= doing.now + SKEW
            and (not decision.until or doing.now < decision.until)
        ):
            return decision
    return None


def _refuse(proposal: Proposal, wanted: Wanted, doing: Doing, roles: dict[Role, str]) -> None:
    if wanted.choice is Choice.WITHDRAW and doing.who == proposal.author:
        return
    if wanted.choice is Choice.APPROVE:
        refuse_author(proposal, doing.who)
    if not roles.keys() - {Role.VIEWER}:
        raise UsageError(
            f"{doing.who} has no role in {proposal.team or 'any team'} that may decide",
            where=proposal.id,
            mend="ask somebody of the team",
        )
    if wanted.choice is not Choice.APPROVE and not wanted.reason.strip():
        raise UsageError("a reason is missing", where=proposal.id, mend="say why with --reason")
    if wanted.choice is Choice.SNOOZE and wanted.until <= doing.now:
        raise UsageError("a snooze ends in the future", where=proposal.id, mend="say until when with --until")


def _changed(proposal: Proposal, state: State, wanted: Wanted, ruling: Ruling, now: int) -> Proposal:
    if wanted.choice is Choice.APPROVE and ruling.answer is Answer.PASSED:
        state = after(state, Act.SUFFICE) or state
    wakes_at = wanted.until if wanted.choice is Choice.SNOOZE else 0
    return replace(proposal, state=state, changed_at=now, wakes_at=wakes_at)


def _rows(before: Proposal, now: Proposal, told: Row, doing: Doing) -> list[Row]:
    rows = [told]
    if now.state is State.APPROVED and before.state is not State.APPROVED:
        rows.append(Row(0, doing.now, doing.who, doing.door, Act.SUFFICE, now.id, now.content, ""))
    return rows
