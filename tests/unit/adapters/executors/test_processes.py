"""Workers are ended whatever they are at, and however the library waits for them."""

import os
import signal
import struct
import sys
import time
from pathlib import Path

import pytest

from mainstay.adapters.executors.processes import LocalWorkers
from tests.fakes.watched import alive, ends


def nothing() -> None:
    """Prepare nothing."""


def half_an_answer(note: str) -> None:
    """Begin to write an answer as a worker does that is killed in the middle of it: its length, and no more."""
    queue = sys._getframe(1).f_locals["result_queue"]
    os.write(queue._writer.fileno(), struct.pack("!i", 1_000_000))
    Path(note).touch()
    time.sleep(600)


def told(note: str, content: bytes = b"") -> None:
    """Say which process this is, and stay in it."""
    Path(f"{note}.new").write_text(f"{os.getpid()}")
    Path(f"{note}.new").rename(note)
    time.sleep(600)


def _wait_for(note: Path) -> None:
    while not note.exists():
        time.sleep(0.005)


@pytest.mark.timeout(60)
def test_a_worker_in_the_middle_of_an_answer_is_ended(tmp_path: Path) -> None:
    workers = LocalWorkers(1)
    executor = workers.open(1, nothing, ())
    executor.submit(half_an_answer, str(tmp_path / "note"))
    _wait_for(tmp_path / "note")
    workers.end(executor)


@pytest.mark.timeout(60)
def test_tasks_that_wait_to_be_read_do_not_hold_up_the_end(tmp_path: Path) -> None:
    workers = LocalWorkers(1)
    executor = workers.open(1, nothing, ())
    for number in range(3):
        executor.submit(told, str(tmp_path / f"note{number}"), b"x" * (8 << 20))
    _wait_for(tmp_path / "note0")
    workers.end(executor)
    assert not alive(int((tmp_path / "note0").read_text()))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_to_all_of_us_leave_workers_alone(tmp_path: Path, number: signal.Signals) -> None:
    workers = LocalWorkers(1)
    executor = workers.open(1, nothing, ())
    executor.submit(told, str(tmp_path / "note"))
    _wait_for(tmp_path / "note")
    process = int((tmp_path / "note").read_text())
    os.kill(process, number)
    status = Path(f"/proc/{process}/status").read_text()
    assert int(status.partition("\nShdPnd:")[2].split()[0], 16) >> number - 1 & 1
    assert alive(process)
    workers.end(executor)
    assert ends(process)


def at_hand(note: Path) -> None:
    """Be ready once the file is there."""
    _wait_for(note)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("tasks", [1, 3])
def test_the_first_task_is_for_the_worker_that_starts_and_more_have_more(tmp_path: Path, tasks: int) -> None:
    workers = LocalWorkers(4)
    executor = workers.open(4, at_hand, (tmp_path / "ready",))
    asked = [executor.submit(os.getpid) for _ in range(tasks)]
    started = set(executor._processes)
    (tmp_path / "ready").touch()
    assert len(started) == tasks
    assert {one.result() for one in asked} <= started
    # Once it has begun, whom nobody idle takes has a worker of its own.
    for number in range(4):
        executor.submit(told, str(tmp_path / f"note{number}"))
    assert len(executor._processes) >= 3
    workers.end(executor)
