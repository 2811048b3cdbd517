"""What a run carries out: the plan of exactly the content that was approved, and the tasks that follow from it."""

from collections.abc import Collection, Mapping, Sequence

from mainstay.analysis.contents.plan_content import plan_of_content
from mainstay.analysis.runs.moves import Settled, move_of
from mainstay.analysis.runs.tasks import Task, had_effect, tasks_back, tasks_of
from mainstay.domain.plan import Plan, Repeat
from mainstay.domain.run import LONG, Entry, Purpose, Run
from mainstay.ports.store import Work
from mainstay.steps.apply.journal import by_step


def plan_of(work: Work, run: Run) -> Plan | None:
    """Give the plan that a run carries out: that of its content, None where the store has it no more, or not as it was."""
    return plan_of_content(work.proposals.revisions(run.proposal), run.content)


def still_to_undo(
    work: Work, run: str, proposal: str, plan: Plan
) -> tuple[Mapping[str, Sequence[Entry]], tuple[str, ...]]:
    """Give the journal of a run, by step, without what runs that were to take it back did take back, and what is unclear.

    Unclear are steps whose undo one of those runs began, and nobody knows how it ended: they are not undone blindly again.
    """
    journal, unclear = by_step(work.runs.journal(run)), []
    for back in work.runs.of(proposal):
        entries = by_step(work.runs.journal(back.id)) if back.of == run and back.ended_at else {}
        for task in tasks_back(plan, journal) if entries else ():
            undone = entries.get(task.step, ())
            end = move_of(task, undone, LONG)
            if isinstance(end, Settled) and end.done:
                del journal[task.step]
            elif not isinstance(end, Settled) and had_effect(undone) and task.repeat is not Repeat.IDEMPOTENT:
                unclear.append(task.step)
                del journal[task.step]
    return journal, tuple(unclear)


def tasks_for(
    run: Run, plan: Plan, undone: Mapping[str, Sequence[Entry]], looking: Collection[str]
) -> tuple[Task, ...]:
    """Give what a run has to do; `undone` is the journal, by step, of the one that it takes back."""
    return tasks_back(plan, undone) if run.purpose is Purpose.UNDO else tasks_of(plan, looking)
