"""Declared actions as they enter a plan: with the hash of their definition, so that it stands under the plan's own hash."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mainstay.analysis.declared.definition import definition_of
from mainstay.analysis.declared.fitting import declared_misfits
from mainstay.domain.declared_action import CHECK, DEFINITION, PART, UNDO, DeclaredAction
from mainstay.domain.plan import Action, Plan, Repeat, Step


def entered(plan: Plan, declared: Mapping[str, DeclaredAction]) -> Plan:
    """Give a plan whose declared actions, by their names, name their definitions.

    A step that has no check or undo of its own gets the action's. Where the action says what may be done with it again, that
    counts, but what the plan never repeats stays so.
    """
    return replace(plan, steps=tuple(_entered(step, declared) for step in plan.steps))


def entering_faults(plan: Plan, declared: Mapping[str, DeclaredAction]) -> Iterator[str]:
    """Give what is wrong with the declared actions of a plan, each thing in one sentence."""
    for step in plan.steps:
        for place, action in (("with", step.action), ("check.with", step.check), ("undo.with", step.undo)):
            if action is not None and action.kind in declared:
                for wrong in declared_misfits(declared[action.kind], action.parameters, place):
                    yield f"step {step.id}: {wrong}"
        yield from _not_looking(step, declared)


def _not_looking(step: Step, declared: Mapping[str, DeclaredAction]) -> Iterator[str]:
    """Tell of a part of a declared action that changes something where it would pass for one that only looks."""
    known = declared.get(step.action.kind)
    part = str(step.action.parameters.get(PART, ""))
    if known is not None and known.looks and not known.part_looks(part):
        yield f"step {step.id}: with.{PART}: {known.name} only looks, and {part} of it changes something"
    if step.check is None or step.check.kind not in declared:
        return
    known, part = declared[step.check.kind], str(step.check.parameters.get(PART, ""))
    if part in known.parts and not known.part_looks(part):
        yield f"step {step.id}: its check may only look, and {part or known.name} changes something"


def _entered(step: Step, declared: Mapping[str, DeclaredAction]) -> Step:
    known = declared.get(step.action.kind)
    check, undo, repeat = step.check, step.undo, step.repeat
    if known is not None and PART not in step.action.parameters:
        if check is None and known.check is not None:
            check = _part(step.action, CHECK)
        if undo is None and known.undo is not None:
            undo = _part(step.action, UNDO)
        if known.repeat is not None and repeat is not Repeat.NEVER:
            repeat = known.repeat
    return replace(
        step,
        action=_stamped(step.action, declared),
        check=None if check is None else _stamped(check, declared),
        undo=None if undo is None else _stamped(undo, declared),
        repeat=repeat,
    )


def _part(action: Action, part: str) -> Action:
    return Action(action.kind, {**action.parameters, PART: part})


def _stamped(action: Action, declared: Mapping[str, DeclaredAction]) -> Action:
    known = declared.get(action.kind)
    if known is None or DEFINITION in action.parameters:
        return action
    return Action(action.kind, {**action.parameters, DEFINITION: definition_of(known)})
