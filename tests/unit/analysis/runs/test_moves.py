"""What comes next for one task, by its journal alone."""

from dataclasses import replace

import pytest

from mainstay.analysis.runs.moves import SPARE, Begin, CutOff, Move, Rest, Settled, move_of
from mainstay.analysis.runs.tasks import Task
from mainstay.domain.plan import Repeat
from mainstay.domain.run import LONG, Part, WaitFor
from tests.unit.analysis.runs.journals import entries, task

LATE = 10_000
PLAIN = task(Repeat.IDEMPOTENT, check=False)
IDEMPOTENT = task(Repeat.IDEMPOTENT)
VERIFY = task()
NEVER = task(Repeat.NEVER)
BLIND = task(check=False)
LOOK = task(Repeat.IDEMPOTENT, check=False, looks=True)
BACK = task(undone_by_check=True)


def told(move: Move) -> str:
    """Say a move in one word, or two."""
    if isinstance(move, Begin):
        return f"{move.part} {move.number}"
    if isinstance(move, CutOff):
        return "cut off, too often" if move.too_often else "cut off"
    if isinstance(move, Settled):
        return "done" if move.done else "failed"
    return "ask" if move.asks else "rest"


def after(of: Task, journal: str, now: int = LATE) -> str:
    return told(move_of(of, entries(journal), now))


UNKNOWN = "do.begun do.unknown"
NOT_THERE = "check.begun check.failed"
THERE = "check.begun check.done"
BLIND_LOOK = "check.begun check.unknown"


