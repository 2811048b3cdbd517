"""What a run has to do: the steps of its plan in their order, or the way back over what was done of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from mainstay.analysis.plans.soundness import in_order
from mainstay.analysis.runs.effects import needs_undo
from mainstay.domain.plan import Action, Plan, Repeat
from mainstay.domain.run import Entry, Mark, Part


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that a run does: `do` it, then `check` that it is so.

    `looks` says that it changes nothing, so that it may be repeated at will. `undone_by_check` says that it takes a step back
    whose own check tells, by holding no more, that it is.
    """

    step: str
    do: Action
    check: Action | None
    time_out: int
    tries: int
    repeat: Repeat
    looks: bool = False
    undone_by_check: bool = False


def tasks_of(plan: Plan, looking: Collection[str]) -> tuple[Task, ...]:
    """Give what carries a plan out; `looking` are the kinds of action that change nothing."""
    return tuple(
        Task(
            step.id,
            step.action,
            step.check,
            step.time_out,
            step.tries,
            step.repeat,
            looks=step.action.kind in looking,
        )
        for step in in_order(plan.steps)
    )


def tasks_back(plan: Plan, journal: Mapping[str, Sequence[Entry]]) -> tuple[Task, ...]:
    """Give what takes a run back, by its journal (entries by step): what may have had an effect, the last first.

    A step without an undo is left as it is. A `never-repeat` step's undo is not repeated either.
    """
    return tuple(
        Task(
            step.id,
            step.undo,
            step.check,
            step.time_out,
            step.tries,
            step.repeat,
            undone_by_check=step.check is not None,
        )
        for step in reversed(in_order(plan.steps))
        if step.undo is not None and had_effect(journal.get(step.id, ()))
    )


def stays(plan: Plan, journal: Mapping[str, Sequence[Entry]], looking: Collection[str]) -> tuple[str, ...]:
    """Give the steps of a run that changed something, or may have, and have no way back."""
    return tuple(
        step.id
        for step in in_order(plan.steps)
        if step.undo is None
        and needs_undo(step.action.kind, looking)
        and had_effect(journal.get(step.id, ()))
    )


def had_effect(entries: Sequence[Entry]) -> bool:
    """Whether a step was begun and nothing says for sure that each try had no effect."""
    begun = {entry.number for entry in entries if entry.part is Part.DO and entry.mark is Mark.BEGUN}
    without = {entry.number for entry in entries if entry.part is Part.DO and entry.mark is Mark.NOT_BEGUN}
    return bool(begun - without)
