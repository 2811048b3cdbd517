"""A run: one approved plan being carried out or taken back, and the journal of what was begun and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mainstay.domain.plan import Value


class RunState(StrEnum):
    """Where a run stands. What was cut off in the midst is no state of its own: the journal tells it."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    UNDONE = "undone"


ENDED = (RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.REFUSED, RunState.UNDONE)
"""States in which nobody works on a run any more; DONE and FAILED ones may still be taken back."""


class RunAct(StrEnum):
    """What is done to a run."""

    TAKE = "take"
    WAIT = "wait"
    FINISH = "finish"
    FAIL = "fail"
    CANCEL = "cancel"
    REFUSE = "refuse"
    TAKE_BACK = "take-back"


# A worker that takes a run over from a dead one finds it RUNNING. REFUSE is for a run that nothing may begin any more: its
# plan changed, or its proposal is gone. TAKE_BACK follows the end of the run that undid it.
TRANSITIONS: dict[tuple[RunState, RunAct], RunState] = {
    (RunState.WAITING, RunAct.TAKE): RunState.RUNNING,
    (RunState.RUNNING, RunAct.TAKE): RunState.RUNNING,
    (RunState.RUNNING, RunAct.WAIT): RunState.WAITING,
    (RunState.RUNNING, RunAct.FINISH): RunState.DONE,
    (RunState.RUNNING, RunAct.FAIL): RunState.FAILED,
    (RunState.RUNNING, RunAct.CANCEL): RunState.CANCELLED,
    (RunState.RUNNING, RunAct.REFUSE): RunState.REFUSED,
    (RunState.DONE, RunAct.TAKE_BACK): RunState.UNDONE,
    (RunState.FAILED, RunAct.TAKE_BACK): RunState.UNDONE,
    (RunState.CANCELLED, RunAct.TAKE_BACK): RunState.UNDONE,
}


class Purpose(StrEnum):
    """What a run is for."""

    APPLY = "apply"
    UNDO = "undo"


class Wish(StrEnum):
    """What a person wants of a run at its next boundary."""

    NONE = ""
    PAUSE = "pause"
    CANCEL = "cancel"


class WaitFor(StrEnum):
    """What a run waits for; NOTHING for a worker alone."""

    NOTHING = ""
    TIME = "time"
    PERSON = "person"
    WINDOW = "window"
    METRIC = "metric"


class Part(StrEnum):
    """Which action of a step: the one that does it, or the one that looks whether it is done."""

    DO = "do"
    CHECK = "check"


class Mark(StrEnum):
    """What an entry of the journal says of an action.

    BEGUN is written before it, one of the others after it. FAILED is what the action itself says; NOT_BEGUN that it surely
    had no effect; UNKNOWN that nobody knows; LATER that it looks again at a time, or after an ANSWER of a person.
    """

    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    NOT_BEGUN = "not-begun"
    UNKNOWN = "unknown"
    LATER = "later"
    ANSWER = "answer"


class Answer(StrEnum):
    """What a person may say where a run waits for one."""

    DONE = "done"
    NOT_DONE = "not-done"
    KEEP = "keep"
    ROLL_BACK = "roll-back"


LONGEST_DETAIL = 1_000
LONGEST_OUTPUT = 16 << 10
"""Characters that the journal keeps of one action: a sentence or two, and the end of what it wrote."""


@dataclass(frozen=True, slots=True)
class Result:
    """How one action ended: `mark` is never BEGUN or ANSWER.

    Of an action that looks DONE means that it holds, FAILED that it does not, UNKNOWN that it could not be told. `detail` is a
    sentence for people, `output` the end of what it wrote. `memo` is kept for its next look, its check and its undo. With LATER
    `wake_at` says when it looks again (seconds since 1970, 0 where only a person can bring it on) and `waits_for` what for.
    """

    mark: Mark
    detail: str = ""
    output: str = ""
    memo: Mapping[str, Value] = field(default_factory=dict)
    wake_at: int = 0
    waits_for: WaitFor = WaitFor.NOTHING


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a run's journal, never changed once it is written.

    `place` counts from 1 without gaps; `token` is the one of the lease under which it was written, 0 for an answer. `number`
    counts the tries of the step's action from 1; an action that looks again keeps its number. `by` is the worker, or the
    person who answered; `answer` what they said, "" else.
    """

    run: str
    place: int
    at: int
    token: int
    step: str
    part: Part
    number: int
    mark: Mark
    by: str = ""
    answer: str = ""
    detail: str = ""
    output: str = ""
    memo: Mapping[str, Value] = field(default_factory=dict)
    wake_at: int = 0
    waits_for: WaitFor = WaitFor.NOTHING


@dataclass(frozen=True, slots=True)
class Run:
    """One carrying out, or taking back, of the plan with the hash `content` of a proposal.

    `of` is the run that an undo takes back, "" for others. `target` is what no two runs work on at once, `by` who started it.
    `climb` names the change that climbs a ladder of environments, "" for none.

    `wish` is what `wished_by` wants of it. `wake_at` is when a worker looks at it again (0: at once; LONG where only a person
    brings it on), `reason` why it waits or ended so, `deadline` when it must have ended (0 for never). Times are seconds since
    1970, 0 where there is none yet.
    """

    id: str
    proposal: str
    content: str
    state: RunState
    made_at: int
    started_at: int = 0
    ended_at: int = 0
    purpose: Purpose = Purpose.APPLY
    of: str = ""
    target: str = ""
    team: str = ""
    by: str = ""
    wish: Wish = Wish.NONE
    wished_by: str = ""
    wake_at: int = 0
    waits_for: WaitFor = WaitFor.NOTHING
    reason: str = ""
    deadline: int = 0
    climb: str = ""


LONG = 1 << 53
"""A time (seconds since 1970) that never comes."""


def after(state: RunState, act: RunAct) -> RunState | None:
    """Give the state that an act leads to, None where the act is not possible there."""
    return TRANSITIONS.get((state, act))
