"""What people do to a run: pause it, let it go on, cancel it, and tell it what only they can know."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from mainstay.analysis.gates.holders import teams_seen
from mainstay.analysis.runs.moves import Begin, Rest
from mainstay.analysis.runs.plotting import turn_of
from mainstay.domain.action_kinds import WATCHING
from mainstay.domain.audit import Row
from mainstay.domain.doing import Doing
from mainstay.domain.errors import UsageError
from mainstay.domain.gate import Policy
from mainstay.domain.run import ENDED, LONGEST_DETAIL, Answer, Entry, Mark, Run, RunState, WaitFor, Wish
from mainstay.ports.store import Work
from mainstay.present.visible import visible
from mainstay.steps.apply.approved import plan_of, still_to_undo, tasks_for
from mainstay.steps.apply.journal import by_step, write
from mainstay.steps.apply.starting import must_be_let

_OF_A_WATCH = (Answer.KEEP, Answer.ROLL_BACK)
_OF_ANY = (Answer.DONE, Answer.NOT_DONE, Answer.ROLL_BACK)
_ACTS = {Wish.NONE: "run.resume", Wish.PAUSE: "run.pause", Wish.CANCEL: "run.cancel-wish"}


def seen_run(work: Work, policy: Policy, name: str, doing: Doing) -> Run:
    """Give a run, held, if this person may see it. Raises UsageError with the same words where it is not there at all."""
    run = work.runs.hold(name)
    seen = teams_seen(policy.directory, doing.who, doing.now)
    if run is None or (seen is not None and run.team not in seen):
        raise UsageError("there is no such run", where=name, mend="`mainstay runs` lists them")
    return run


def wish(work: Work, policy: Policy, name: str, wanted: Wish, reason: str, doing: Doing) -> Run:
    """Pause or cancel a run at its next boundary, or let it go on (NONE).

    Raises UsageError when it has ended, wishes for this already, or this person may not.
    """
    run = seen_run(work, policy, name, doing)
    must_be_let(policy, run.team, doing)
    if run.state in ENDED:
        raise UsageError(
            f"the run has ended: it is {run.state}", where=run.id, mend=f"mainstay runs {run.id}"
        )
    if run.wish is wanted:
        what = "not paused" if wanted is Wish.NONE else f"to {wanted} already"
        raise UsageError(f"the run is {what}", where=run.id, mend=f"mainstay runs {run.id}")
    if run.wish is Wish.CANCEL:
        raise UsageError("the run is being cancelled", where=run.id, mend=f"mainstay runs {run.id}")
    # A worker looks at once at what waits; what is in hand is asked about its wishes at its next boundary.
    then = replace(
        run, wish=wanted, wished_by=doing.who, wake_at=0 if run.state is RunState.WAITING else run.wake_at
    )
    work.runs.change(then, run)
    row = Row(
        0, doing.now, doing.who, doing.door, _ACTS[wanted], run.id, run.content, reason[:LONGEST_DETAIL]
    )
    work.trail.append([row])
    return then


def answer(
    work: Work,
    policy: Policy,
    name: str,
    said: Answer,
    reason: str,
    looking: Collection[str],
    doing: Doing,
) -> Run:
    """Tell a run that waits for a person what it wants to know, with a reason; `looking` are the kinds that change nothing.

    Raises UsageError when it waits for nobody, when its question is another one, when the reason is missing, or when this
    person may not.
    """
    run = seen_run(work, policy, name, doing)
    must_be_let(policy, run.team, doing)
    entries = work.runs.journal(run.id)
    last = next((one for one in reversed(entries) if one.mark is not Mark.ANSWER), None)
    choices = _choices(work, run, entries, looking, doing.now) if run.state is RunState.WAITING else ()
    if last is None or not choices:
        raise UsageError("the run asks nobody for anything", where=run.id, mend=f"mainstay runs {run.id}")
    if entries[-1].mark is Mark.ANSWER:
        raise UsageError(
            f"{entries[-1].by} has answered {entries[-1].answer} already",
            where=run.id,
            mend=f"let a worker go on with it: mainstay runs {run.id} --follow",
        )
    if said not in choices:
        raise UsageError(
            f"{said} is no answer to what the run asks",
            where=run.id,
            mend=f"answer with {' or '.join(choices)}",
        )
    if not reason.strip():
        raise UsageError("a reason is missing", where=run.id, mend="say what shows it with --reason")
    entry = Entry(
        run.id,
        len(entries) + 1,
        doing.now,
        0,
        last.step,
        last.part,
        last.number,
        Mark.ANSWER,
        doing.who,
        said,
        visible(reason, LONGEST_DETAIL),
    )
    write(work, run.content, [entry], doing.door)
    then = replace(run, wake_at=0)
    work.runs.change(then, run)
    return then


def _choices(
    work: Work, run: Run, entries: Sequence[Entry], looking: Collection[str], now: int
) -> tuple[Answer, ...]:
    """Give what a person may say to a run that waits for it about a step; nothing where it waits for leave to go on."""
    plan = plan_of(work, run)
    if plan is None:
        return ()
    undone = still_to_undo(work, run.of, run.proposal, plan)[0] if run.of else {}
    tasks = tasks_for(run, plan, undone, looking)
    turn, _ = turn_of(run, tasks, by_step(entries), now)
    if isinstance(turn, Begin):
        # It looks again by itself meanwhile, and takes an answer all the same.
        asked = turn.task.step if turn.again is not None and turn.again.waits_for is WaitFor.PERSON else ""
    else:
        asked = turn.step if isinstance(turn, Rest) and turn.waits_for is WaitFor.PERSON else ""
    kinds = {task.step: task.do.kind for task in tasks}
    if not asked:
        return ()
    return _OF_A_WATCH if kinds[asked] == WATCHING else _OF_ANY