@pytest.mark.parametrize(
    ("of", "journal", "then"),
    [
        (VERIFY, "", "do 1"),
        (VERIFY, "do.begun", "cut off"),
        (VERIFY, "do.begun do.done check.begun", "cut off"),
        # What says that it is done is looked at where there is something to look with.
        (PLAIN, "do.begun do.done", "done"),
        (BLIND, "do.begun do.done", "done"),
        (VERIFY, "do.begun do.done", "check 1"),
        (NEVER, "do.begun do.done", "check 1"),
        (VERIFY, f"do.begun do.done {THERE}", "done"),
        (VERIFY, f"do.begun do.done {NOT_THERE}", "failed"),
        (task(tries=2), f"do.begun do.done {NOT_THERE}", "do 2"),
        (task(Repeat.NEVER, tries=2), f"do.begun do.done {NOT_THERE}", "failed"),
        # What failed may have done something, or may be there all the same.
        (VERIFY, "do.begun do.failed", "check 1"),
        (VERIFY, f"do.begun do.failed {THERE}", "done"),
        (NEVER, "do.begun do.failed", "failed"),
        (BLIND, "do.begun do.failed", "failed"),
        (task(check=False, tries=2), "do.begun do.failed", "failed"),
        (task(Repeat.IDEMPOTENT, check=False, tries=2), "do.begun do.failed", "do 2"),
        (LOOK, "do.begun do.failed", "failed"),
        (task(check=False, looks=True, tries=2), "do.begun do.failed", "do 2"),
        # What surely had no effect may be tried again by anybody, as often as it may be tried.
        (NEVER, "do.begun do.not-begun", "failed"),
        (task(Repeat.NEVER, tries=2), "do.begun do.not-begun", "do 2"),
        (task(Repeat.NEVER, tries=2), "do.begun do.not-begun do.begun do.not-begun", "failed"),
        # Nobody knows: what may be repeated is, all else is looked at, or shown to a person.
        (PLAIN, UNKNOWN, "do 2"),
        (IDEMPOTENT, UNKNOWN, "do 2"),
        (LOOK, UNKNOWN, "do 2"),
        (PLAIN, " ".join([UNKNOWN] * SPARE), f"do {SPARE + 1}"),
        (PLAIN, " ".join([UNKNOWN] * (SPARE + 1)), "failed"),
        (VERIFY, UNKNOWN, "check 1"),
        (NEVER, UNKNOWN, "check 1"),
        (BLIND, UNKNOWN, "ask"),
        (task(Repeat.NEVER, check=False), UNKNOWN, "ask"),
        # Two looks that agree are believed.
        (VERIFY, f"{UNKNOWN} {THERE}", "check 2"),
        (VERIFY, f"{UNKNOWN} {THERE} {THERE}", "done"),
        (VERIFY, f"{UNKNOWN} {NOT_THERE}", "check 2"),
        (VERIFY, f"{UNKNOWN} {NOT_THERE} {NOT_THERE}", "do 2"),
        (NEVER, f"{UNKNOWN} {NOT_THERE} {NOT_THERE}", "failed"),
        (NEVER, f"{UNKNOWN} {THERE} {THERE}", "done"),
        (VERIFY, f"{UNKNOWN} {NOT_THERE} {THERE}", "check 3"),
        (VERIFY, f"{UNKNOWN} {NOT_THERE} {THERE} {THERE}", "done"),
        (VERIFY, f"{UNKNOWN} {BLIND_LOOK} {BLIND_LOOK}", "check 3"),
        (VERIFY, f"{UNKNOWN} {NOT_THERE} {THERE} {NOT_THERE} {THERE} {NOT_THERE}", "ask"),
        (VERIFY, " ".join([f"{UNKNOWN} {NOT_THERE} {NOT_THERE}"] * (SPARE + 1)), "failed"),
        # Looks that do not see anything are repeated a little.
        (VERIFY, f"do.begun do.done {BLIND_LOOK}", "check 2"),
        (VERIFY, f"do.begun do.done {BLIND_LOOK} {THERE}", "done"),
        (VERIFY, f"do.begun do.done {BLIND_LOOK} {BLIND_LOOK} {BLIND_LOOK}", "ask"),
        (VERIFY, "do.begun do.done check.begun check.not-begun", "check 2"),
        # The way back is gone when the check no longer holds; an undo that says it is done is believed.
        (BACK, "do.begun do.done", "done"),
        (BACK, "do.begun do.failed", "check 1"),
        (BACK, f"do.begun do.failed {NOT_THERE}", "done"),
        (BACK, f"do.begun do.failed {THERE}", "failed"),
        (BACK, f"{UNKNOWN} {NOT_THERE} {NOT_THERE}", "done"),
        (BACK, f"{UNKNOWN} {THERE} {THERE}", "do 2"),
        # What a person says ends the doubt.
        (BLIND, f"{UNKNOWN} do.answer=done", "done"),
        (BLIND, f"{UNKNOWN} do.answer=keep", "done"),
        (BLIND, f"{UNKNOWN} do.answer=not-done", "do 2"),
        (BLIND, f"{UNKNOWN} do.answer=roll-back", "failed"),
        (task(Repeat.NEVER, check=False), f"{UNKNOWN} do.answer=not-done", "failed"),
        (BLIND, f"{UNKNOWN} do.answer=not-done {UNKNOWN}", "ask"),
        (VERIFY, f"do.begun do.done {BLIND_LOOK} {BLIND_LOOK} {BLIND_LOOK} check.answer=done", "done"),
        # What looks may take its time.
        (LOOK, f"do.begun do.later@{LATE + 1}", "rest"),
        (LOOK, f"do.begun do.later@{LATE}", "do 1"),
        (LOOK, f"do.begun do.later@{LATE + 1} do.answer=keep", "do 1"),
        (VERIFY, f"do.begun do.done check.begun check.later@{LATE}", "check 1"),
        (VERIFY, f"do.begun do.done check.begun check.later@{LATE} check.begun check.done", "done"),
    ],
)
def test_what_comes_next(of: Task, journal: str, then: str) -> None:
    assert after(of, journal) == then


def test_a_look_that_was_cut_off_goes_on_with_what_it_remembered() -> None:
    journal = entries("do.begun do.later@150 do.begun")
    journal[1] = replace(journal[1], memo={"held": 2})
    move = move_of(LOOK, journal, LATE)
    assert isinstance(move, CutOff)
    assert (move.entry, move.memo_of) == (journal[2], journal[1])
    # The look of another action is none of it.
    other = move_of(VERIFY, entries("do.begun do.done check.begun"), LATE)
    assert isinstance(other, CutOff)
    assert other.memo_of is None


def test_a_look_goes_on_since_it_first_began() -> None:
    move = move_of(LOOK, entries("do.begun do.later@150 do.begun do.later@160"), LATE)
    assert isinstance(move, Begin)
    assert move.began_at == 101
    assert move.again is not None
    assert move.again.wake_at == 160


