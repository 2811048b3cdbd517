"""A worker's night as a process of its own: how its end is read, and that it can be ended."""

import os
from pathlib import Path

import pytest

from mainstay.domain.errors import EvidenceMissing, RunFailed
from mainstay.ports.supervisor import Ending, Outcome
from mainstay.wiring.night_process import spend_night, spent
from tests.fakes.command_line import environment

AWAY = 'metrics: [{name: main, address: "http://127.0.0.1:9"}]\n'


def file_in(folder: Path, text: str) -> Path:
    file = folder / "mainstay-server.yaml"
    file.write_text(text)
    return file


def test_a_night_is_spent_on_the_store_that_is_named(tmp_path: Path) -> None:
    store = tmp_path / "kept.sqlite"
    came = spend_night(environment(HOME=str(tmp_path)), file_in(tmp_path, AWAY), str(store), lambda: False)
    assert came.done
    assert isinstance(came.failure, EvidenceMissing)
    assert came.failure.what.startswith("not all could be read: main: nothing was taken in")
    assert store.exists()


def test_one_that_cannot_be_spent_says_why(tmp_path: Path) -> None:
    came = spend_night(environment(HOME=str(tmp_path)), file_in(tmp_path, "metrics: 3\n"), "", lambda: False)
    assert not came.done
    assert isinstance(came.failure, RunFailed)
    assert "it failed with exit code 2: error:" in came.failure.what


def test_one_that_is_not_wanted_any_more_is_ended(tmp_path: Path) -> None:
    asked = iter([False, False])
    came = spend_night(
        environment(HOME=str(tmp_path)), file_in(tmp_path, AWAY), "", lambda: next(asked, True)
    )
    assert (came.done, came.failure) == (False, None)


@pytest.mark.parametrize(
    ("outcome", "done", "words"),
    [
        (Outcome(Ending.EXITED), True, ""),
        (Outcome(Ending.EXITED, status=5, stdout=b"main: x\nfar: y\n"), True, "not all could be read: main: x; far: y"),
        (Outcome(Ending.EXITED, status=-9, stderr=b"\x1b[1m"), False, "exit code -9: \\x1b"),
        (Outcome(Ending.LATE), False, "it did not come to its end"),
        (Outcome(Ending.LOST, "nobody knows"), False, "nobody knows"),
        (Outcome(Ending.SILENT), False, "silent"),
        (Outcome(Ending.STOPPED), False, ""),
    ],
)  # fmt: skip
def test_each_end_says_whether_it_is_to_be_done_again(outcome: Outcome, done: bool, words: str) -> None:
    came = spent(outcome)
    assert came.done is done
    assert (words in came.failure.what) if came.failure is not None else not words
    assert os.linesep not in (came.failure.what if came.failure else "")
