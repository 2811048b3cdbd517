"""What a run carries out: the plan of exactly the content that was approved, and the tasks that follow from it."""

from collections.abc import Collection, Mapping, Sequence

from mainstay.analysis.runs.tasks import Task, tasks_back, tasks_of
from mainstay.domain.plan import Plan
from mainstay.domain.run import Entry, Purpose, Run
from mainstay.ports.store import Work


def plan_of(work: Work, run: Run) -> Plan | None:
    """Give the plan that a run carries out: that of its content, None where the store has it no more."""
    revisions = work.proposals.revisions(run.proposal)
    return next((one.plan for one in reversed(revisions) if one.content == run.content), None)


def tasks_for(
    run: Run, plan: Plan, undone: Mapping[str, Sequence[Entry]], looking: Collection[str]
) -> tuple[Task, ...]:
    """Give what a run has to do; `undone` is the journal, by step, of the one that it takes back."""
    return tasks_back(plan, undone) if run.purpose is Purpose.UNDO else tasks_of(plan, looking)
