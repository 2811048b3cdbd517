"""Runs in words: where one stands, what it waits for, and what became of its steps. Texts from outside are made visible."""

from mainstay.domain.run import ENDED, LONG, Entry, Mark, Part, Purpose, Run, RunState, WaitFor, Wish
from mainstay.domain.run_view import EntryView, ListedRun, StepRunView
from mainstay.present.numbers import plural
from mainstay.present.times import ago, duration, exact
from mainstay.present.visible import visible

NOT_REACHED = "not reached"
_STATES = {
    Purpose.APPLY: {
        RunState.WAITING: "waiting",
        RunState.RUNNING: "being carried out",
        RunState.DONE: "done",
        RunState.FAILED: "failed",
        RunState.CANCELLED: "cancelled",
        RunState.REFUSED: "refused, nothing may begin it any more",
        RunState.UNDONE: "taken back",
    },
    Purpose.UNDO: {
        RunState.WAITING: "waiting to take it back",
        RunState.RUNNING: "being taken back",
        RunState.DONE: "it was taken back",
        RunState.FAILED: "taking it back failed",
        RunState.CANCELLED: "taking it back was cancelled",
        RunState.REFUSED: "taking it back was refused",
        RunState.UNDONE: "it was taken back, and that was taken back",
    },
}
WAITS = {
    WaitFor.NOTHING: "for a worker",
    WaitFor.TIME: "for a time",
    WaitFor.PERSON: "for a person",
    WaitFor.WINDOW: "for a window",
    WaitFor.METRIC: "for metrics",
}
"""What a run waits for, in short."""
_WISHES = {Wish.PAUSE: "paused", Wish.CANCEL: "cancelled"}
MARKS = {
    Mark.BEGUN: "begun",
    Mark.DONE: "done",
    Mark.FAILED: "failed",
    Mark.NOT_BEGUN: "not begun",
    Mark.UNKNOWN: "not known",
    Mark.LATER: "waits",
    Mark.ANSWER: "answered",
}
"""What is said of an action that does something."""
LOOKS = {
    Mark.BEGUN: "is being looked at",
    Mark.DONE: "holds",
    Mark.FAILED: "does not hold",
    Mark.NOT_BEGUN: "could not be looked at",
    Mark.UNKNOWN: "could not be told",
    Mark.LATER: "waits",
    Mark.ANSWER: "answered",
}
"""What is said of a check."""


def state_words(run: ListedRun, now: int) -> str:
    """Tell where a run stands and what it waits for."""
    told = _STATES[run.purpose][run.state]
    if run.state is RunState.WAITING:
        told += f" {waits_words(run, now)}{_until(run, now)}"
    if is_paused(run, now):
        told = f"paused by {visible(run.wished_by, 80)}"
    elif run.state not in ENDED and run.wish in _WISHES:
        told += f", {visible(run.wished_by, 80)} wants it {_WISHES[run.wish]}"
    return told + (", OVERDUE" if run.overdue else "")


def is_due(run: ListedRun, now: int) -> bool:
    """Whether a run waits for a worker alone: what it waited for is there, or a person has spoken."""
    return run.state is RunState.WAITING and run.wake_at <= now


def is_paused(run: ListedRun, now: int) -> bool:
    """Whether a run stands still because a person wants it so."""
    return run.state is RunState.WAITING and run.wish is Wish.PAUSE and not is_due(run, now)


def waits_words(run: ListedRun, now: int) -> str:
    """Tell what a waiting run waits for, in short."""
    return WAITS[WaitFor.NOTHING if is_due(run, now) else run.waits_for]


def reason_words(run: ListedRun, now: int) -> str:
    """Tell why a run waits or ended so; "" where its state says all, or a person has answered since."""
    answered = is_due(run, now) and run.waits_for is WaitFor.PERSON
    return "" if answered or is_paused(run, now) else run.reason


