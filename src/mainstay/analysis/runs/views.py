"""A run, its plan and its journal as they are shown."""

from collections.abc import Collection, Sequence
from itertools import groupby

from mainstay.analysis.plans.soundness import as_done
from mainstay.domain.plan import Action, Plan, Step
from mainstay.domain.proposal_view import ActionView
from mainstay.domain.run import ENDED, Answer, Entry, Mark, Part, Purpose, Run, WaitFor
from mainstay.domain.run_view import (
    SCHEMA,
    AnswerView,
    EntryView,
    ListedRun,
    PartRunView,
    RunView,
    StepRunView,
)

_OPEN = {Mark.BEGUN, Mark.LATER}
_AGREES = {Answer.DONE, Answer.KEEP}
_OPPOSITE = {Mark.DONE: Mark.FAILED, Mark.FAILED: Mark.DONE}


def run_view(
    run: Run, plan: Plan, entries: Sequence[Entry], now: int, only: Collection[str] | None = None
) -> RunView:
    """Give all about a run at `now` (seconds since 1970); `entries` is its journal in order.

    `only` names the steps that it carries out, where they are known not to be all: a run that takes another one back has to do
    with steps that had an effect.
    """
    steps = _steps(run, plan, entries, only)
    return RunView(
        SCHEMA, now, _listed(run, plan, entries, steps, now), run.target, steps, tuple(map(_entry, entries))
    )


def listed_run(
    run: Run, plan: Plan, entries: Sequence[Entry], now: int, only: Collection[str] | None = None
) -> ListedRun:
    """Give a run as a list shows it; see `run_view`."""
    return _listed(run, plan, entries, _steps(run, plan, entries, only), now)


def _listed(
    run: Run, plan: Plan, entries: Sequence[Entry], steps: Sequence[StepRunView], now: int
) -> ListedRun:
    return ListedRun(
        run.id,
        run.proposal,
        run.content,
        plan.title,
        plan.subject,
        plan.environment,
        run.team,
        run.purpose,
        run.of,
        run.state,
        run.by,
        run.made_at,
        run.started_at,
        run.ended_at,
        run.wish,
        run.wished_by,
        run.waits_for,
        run.wake_at,
        run.reason,
        run.deadline,
        bool(run.deadline) and run.deadline <= now and run.state not in ENDED,
        sum(step.mark is Mark.DONE and step.settled for step in steps),
        len(steps),
        entries[-1].step if entries else "",
    )


def _steps(
    run: Run, plan: Plan, entries: Sequence[Entry], only: Collection[str] | None
) -> tuple[StepRunView, ...]:
    told = {
        name: tuple(of)
        for name, of in groupby(sorted(entries, key=lambda one: one.step), lambda one: one.step)
    }
    back = run.purpose is Purpose.UNDO
    ordered = as_done(plan.steps)
    return tuple(
        _step(step, told.get(step.id, ()), back=back)
        for step in (reversed(ordered) if back else ordered)
        if step.id in told or ((only is None or step.id in only) and (step.undo is not None or not back))
    )


def _step(step: Step, entries: Sequence[Entry], *, back: bool) -> StepRunView:
    action = step.undo if back and step.undo is not None else step.action
    answers = tuple(
        AnswerView(one.by, one.answer, one.at, one.detail) for one in entries if one.mark is Mark.ANSWER
    )
    check = None if step.check is None else _part(step.check, entries, Part.CHECK)
    mark = _mark(entries, back=back)
    seen = check is None or check.mark is not None or back or bool(answers)
    return StepRunView(
        step.id,
        mark,
        mark is not None and mark not in _OPEN and (mark is not Mark.DONE or seen),
        step.tries,
        _part(action, entries, Part.DO),
        check,
        answers,
        step.undo is not None,
    )


def _mark(entries: Sequence[Entry], *, back: bool) -> Mark | None:
    """Give what the journal of a step comes to so far."""
    said = [one for one in entries if one.mark is not Mark.ANSWER]
    if not said:
        return None
    last = said[-1]
    if entries[-1].mark is Mark.ANSWER and last.mark is not Mark.LATER:
        return Mark.DONE if entries[-1].answer in _AGREES else Mark.FAILED
    if last.part is Part.DO:
        return last.mark
    if last.mark is Mark.NOT_BEGUN:
        # A check that could not look says nothing about what it looks for.
        return Mark.UNKNOWN
    # What is taken back is so when the step's own check holds no more.
    return _OPPOSITE.get(last.mark, last.mark) if back else last.mark


def _part(action: Action, entries: Sequence[Entry], part: Part) -> PartRunView:
    view = ActionView(action.kind, action.parameters)
    own = [one for one in entries if one.part is part and one.mark is not Mark.ANSWER]
    if not own:
        return PartRunView(view, None, 0, 0, 0, "", "", 0, WaitFor.NOTHING)
    last = own[-1]
    of_try = [one for one in own if one.number == last.number]
    told = next((one for one in reversed(of_try) if one.mark is not Mark.BEGUN), last)
    return PartRunView(
        view,
        last.mark,
        last.number,
        of_try[0].at,
        0 if last.mark in _OPEN else last.at,
        told.detail,
        told.output,
        last.wake_at if last.mark is Mark.LATER else 0,
        last.waits_for,
    )


def _entry(entry: Entry) -> EntryView:
    return EntryView(
        entry.place,
        entry.at,
        entry.step,
        entry.part,
        entry.number,
        entry.mark,
        entry.by,
        entry.answer,
        entry.detail,
        entry.output,
        entry.wake_at,
        entry.waits_for,
    )
