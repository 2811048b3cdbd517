"""Taking a plan in: as a new proposal, as the next revision of an open one, or as one that is there already."""

from dataclasses import dataclass, replace
from enum import StrEnum

from mainstay.analysis.chain.telling import told_revision
from mainstay.analysis.contents.plan_content import kept_whole
from mainstay.analysis.gates.holders import roles_of, team_of
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.people import Role
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Act, Proposal, State, after
from mainstay.ports.store import Work

_MEND_REJECTED = "change the plan by what was said, then submit it again"


class Taken(StrEnum):
    """What became of a plan that was submitted."""

    NEW = "new"
    REVISED = "revised"
    THERE = "there"


@dataclass(frozen=True, slots=True)
class Submission:
    """A plan with the hash of its content, the id that it gets if it is new, and the way it comes in."""

    plan: Plan
    content: str
    id: str


def submit(work: Work, policy: Policy, submission: Submission, doing: Doing) -> tuple[Proposal, Taken]:
    """Take a plan in, with its row in the trail, in the transaction of `work`.

    The same plan twice is one proposal. A plan with the key of an open one of its team is its next revision: what was decided
    about the one before counts for nothing, for it names another content. Keys of other teams' proposals are theirs alone.
    Raises UsageError when the author may not propose it, or when this very content was rejected, RunFailed where it is there
    and its plan was changed by hand in the store.
    """
    plan, now = submission.plan, doing.now
    team = team_of(policy.directory, plan.subject)
    _refuse_strangers(policy, doing, team)
    there = work.proposals.open_with(team, plan.key)
    if there is not None and there.content == submission.content:
        return kept_whole(there), Taken.THERE
    _refuse_rejected(work, submission, team)
    expires_at = now + plan.expires if plan.expires else 0
    if there is None:
        made = Proposal(
            submission.id,
            1,
            submission.content,
            plan,
            doing.who,
            team,
            doing.door,
            State.WAITING,
            now,
            now,
            expires_at,
        )
        work.proposals.add(made)
        work.trail.append([told_revision(made)])
        return made, Taken.NEW
    state = after(there.state, Act.REVISE)
    if state is None:
        raise UsageError(f"a proposal that is {there.state} takes no new plan", where=there.id)
    made = replace(
        there,
        revision=there.revision + 1,
        content=submission.content,
        plan=plan,
        author=doing.who,
        door=doing.door,
        state=state,
        submitted_at=now,
        changed_at=now,
        expires_at=expires_at,
        wakes_at=0,
    )
    # It is held since `open_with`, so nobody can have changed it.
    work.proposals.change(made, there)
    work.trail.append([told_revision(made)])
    return made, Taken.REVISED


def _refuse_strangers(policy: Policy, doing: Doing, team: str) -> None:
    """Refuse a person who has no more than a look at the team; programs propose for every team."""
    if doing.who not in {person.name for person in policy.directory.people}:
        if doing.is_program:
            return
        raise UsageError(
            "nobody of this name may propose",
            where=doing.who,
            mend="name the person under `people` in the operator's file, with a role in the team",
        )
    if not roles_of(policy.directory, doing.who, team, doing.now).keys() - {Role.VIEWER}:
        raise UsageError(
            f"{doing.who} has no role in {team or 'any team'} that may propose",
            where=doing.who,
            mend="ask somebody of the team, or give the person a role there",
        )


def _refuse_rejected(work: Work, submission: Submission, team: str) -> None:
    for earlier in work.proposals.with_key(team, submission.plan.key):
        if earlier.state is State.REJECTED and earlier.content == submission.content:
            raise UsageError("this very plan was rejected", where=earlier.id, mend=_MEND_REJECTED)
