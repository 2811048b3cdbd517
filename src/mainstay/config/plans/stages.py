"""Steps that are carried out in stages, each of them watched: what one table of a plan file stands for."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from msgspec.structs import replace

from mainstay.analysis.plans.action_shapes import SHAPES
from mainstay.config.plans.schema import StepTable
from mainstay.config.plans.values import parameters_of
from mainstay.domain.plan import MOST_STEPS, Repeat

WEIGHT: Final = "${weight}"
"""Stands for a stage's weight, in percent."""

WHOLE: Final = 100
MOST_STAGES: Final = 10
_WATCH, _SHARE = "watch", "share"
_LONGEST_ID: Final = 64
_LONGEST_ENDING: Final = len(f"-{WHOLE}-{_WATCH}")


def stage_faults(steps: Sequence[StepTable]) -> tuple[str, ...]:
    """Give what is wrong with the stages of a plan's steps, each thing in one sentence."""
    ids = [step.id for step in steps]
    found: list[str] = []
    for step in steps:
        if step.stages:
            found += [f"step {step.id}: {wrong}" for wrong in _of_one(step)]
            if ids.count(step.id) > 1:
                found.append(f"two steps are called {step.id}")
        elif step.watch is not None:
            found.append(f"step {step.id}: watch goes with stages; else make it a step of its own, do: watch")
    return tuple(dict.fromkeys(found))


def expanded(steps: Sequence[StepTable]) -> tuple[StepTable, ...]:
    """Give a plan's steps with each stage as a step of its own, and one behind it that watches what became of it.

    `roll-out` with `stages: [1, 100]` becomes `roll-out-1`, `roll-out-1-watch`, `roll-out-100`, `roll-out-100-watch`, each
    after the one before. All stages have the same check, but for the weight, and the same undo, so that what takes the first
    back takes the whole back. Each watch has its equal share of the chance of a wrong verdict. What comes after `roll-out`
    comes after its last watch.

    The steps have no `stage_faults`; more of them than a plan may have are given as they are, to be refused.
    """
    if len(steps) > MOST_STEPS:
        return tuple(steps)
    lasts = {step.id: f"{step.id}-{step.stages[-1]}-{_WATCH}" for step in steps if step.stages}
    return tuple(
        replace(one, after=tuple(lasts.get(name, name) for name in one.after))
        for step in steps
        for one in (_staged(step) if step.stages else (step,))
    )


def _of_one(step: StepTable) -> Iterator[str]:
    stages = step.stages
    rises = all(lower < higher for lower, higher in pairwise(stages))
    if not 2 <= len(stages) <= MOST_STAGES or stages[-1] != WHOLE or not rises:
        yield (
            f"stages are 2 to {MOST_STAGES} rising percentages, the last of them {WHOLE}, such as "
            f"[1, 10, 50, {WHOLE}]"
        )
    if len(step.id) + _LONGEST_ENDING > _LONGEST_ID:
        yield f"with stages its id has at most {_LONGEST_ID - _LONGEST_ENDING} characters"
    if step.watch is None:
        yield "stages need a watch: what is looked at after each of them"
    elif _SHARE in step.watch:
        yield f"watch.{_SHARE} follows from the stages"
    if not _has_weight(step.parameters):
        yield f"no text of with holds {WEIGHT}, so that all stages would do the same"
    for place, parameters in (("undo.with", step.undo and step.undo.parameters), ("watch", step.watch)):
        if parameters and _has_weight(parameters):
            yield f"{place} holds {WEIGHT}, which stands for a weight in with and in check.with alone"


def _staged(step: StepTable) -> Iterator[StepTable]:
    before = step.after
    for weight in step.stages:
        stage = f"{step.id}-{weight}"
        yield replace(
            step,
            id=stage,
            parameters=_weighed(step.do, step.parameters, weight),
            check=step.check
            and replace(step.check, parameters=_weighed(step.check.do, step.check.parameters, weight)),
            after=before,
            stages=(),
            watch=None,
        )
        yield StepTable(
            id=f"{stage}-{_WATCH}",
            do=_WATCH,
            parameters={**(step.watch or {}), _SHARE: 1 / len(step.stages)},
            repeat=Repeat.IDEMPOTENT,
            after=(stage,),
        )
        before = (f"{stage}-{_WATCH}",)


def _has_weight(value: object) -> bool:
    if isinstance(value, str):
        return WEIGHT in value
    if isinstance(value, Mapping):
        return any(map(_has_weight, value.values()))
    return isinstance(value, list) and any(map(_has_weight, value))


def _weighed(kind: str, parameters: Mapping[str, Any], weight: int) -> dict[str, Any]:
    """Put a weight in the place of its sign: as a number where the sign is the whole text, else as digits.

    Where an action takes no number (in the words of a command, say) it gets the digits.
    """
    made = {name: _put(value, weight, weight) for name, value in parameters.items()}
    values, shape = parameters_of(made), SHAPES.get(kind, {})
    for name, value in parameters.items():
        if name in shape and not shape[name].fits(values[name]):
            made[name] = _put(value, weight, str(weight))
    return made


def _put(value: Any, weight: int, whole: int | str) -> Any:  # noqa: ANN401  # whatever JSON can say in, the same out
    if isinstance(value, str):
        return whole if value == WEIGHT else value.replace(WEIGHT, str(weight))
    if isinstance(value, dict):
        return {name: _put(inner, weight, whole) for name, inner in value.items()}
    return [_put(inner, weight, whole) for inner in value] if isinstance(value, list) else value
