"""What comes next in a run, from its tasks and its journal alone: the one table of its steps' life.

Whatever died, and wherever, the same journal gives the same move. A blind repeat is in none of them: what nobody knows is
verified by two looks that agree, or shown to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from mainstay.analysis.runs.tasks import Task
from mainstay.domain.plan import Repeat
from mainstay.domain.run import LONG, Answer, Entry, Mark, Part, WaitFor

SPARE: Final = 3
"""So many more tries has what may be repeated where one was cut off or its end is unknown: that was not its own fault."""
_LOOKS: Final = 5
_CUTS: Final = 5
_BLIND: Final = 3
_SLOWEST: Final = 60


@dataclass(frozen=True, slots=True)
class Begin:
    """Begin an action of a task, its try with this `number`. `again` is the entry of its last look, where it looks again.

    `began_at` is when its first look began (seconds since 1970, 0 for now), `answer` what a person said since.
    """

    task: Task
    part: Part
    number: int
    again: Entry | None = None
    began_at: int = 0
    answer: Entry | None = None


@dataclass(frozen=True, slots=True)
class Rest:
    """Do nothing until a time (seconds since 1970); `asks` says that a person must tell what nobody knows about `step`."""

    wake_at: int
    waits_for: WaitFor
    reason: str
    step: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """A task has ended: it is done, or it failed for good."""

    done: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CutOff:
    """An action was begun and nobody wrote down how it ended. That is written down first, by `entry` that began it.

    `memo_of` is the look before, whose memo is still good. `too_often` says that this look ended its worker again and again.
    """

    task: Task
    entry: Entry
    memo_of: Entry | None = None
    too_often: bool = False


Move: TypeAlias = Begin | Rest | Settled | CutOff


def move_of(task: Task, entries: Sequence[Entry], now: int) -> Move:
    """Give what comes next for a task; `entries` are those of its step, in order, `now` is in seconds since 1970."""
    said = [entry for entry in entries if entry.mark is not Mark.ANSWER]
    if not said:
        return Begin(task, Part.DO, 1)
    last = said[-1]
    if last.mark is Mark.BEGUN:
        before = said[-2] if len(said) > 1 and said[-2].mark is Mark.LATER else None
        lately = said[-2 * _CUTS - 1 : -1]
        often = len(lately) == 2 * _CUTS and all(one.mark is Mark.BEGUN or _was_cut(one) for one in lately)
        return CutOff(task, last, before if before is not None and before.part is last.part else None, often)
    answer = _heard(entries)
    if last.mark is Mark.LATER:
        return _looked(task, last, said, answer, now)
    ends = [
        at for at, one in enumerate(said) if one.part is Part.DO and one.mark not in {Mark.BEGUN, Mark.LATER}
    ]
    did, checks = (
        said[ends[-1]],
        [one for one in said[ends[-1] + 1 :] if one.mark not in {Mark.BEGUN, Mark.LATER}],
    )
    if answer is not None:
        return _answered(task, did, answer)
    return _after(
        task, did, checks, now, 1 + sum(one.part is Part.CHECK and one.mark is Mark.BEGUN for one in said)
    )


def _heard(entries: Sequence[Entry]) -> Entry | None:
    """Give what a person said, unless an action that came to its end has heard it since."""
    for entry in reversed(entries):
        if entry.mark is not Mark.BEGUN and not _was_cut(entry):
            return entry if entry.mark is Mark.ANSWER else None
    return None


def _was_cut(entry: Entry) -> bool:
    """Whether a look was cut off or broken off; one that came to its end says when it looks again."""
    return entry.mark is Mark.LATER and not entry.wake_at


def _looked(task: Task, last: Entry, said: Sequence[Entry], answer: Entry | None, now: int) -> Move:
    # Where the clock was put back, what looks knows best how long it waits still.
    if answer is None and last.at <= now < last.wake_at:
        return Rest(last.wake_at, last.waits_for, last.detail, task.step)
    same = (one for one in said if (one.part, one.number, one.mark) == (last.part, last.number, Mark.BEGUN))
    return Begin(task, last.part, last.number, last, next(same, last).at, answer)


def _answered(task: Task, did: Entry, answer: Entry) -> Move:
    if answer.answer in {Answer.DONE, Answer.KEEP}:
        return Settled(True, f"{answer.by} says that it is done")
    if answer.answer == Answer.ROLL_BACK or task.repeat is Repeat.NEVER:
        return Settled(False, f"{answer.by} says that it was not done")
    return Begin(task, Part.DO, did.number + 1)


def _after(task: Task, did: Entry, checks: Sequence[Entry], now: int, number: int) -> Move:
    """Give what follows the end of an action and the looks whether it is done."""
    check = Begin(task, Part.CHECK, number)
    if did.mark is Mark.NOT_BEGUN:
        # What it waits for is a worker: the one that it had was ending.
        return _again(task, did, did, now, task.tries + (SPARE if did.waits_for else 0))
    if did.mark is Mark.UNKNOWN and (task.looks or task.repeat is Repeat.IDEMPOTENT):
        return _again(task, did, did, now, task.tries + SPARE)
    if task.check is None:
        return _unchecked(task, did, now)
    return _judged(task, did, checks, check, now) if checks else _unlooked(task, did, check)


def _unlooked(task: Task, did: Entry, check: Begin) -> Move:
    if did.mark is Mark.DONE and task.undone_by_check:
        # The check tells of the step that is taken back, and an undo that says it is done is believed.
        return Settled(True)
    if did.mark is Mark.FAILED and (task.repeat is Repeat.NEVER or task.looks):
        return Settled(False, did.detail)
    return check


def _judged(task: Task, did: Entry, checks: Sequence[Entry], check: Begin, now: int) -> Move:
    if did.mark is Mark.UNKNOWN:
        return _verified(task, did, checks, check, now)
    last = checks[-1]
    if last.mark in {Mark.UNKNOWN, Mark.NOT_BEGUN}:
        return _patient(task, did, checks, check, now)
    if (last.mark is Mark.DONE) is not task.undone_by_check:
        return Settled(True)
    if task.repeat is Repeat.NEVER:
        return Settled(False, f"its check says that it is not done: {last.detail}")
    return _again(task, did, last, now, task.tries)


def _said(did: Entry, last: Entry) -> str:
    return last.detail if did is last or did.mark is Mark.DONE else f"{did.detail}; its check: {last.detail}"


def _unchecked(task: Task, did: Entry, now: int) -> Move:
    if did.mark is Mark.DONE:
        return Settled(True)
    if did.mark is Mark.UNKNOWN:
        return _asked(task, did)
    if task.looks or task.repeat is Repeat.IDEMPOTENT:
        return _again(task, did, did, now, task.tries)
    return Settled(False, did.detail)


def _verified(task: Task, did: Entry, checks: Sequence[Entry], check: Begin, now: int) -> Move:
    """Believe two looks in a row that agree: one alone may come too early, or flap."""
    if len(checks) > 1 and checks[-1].mark is checks[-2].mark and checks[-1].mark in {Mark.DONE, Mark.FAILED}:
        if (checks[-1].mark is Mark.DONE) is not task.undone_by_check:
            return Settled(True, "verified after nobody knew")
        if task.repeat is Repeat.NEVER:
            return Settled(False, "it was not done, and may not be repeated")
        return _again(task, did, checks[-1], now, task.tries + SPARE)
    return _asked(task, did) if len(checks) >= _LOOKS else _soon(check, checks[-1], now)


def _patient(task: Task, did: Entry, checks: Sequence[Entry], check: Begin, now: int) -> Move:
    blind = sum(one.mark in {Mark.UNKNOWN, Mark.NOT_BEGUN} for one in checks)
    return _asked(task, did) if blind >= _BLIND else _soon(check, checks[-1], now)


def _again(task: Task, did: Entry, last: Entry, now: int, most: int) -> Move:
    if did.number >= most:
        return Settled(False, _said(did, last))
    return _soon(Begin(task, Part.DO, did.number + 1), last, now)


def _soon(begin: Begin, last: Entry, now: int) -> Move:
    """Wait the longer the more tries there were: 1 s, 2 s, 4 s, up to a minute."""
    wake_at = last.at + min(_SLOWEST, 1 << min(begin.number - 2, 6)) if begin.number > 1 else last.at
    # A clock that was put back must not hold it up for longer.
    if now < wake_at and now >= last.at:
        return Rest(wake_at, WaitFor.TIME, last.detail, begin.task.step)
    return begin


def _asked(task: Task, did: Entry) -> Rest:
    reason = f"nobody knows whether {task.step} was done: {did.detail}"
    return Rest(LONG, WaitFor.PERSON, reason, task.step, asks=True)