def progress(run: ListedRun) -> str:
    """Tell how many of its steps are done: 2/5."""
    return f"{run.done}/{run.steps}"


def purpose_words(run: ListedRun, length: int) -> str:
    """Tell what a run is for; `length` characters of ids are shown (0 for all)."""
    what = run.of[: length or None] if run.purpose is Purpose.UNDO else run.proposal[: length or None]
    return f"takes back {visible(what)}" if run.purpose is Purpose.UNDO else f"carries out {visible(what)}"


def when_words(run: ListedRun, now: int) -> str:
    """Tell who started a run and when, how long it took or goes on, and by when it must have ended."""
    told = f"by {visible(run.by, 80)} {ago(run.made_at, now)}"
    if run.started_at and run.ended_at:
        told += f", took {duration(run.ended_at - run.started_at)}"
    elif run.started_at:
        told += f", begun {ago(run.started_at, now)}"
    return told + (f", to end by {exact(run.deadline)}" if run.deadline and not run.ended_at else "")


def step_words(step: StepRunView, *, ended: bool) -> str:
    """Tell what became of a step, how long its last try took, and how many there were."""
    if step.mark is None:
        return NOT_REACHED if ended else "to come"
    told = "done, not checked yet" if step.mark is Mark.DONE and not step.settled else MARKS[step.mark]
    if step.do.began_at and step.do.ended_at:
        told += f", {duration(step.do.ended_at - step.do.began_at)}"
    if step.do.tries > 1:
        # What was cut off may be tried more often than the plan says.
        of = f" of {step.most_tries}" if step.do.tries <= step.most_tries else ""
        told += (
            f", try {step.do.tries}{of}"
            if step.mark is Mark.BEGUN
            else f", {plural(step.do.tries, 'try', 'tries')}"
        )
    return told


def entry_words(entry: EntryView | Entry, *, worker: bool = True) -> str:
    """Tell one entry of a journal: of what, what, by which `worker` if that is wanted, and when it is looked again."""
    if entry.mark is Mark.ANSWER:
        return f"{visible(entry.step, 64)}: {visible(entry.by, 80)} says {visible(entry.answer, 40)}"
    words = LOOKS if entry.part is Part.CHECK else MARKS
    what = f"{visible(entry.step, 64)} {'check ' if entry.part is Part.CHECK else ''}{words[entry.mark]}"
    if entry.number > 1:
        what += f" ({entry.number})"
    if entry.mark is Mark.LATER:
        what += f" {WAITS[entry.waits_for]}" if entry.waits_for else ""
        until = exact(entry.wake_at) if 0 < entry.wake_at < LONG else ""
        # What an action says of itself often tells it already.
        what += f" until {until}" if until and until not in entry.detail else ""
    return f"{what}, by {visible(entry.by, 80)}" if entry.by and worker else what


def brought_on(run: Run) -> str:
    """Tell in a line how a run stands that a worker brought on, and why."""
    stands = f"waits {WAITS[run.waits_for]}" if run.state is RunState.WAITING else run.state
    about = f"takes back {visible(run.of)}" if run.of else f"carries out {visible(run.proposal)}"
    reason = f", {visible(run.reason, 300)}" if run.reason else ""
    return f"{visible(run.target, 200)}: run {run.id} {about}: {stands}{reason}"


def line(entry: Entry) -> str:
    """Tell one entry in a line, as it comes: when, what, and what the action says of itself."""
    detail = f": {visible(entry.detail, 300)}" if entry.detail else ""
    return f"{exact(entry.at)[11:19]}  {entry_words(entry, worker=False)}{detail}"


def _until(run: ListedRun, now: int) -> str:
    if is_due(run, now) or not run.wake_at < LONG or run.waits_for is WaitFor.NOTHING:
        return ""
    told = f"{ago(run.wake_at, now)}, {exact(run.wake_at)}"
    return f": {told}" if run.waits_for is WaitFor.TIME else f", looked at again {told}"
