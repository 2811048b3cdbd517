"""Runs in words."""

from dataclasses import replace

import pytest

from mainstay.analysis.runs.views import listed_run, run_view
from mainstay.domain.plan import Action, Step
from mainstay.domain.run import LONG, Answer, Mark, Part, Purpose, RunState, WaitFor, Wish
from mainstay.domain.run_view import ListedRun
from mainstay.present.run_words import (
    LOOKS,
    MARKS,
    WAITS,
    brought_on,
    entry_words,
    purpose_words,
    state_words,
    step_words,
    when_words,
)
from tests.fakes.shown_runs import AT, PLAN, RUN, entry, journal, with_steps

MINUTE = "2027-01-15 08:01:00 UTC"


def one(**fields: object) -> ListedRun:
    return listed_run(replace(RUN, **{"reason": "", "deadline": 0, **fields}), PLAN, (), AT)


@pytest.mark.parametrize("purpose", Purpose)
def test_every_state_has_words_of_its_own(purpose: Purpose) -> None:
    told = [state_words(one(purpose=purpose, state=state, wish=Wish.NONE), AT) for state in RunState]
    assert len(set(told)) == len(RunState)


def test_every_mark_and_all_that_is_waited_for_has_words() -> None:
    assert set(MARKS) == set(LOOKS) == set(Mark) and set(WAITS) == set(WaitFor)
    for words in (MARKS, WAITS):
        assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"waits_for": WaitFor.NOTHING, "wake_at": 0}, "waiting for a worker"),
        ({"waits_for": WaitFor.PERSON}, "waiting for a person"),
        (
            {"waits_for": WaitFor.PERSON, "wake_at": AT + 60},
            f"waiting for a person, looked at again in 1 minute, {MINUTE}",
        ),
        ({"waits_for": WaitFor.TIME, "wake_at": AT + 60}, f"waiting for a time: in 1 minute, {MINUTE}"),
        (
            {"waits_for": WaitFor.WINDOW, "wake_at": AT + 60},
            f"waiting for a window, looked at again in 1 minute, {MINUTE}",
        ),
        (
            {"waits_for": WaitFor.METRIC, "wake_at": AT + 60},
            f"waiting for metrics, looked at again in 1 minute, {MINUTE}",
        ),
        # What it waited for is there, or a person has answered: now it waits for a worker.
        ({"waits_for": WaitFor.METRIC, "wake_at": AT}, "waiting for a worker"),
        ({"waits_for": WaitFor.PERSON, "wake_at": 0}, "waiting for a worker"),
        ({"waits_for": WaitFor.PERSON, "wish": Wish.PAUSE, "wished_by": "bob"}, "paused by bob"),
        (
            {"waits_for": WaitFor.PERSON, "wake_at": 0, "wish": Wish.PAUSE, "wished_by": "bob"},
            "waiting for a worker, bob wants it paused",
        ),
        ({"state": RunState.CANCELLED, "wish": Wish.CANCEL, "wished_by": "bob"}, "cancelled"),
        ({"state": RunState.RUNNING}, "being carried out"),
        (
            {"state": RunState.RUNNING, "wish": Wish.CANCEL, "wished_by": "bob\x1b[2J"},
            "being carried out, bob\\x1b[2J wants it cancelled",
        ),
        (
            {"state": RunState.RUNNING, "wish": Wish.PAUSE, "wished_by": "bob"},
            "being carried out, bob wants it paused",
        ),
        ({"state": RunState.RUNNING, "deadline": AT}, "being carried out, OVERDUE"),
        ({"state": RunState.DONE, "deadline": AT}, "done"),
        ({"state": RunState.DONE, "purpose": Purpose.UNDO}, "it was taken back"),
        (
            {"state": RunState.WAITING, "purpose": Purpose.UNDO, "waits_for": WaitFor.NOTHING},
            "waiting to take it back for a worker",
        ),
    ],
)
def test_where_it_stands(fields: dict[str, object], told: str) -> None:
    assert state_words(one(**fields), AT) == told


def test_what_it_is_for_and_since_when() -> None:
    assert purpose_words(one(), 4) == "carries out 5a02"
    assert purpose_words(one(purpose=Purpose.UNDO, of="4a" * 8), 0) == f"takes back {'4a' * 8}"
    assert when_words(one(), AT) == "by ada 7 minutes ago, begun 7 minutes ago"
    assert when_words(one(started_at=0), AT) == "by ada 7 minutes ago"
    assert when_words(one(ended_at=AT - 100), AT).endswith("ago, took 4\u202fmin 55\u202fs")
    assert when_words(one(deadline=AT + 60), AT).endswith(f"ago, to end by {MINUTE}")


@pytest.mark.parametrize(
    ("rows", "ended", "told"),
    [
        ((), False, "to come"),
        ((), True, "not reached"),
        (((0, "a", Mark.BEGUN),), False, "begun"),
        (((0, "a", Mark.BEGUN, Part.DO, {"number": 2}),), False, "begun, try 2 of 3"),
        (((0, "a", Mark.BEGUN, Part.DO, {"number": 5}),), False, "begun, try 5"),
        (((0, "a", Mark.BEGUN), (4, "a", Mark.DONE)), False, "done, not checked yet, 4.0\u202fs"),
        (
            (
                (0, "a", Mark.BEGUN, Part.DO, {"number": 2}),
                (4, "a", Mark.DONE, Part.DO, {"number": 2}),
                (4, "a", Mark.DONE, Part.CHECK),
            ),
            True,
            "done, 4.0\u202fs, 2 tries",
        ),
        (((0, "a", Mark.BEGUN), (60, "a", Mark.UNKNOWN)), True, "not known, 1\u202fmin"),
    ],
)
def test_what_became_of_a_step(rows: tuple, ended: bool, told: str) -> None:
    step = Step("a", Action("command"), check=Action("check-command"), tries=3)
    (found,) = run_view(RUN, with_steps(step), journal(*rows), AT).steps
    assert step_words(found, ended=ended) == told


def test_what_a_worker_says_of_what_it_brought_on() -> None:
    done = replace(RUN, state=RunState.DONE, reason="")
    assert brought_on(done) == f"{RUN.target}: run {RUN.id} carries out {RUN.proposal}: done"
    failed = replace(RUN, of="4a", state=RunState.FAILED, reason="a\x1b[2J")
    assert brought_on(failed).endswith("takes back 4a: failed, a\\x1b[2J")
    assert "waits for a person, " in brought_on(RUN)


def test_one_entry_of_a_journal() -> None:
    entries = [
        entry(1, 0, "a", Mark.BEGUN),
        entry(2, 0, "a", Mark.FAILED, number=3),
        entry(3, 0, "a", Mark.FAILED, Part.CHECK, by=""),
        entry(4, 0, "a", Mark.LATER, wake_at=AT + 60, waits_for=WaitFor.METRIC),
        entry(5, 0, "a", Mark.LATER, wake_at=LONG, waits_for=WaitFor.PERSON),
        entry(6, 0, "a", Mark.ANSWER, by="bob\u202e", answer=Answer.ROLL_BACK),
    ]
    assert [entry_words(told) for told in run_view(RUN, PLAN, entries, AT).journal] == [
        "a begun, by worker-1",
        "a failed (3), by worker-1",
        "a check does not hold",
        f"a waits for metrics until {MINUTE}, by worker-1",
        "a waits for a person, by worker-1",
        "a: bob\\u202e says roll-back",
    ]
