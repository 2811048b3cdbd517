"""What makes a plan one that can be carried out: steps that are known, in an order that has no loop."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from heapq import heapify, heappop, heappush

from mainstay.analysis.plans.action_shapes import misfits
from mainstay.domain.action_kinds import DOING, LOOKING
from mainstay.domain.plan import MOST_STEPS, Plan, Repeat, Step


def faults(plan: Plan, actions: Collection[str]) -> tuple[str, ...]:
    """Give what is wrong with a plan's steps, each thing in one sentence; `actions` are the kinds of action that are known."""
    if not plan.steps:
        return ("it has no steps",)
    if len(plan.steps) > MOST_STEPS:
        return (f"it has {len(plan.steps):,} steps, and {MOST_STEPS:,} are allowed",)
    found = []
    ids = [step.id for step in plan.steps]
    found += [f"two steps are called {name}" for name in dict.fromkeys(ids) if ids.count(name) > 1]
    for step in plan.steps:
        found += [
            f"step {step.id} comes after {name}, which is no step" for name in step.after if name not in ids
        ]
        found += _of_actions(step, actions)
        if step.repeat is Repeat.NEVER and step.tries > 1:
            found.append(f"step {step.id} is never repeated, and yet has {step.tries} tries")
    loop = _loop(plan.steps)
    if loop:
        found.append(f"its steps wait for each other: {' -> '.join((*loop, loop[0]))}")
    return tuple(dict.fromkeys(found))


def in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Give steps so that each comes after those that it waits for, else in the order of the plan (Kahn 1962).

    Steps that wait for each other in a circle, and those behind them, are left out.
    """
    known = {step.id for step in steps}
    waiting = {step.id: {name for name in step.after if name in known} for step in steps}
    followers: dict[str, list[str]] = {step.id: [] for step in steps}
    for step in steps:
        for name in waiting[step.id]:
            followers[name].append(step.id)
    places = {step.id: at for at, step in enumerate(steps)}
    ready = [places[name] for name, before in waiting.items() if not before]
    heapify(ready)
    found = []
    while ready:
        step = steps[heappop(ready)]
        found.append(step)
        for follower in followers[step.id]:
            waiting[follower].discard(step.id)
            if not waiting[follower]:
                heappush(ready, places[follower])
    return tuple(found)


def is_unverified(repeat: Repeat, kind: str, *, has_check: bool) -> bool:
    """Whether it would be verified first, before it is repeated, and nothing says how; a person sees what a person did."""
    return repeat is Repeat.VERIFY_FIRST and not has_check and kind not in LOOKING


def as_done(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Give all steps: in the order in which they would be done, or as they stand where there is no such order."""
    ordered = in_order(steps)
    return ordered if len(ordered) == len(steps) else tuple(steps)


def _of_actions(step: Step, actions: Collection[str]) -> Iterator[str]:
    for place, action in (("", step.action), ("check.", step.check), ("undo.", step.undo)):
        if action is None:
            continue
        if action.kind not in actions:
            likely = get_close_matches(action.kind, actions, n=1)
            yield f"step {step.id}: there is no action {action.kind}" + (
                f"; did you mean {likely[0]}?" if likely else ""
            )
        else:
            yield from (f"step {step.id}: {wrong}" for wrong in misfits(action, f"{place}with"))
    if step.check is not None and step.check.kind in DOING:
        # It is done without leave, again and again, and outside of windows: so it must change nothing.
        looker = f"check-{step.check.kind}"
        mend = f"; did you mean {looker}?" if looker in LOOKING else ""
        yield f"step {step.id}: its check may only look, and {step.check.kind} changes something{mend}"


def _loop(steps: Sequence[Step]) -> tuple[str, ...]:
    """Give the ids of some steps that wait for each other in a circle, () where none do."""
    done = {step.id for step in in_order(steps)}
    before = {
        step.id: [name for name in step.after if name not in done] for step in steps if step.id not in done
    }
    before = {name: [other for other in others if other in before] for name, others in before.items()}
    if not before:
        return ()
    # Every step that is left waits for one that is left, so walking back must come round.
    path = [next(iter(before))]
    while before[path[-1]][0] not in path:
        path.append(before[path[-1]][0])
    return tuple(reversed(path[path.index(before[path[-1]][0]) :]))
