"""What comes next in a whole run: its tasks in their order, what a person wishes of it, and its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from mainstay.analysis.runs.moves import Begin, CutOff, Rest, Settled, move_of
from mainstay.analysis.runs.tasks import Task
from mainstay.domain.run import LONG, Entry, Run, RunAct, WaitFor, Wish


@dataclass(frozen=True, slots=True)
class End:
    """Let the run end by an act, with the reason and the step that it is about ("" for none)."""

    act: RunAct
    reason: str = ""
    step: str = ""


Turn: TypeAlias = Begin | CutOff | Rest | End


def turn_of(
    run: Run, tasks: Sequence[Task], journal: Mapping[str, Sequence[Entry]], now: int, first: int = 0
) -> tuple[Turn, int]:
    """Give what comes next, and the place of the task that it is about; tasks before `first` are known to be done.

    `journal` has the entries of each step. What was cut off is written down first, then comes what a person wishes.
    """
    for at in range(first, len(tasks)):
        task = tasks[at]
        move = move_of(task, journal.get(task.step, ()), now)
        if isinstance(move, CutOff):
            return move, at
        if isinstance(move, Settled) and move.done:
            continue
        if isinstance(move, Settled):
            return End(RunAct.FAIL, f"{task.step}: {move.reason}", task.step), at
        return _wished(run, now) or _in_time(run, move), at
    return End(RunAct.FINISH), len(tasks)


def _wished(run: Run, now: int) -> Turn | None:
    if run.wish is Wish.CANCEL:
        return End(RunAct.CANCEL, f"cancelled by {run.wished_by}")
    if 0 < run.deadline <= now:
        return End(RunAct.FAIL, "its time is over")
    if run.wish is Wish.PAUSE:
        return Rest(run.deadline or LONG, WaitFor.PERSON, f"paused by {run.wished_by}")
    return None


def _in_time(run: Run, move: Begin | Rest) -> Turn:
    if isinstance(move, Rest) and 0 < run.deadline < move.wake_at:
        return Rest(run.deadline, move.waits_for, move.reason, move.step, move.asks)
    return move
