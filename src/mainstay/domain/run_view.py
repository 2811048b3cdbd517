"""Runs as they are shown: to a terminal, as JSON, on a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.domain.proposal_view import ActionView
from mainstay.domain.run import Mark, Part, Purpose, RunState, WaitFor, Wish

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class ListedRun:
    """A run in a list.

    `of` is the run that it takes back, "" for others. `done` of its `steps` are done and, where they have a check, seen to be
    so; `step` is the one that its journal told of last. `overdue` says that it has not ended though its `deadline` has passed.
    Times are in seconds since 1970, 0 where there is none; where `wake_at` is beyond the year 9999 only a person brings it on.
    """

    id: str
    proposal: str
    content: str
    title: str
    subject: str
    environment: str
    team: str
    purpose: Purpose
    of: str
    state: RunState
    by: str
    made_at: int
    started_at: int
    ended_at: int
    wish: Wish
    wished_by: str
    waits_for: WaitFor
    wake_at: int
    reason: str
    deadline: int
    overdue: bool
    done: int
    steps: int
    step: str


@dataclass(frozen=True, slots=True)
class RunList:
    """Runs that a person may see, the newest first.

    `counts` are all that the person may see, by state. `next_before` is the id to go on from, "" at the end.
    """

    schema: int
    at: int
    person: str
    runs: tuple[ListedRun, ...]
    counts: Mapping[RunState, int]
    next_before: str


@dataclass(frozen=True, slots=True)
class PartRunView:
    """What became of one action of a step: the one that does it, or the one that looks whether it is done.

    `mark` is what the journal says last of it, None where it does not tell of it. `tries` are its tries, or its looks.
    `began_at` and `ended_at` are those of the last try in seconds since 1970, 0 where there is none; with the mark `later` it
    is looked again at `wake_at`. `output` is the end of what it wrote.
    """

    action: ActionView
    mark: Mark | None
    tries: int
    began_at: int
    ended_at: int
    detail: str
    output: str
    wake_at: int
    waits_for: WaitFor


@dataclass(frozen=True, slots=True)
class AnswerView:
    """What a person said about a step (`done`, `not-done`, `keep`, `roll-back`), when, and why."""

    who: str
    answer: str
    at: int
    reason: str


@dataclass(frozen=True, slots=True)
class StepRunView:
    """One step of a run: what it does, or what takes it back, and what became of it.

    `mark` is what its journal comes to so far, None where it does not tell of it. It is `done` also where the check that must
    see it has not looked yet; `settled` says that nothing more is to be seen. `most_tries` are those that its plan allows.
    """

    id: str
    mark: Mark | None
    settled: bool
    most_tries: int
    do: PartRunView
    check: PartRunView | None
    answers: tuple[AnswerView, ...]
    has_undo: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the journal, as `domain.run.Entry` has it but for what actions remember."""

    place: int
    at: int
    step: str
    part: Part
    number: int
    mark: Mark
    by: str
    answer: str
    detail: str
    output: str
    wake_at: int
    waits_for: WaitFor


@dataclass(frozen=True, slots=True)
class RunView:
    """All about one run: its steps in the order in which it does them, and its journal.

    `stays` are the steps that changed something, or may have, and that nothing takes back; of a run that takes another one back
    they are that one's. `taken_back_by` is the last run that takes this one back, `behind` the run that its target belongs to
    meanwhile, "" for none. `worker` has it in hand, and `worker_is_gone` says that this one has surely ended.
    """

    schema: int
    at: int
    run: ListedRun
    target: str
    steps: tuple[StepRunView, ...]
    journal: tuple[EntryView, ...]
    stays: tuple[str, ...] = ()
    taken_back_by: str = ""
    behind: str = ""
    worker: str = ""
    worker_is_gone: bool = False
