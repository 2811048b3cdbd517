"""Starts runs: of what is approved, and of the way back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from mainstay.analysis.gates.holders import roles_of
from mainstay.analysis.runs.tasks import stays, tasks_back
from mainstay.domain.audit import Row
from mainstay.domain.climb import LABEL
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.people import Role
from mainstay.domain.plan import Plan
from mainstay.domain.proposal import Proposal, State
from mainstay.domain.run import ENDED, Purpose, Run, RunState
from mainstay.ports.store import Work
from mainstay.steps.apply.approved import still_to_undo

START = "run.start"
_TAKEN_BACK = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Starting:
    """The `id` of the new run, and when it must have ended (seconds since 1970, 0 for never)."""

    id: str
    deadline: int = 0


def target_of(plan: Plan) -> str:
    """Name what no two runs work on at once: a subject where it is."""
    return f"{plan.environment}/{plan.subject}"


def start(work: Work, policy: Policy, proposal: Proposal, starting: Starting, doing: Doing) -> Run:
    """Start to carry out a proposal that is held, as it is now, in somebody's name.

    Raises UsageError when it is not approved, a run of it is under way, or this person may not.
    """
    must_be_let(policy, proposal.team, doing)
    under_way = [run for run in work.runs.of(proposal.id) if run.state not in ENDED]
    if under_way:
        raise UsageError(
            "it is being carried out already", where=under_way[0].id, mend=f"mainstay runs {under_way[0].id}"
        )
    if proposal.state is not State.APPROVED:
        raise UsageError(
            f"only what is approved is carried out, and this is {proposal.state}",
            where=proposal.id,
            mend=_came_of(work, proposal),
        )
    run = Run(
        starting.id,
        proposal.id,
        proposal.content,
        RunState.WAITING,
        doing.now,
        target=target_of(proposal.plan),
        team=proposal.team,
        by=doing.who,
        deadline=starting.deadline,
        climb=proposal.plan.labels.get(LABEL, ""),
    )
    return _kept(work, run, proposal.id, doing)


def start_back(
    work: Work,
    policy: Policy,
    run: Run,
    plan: Plan,
    looking: Collection[str],
    starting: Starting,
    doing: Doing,
    *,
    partly: bool,
) -> Run:
    """Start to take back what a run did, where everything that it did has a way back, or with `partly` as far as it has.

    Raises UsageError when it has not ended, did nothing, is being taken back, cannot be, or this person may not.
    """
    must_be_let(policy, run.team, doing)
    must_be_over(work, run)
    entries, unclear = still_to_undo(work, run.id, run.proposal, plan)
    left = (*stays(plan, entries, looking), *unclear)
    if not tasks_back(plan, entries):
        what = "it changed nothing" if not left else f"none of its steps has a way back: {', '.join(left)}"
        raise UsageError(
            f"there is nothing to take back: {what}", where=run.id, mend=f"mainstay runs {run.id}"
        )
    if left and not partly:
        raise UsageError(
            f"not all of it can be taken back: {', '.join(left)}",
            where=run.id,
            mend="take back the rest with --partly, and see to these by hand",
        )
    back = Run(
        starting.id,
        run.proposal,
        run.content,
        RunState.WAITING,
        doing.now,
        purpose=Purpose.UNDO,
        of=run.id,
        target=run.target,
        team=run.team,
        by=doing.who,
    )
    return _kept(work, back, f"{run.proposal}, takes back {run.id}", doing)


def must_be_let(policy: Policy, team: str, doing: Doing) -> None:
    """Raise UsageError where somebody has no role in a team by which they may do more than look; programs may."""
    if not doing.is_program and not roles_of(policy.directory, doing.who, team, doing.now).keys() - {
        Role.VIEWER
    }:
        raise UsageError(
            f"{doing.who} has no role in {team or 'any team'} that may carry something out",
            where=team,
            mend="ask somebody of the team",
        )


def must_be_over(work: Work, run: Run) -> None:
    """Raise UsageError where a run cannot be taken back as it stands."""
    if run.purpose is not Purpose.APPLY:
        raise UsageError(
            "what takes a run back is not taken back itself", where=run.id, mend="submit a new plan"
        )
    if run.state not in _TAKEN_BACK:
        mend = (
            f"end it first: mainstay cancel {run.id}" if run.state not in ENDED else f"mainstay runs {run.id}"
        )
        raise UsageError(f"a run that is {run.state} is not taken back", where=run.id, mend=mend)
    others: Sequence[Run] = [one for one in work.runs.of(run.proposal) if one.of == run.id]
    if any(one.state not in ENDED for one in others):
        back = next(one.id for one in others if one.state not in ENDED)
        raise UsageError(
            "it is being taken back already", where=run.id, mend=f"mainstay runs {back} --follow"
        )


def _came_of(work: Work, proposal: Proposal) -> str:
    """Name the command that tells why a proposal is not to be carried out."""
    last = max((run.id for run in work.runs.of(proposal.id)), default="")
    return (
        f"look what became of it: mainstay runs {last}"
        if last
        else f"look what it wants: mainstay show {proposal.id}"
    )


def _kept(work: Work, run: Run, about: str, doing: Doing) -> Run:
    work.runs.add(run)
    work.trail.append(
        [Row(0, doing.now, doing.who, doing.door, START, run.id, run.content, f"{run.purpose} of {about}")]
    )
    return run