def test_a_look_that_ends_its_worker_again_and_again_is_given_up() -> None:
    for cuts in range(4):
        assert after(LOOK, "do.begun do.later@0 " * cuts + "do.begun") == "cut off"
    assert after(LOOK, "do.begun do.later@0 " * 5 + "do.begun") == "cut off, too often"
    # One that came to its end in between tells that it can.
    assert (
        after(LOOK, "do.begun do.later@0 " * 4 + "do.begun do.later@9 do.begun do.later@0 do.begun")
        == "cut off"
    )
    assert (
        after(VERIFY, "do.begun do.done " + "check.begun check.later@0 " * 5 + "check.begun")
        == "cut off, too often"
    )


def test_an_answer_is_heard_though_the_worker_dies_with_it() -> None:
    heard = move_of(LOOK, entries(f"do.begun do.later@{LONG} do.answer=keep do.begun do.later@0"), LATE)
    assert isinstance(heard, Begin)
    assert heard.answer is not None
    assert heard.answer.answer == "keep"
    # A look that came to its end has heard it.
    journal = f"do.begun do.later@{LONG} do.answer=keep do.begun do.later@{LONG}"
    assert after(LOOK, journal) == "rest"


def test_tries_wait_the_longer_the_more_there_were() -> None:
    of = task(Repeat.IDEMPOTENT, check=False, tries=20)
    waits = []
    for tries in range(1, 12):
        journal = entries("do.begun do.failed " * tries)
        move = move_of(of, journal, journal[-1].at)
        waits.append(move.wake_at - journal[-1].at if isinstance(move, Rest) else 0)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60]


def test_a_clock_that_was_put_back_holds_no_try_up() -> None:
    of = task(Repeat.IDEMPOTENT, check=False, tries=9)
    journal = "do.begun do.failed " * 8
    assert after(of, journal, 117) == "rest"
    assert after(of, journal, 116 - 3_600) == "do 9"


def test_a_clock_that_was_put_back_holds_no_look_up() -> None:
    assert after(LOOK, "do.begun do.later@150", 149) == "rest"
    assert after(LOOK, "do.begun do.later@150", 102) == "rest"
    # By a clock that stands before the last look nobody can tell how long it was to wait.
    assert after(LOOK, "do.begun do.later@150", 101) == "do 1"


def test_what_did_not_begin_because_its_worker_ended_is_no_failed_try() -> None:
    journal = entries("do.begun do.not-begun")
    journal[1] = replace(journal[1], waits_for=WaitFor.TIME)
    assert told(move_of(NEVER, journal, LATE)) == "do 2"
    journal = entries("do.begun do.not-begun " * 4)
    journal[-1] = replace(journal[-1], waits_for=WaitFor.TIME)
    assert told(move_of(NEVER, journal, LATE)) == "failed"


def test_a_person_is_asked_about_the_step() -> None:
    move = move_of(BLIND, entries(UNKNOWN), LATE)
    assert isinstance(move, Rest)
    assert (move.wake_at, move.waits_for, move.step) == (LONG, WaitFor.PERSON, "s")
    assert "nobody knows whether s was done: do.unknown" in move.reason


def test_the_reason_tells_both_what_was_done_and_what_was_seen() -> None:
    move = move_of(VERIFY, entries(f"do.begun do.failed {NOT_THERE}"), LATE)
    assert isinstance(move, Settled)
    assert move.reason == "do.failed; its check: check.failed"


def test_no_journal_of_a_step_that_may_not_be_repeated_leads_to_a_second_try_of_what_may_have_been() -> None:
    """Whatever comes in whatever order: behind a try that may have had an effect comes no other one."""
    marks = ("done", "failed", "unknown", "later@0")
    checks = ("", *(f"check.begun check.{mark}" for mark in marks))
    for did in marks[:3]:
        for first in checks:
            for second in checks:
                for third in checks:
                    journal = f"do.begun do.{did} {first} {second} {third}"
                    move = move_of(NEVER, entries(journal), LATE)
                    assert not isinstance(move, Begin) or move.part is Part.CHECK, journal
