"""What a run leaves, and who has it in hand, in words."""

from dataclasses import replace

import pytest

from mainstay.analysis.runs.views import run_view
from mainstay.domain.run import Mark, Part, Purpose, RunState
from mainstay.domain.run_view import RunView
from mainstay.present.run_left import left_words, worker_words
from tests.fakes.shown_runs import AT, JOURNAL, PLAN, RUN, journal

FAILED = replace(RUN, state=RunState.FAILED)
NOTHING = "nothing was changed"


def view(entries: tuple = JOURNAL, **fields: object) -> RunView:
    return run_view(replace(FAILED, **fields), PLAN, entries, AT)


def test_what_nothing_takes_back_is_named() -> None:
    told = "left as it is, for nothing takes it back: a, b\\x1b"
    for state in (RunState.FAILED, RunState.CANCELLED, RunState.UNDONE):
        assert left_words(replace(view(state=state), stays=("a", "b\x1b"))) == told
    assert left_words(replace(view(purpose=Purpose.UNDO, state=RunState.DONE), stays=("a", "b\x1b"))) == told
    for state in (RunState.DONE, RunState.RUNNING, RunState.WAITING):
        assert left_words(replace(view(state=state), stays=("a",))) == ""


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ((), NOTHING),
        (((-9, "write", Mark.BEGUN), (-8, "write", Mark.NOT_BEGUN)), NOTHING),
        (((-9, "write", Mark.BEGUN), (-8, "write", Mark.UNKNOWN)), ""),
        (((-9, "write", Mark.BEGUN),), ""),
        # Its first try may have changed something, whatever became of the second.
        (
            (
                (-9, "write", Mark.BEGUN),
                (-8, "write", Mark.UNKNOWN),
                (-7, "write", Mark.BEGUN, Part.DO, {"number": 2}),
                (-6, "write", Mark.NOT_BEGUN, Part.DO, {"number": 2}),
            ),
            "",
        ),
        # What a person does by hand changes something.
        (((-9, "look", Mark.BEGUN), (-8, "look", Mark.LATER)), ""),
        (((-9, "write", Mark.BEGUN, Part.CHECK), (-8, "write", Mark.FAILED, Part.CHECK)), NOTHING),
    ],
)
def test_that_nothing_was_changed_is_said_where_it_is_sure(entries: tuple, told: str) -> None:
    assert left_words(view(journal(*entries))) == told


def test_who_has_it_in_hand_and_what_keeps_it_from_its_target() -> None:
    assert worker_words(view()) == ""
    assert worker_words(replace(view(), worker="a\x1b#1")) == "in the hands of a\\x1b#1"
    assert "a#1 is gone" in worker_words(replace(view(), worker="a#1", worker_is_gone=True))
    assert worker_words(replace(view(), behind="7c02")).startswith("run 7c02 comes first")
