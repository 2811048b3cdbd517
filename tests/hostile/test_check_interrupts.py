"""Ctrl-C, SIGTERM, SIGHUP and SIGKILL at any moment: a quick end in order, and nothing lost that was there before."""

import os
import random
import shutil
import signal
import time
from pathlib import Path
from subprocess import Popen, TimeoutExpired
from typing import Any

import pytest

from tests.fakes.repositories import Repo, Step, make_repository, write_history
from tests.hostile.room import LONG, OURS, Room, untouched, whole_report

COUNT = 200 if LONG else 6
LINES = {signal.SIGINT: b"interrupted\n", signal.SIGTERM: b"terminated\n", signal.SIGHUP: b"hung up\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return _written(tmp_path / "repo")


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> float:
    """Tell how many seconds a run takes here, from which the instants are chosen; nothing else depends on it."""
    folder = tmp_path_factory.mktemp("usual")
    room, repo = Room(folder), _written(folder / "repo")
    started = time.monotonic()
    room.look(repo.path, "--no-cache")
    return time.monotonic() - started


def _written(folder: Path) -> Repo:
    repo = make_repository(folder)
    code = "def f{0}(a):\n    if a:\n        return {0}\n    return a\n\n\n"
    write_history(
        repo,
        [
            Step(
                {f"m{number % 60}.py": "".join(code.format(each) for each in range(number, number + 40))},
                at=1_735_732_800 + number * 80_000,
            )
            for number in range(150)
        ],
    )
    repo.git("reset", "--quiet", "--hard")
    return repo


def _started(room: Room, *arguments: str | Path, catching: signal.Signals, **options: Any) -> "Popen[bytes]":
    """Start a run and wait until it handles a signal; before that it is no more than an interpreter."""
    process = room.start("check", "-q", "--format", "json", *arguments, **options)
    while process.poll() is None and catching not in _caught(process.pid):
        time.sleep(0.001)
    return process


def _caught(pid: int) -> set[int]:
    mask = int(Path(f"/proc/{pid}/status").read_text().partition("\nSigCgt:")[2].split()[0], 16)
    return {number for number in range(1, 65) if mask >> number - 1 & 1}


def _ended(
    process: "Popen[bytes]", delay: float, *signals: signal.Signals, group: bool
) -> tuple[int, bytes, bytes]:
    """Send signals after so many seconds, unless the run has ended, and give its exit code and what it said."""
    try:
        process.wait(timeout=delay)
    except TimeoutExpired:
        for number in signals:
            (os.killpg if group else os.kill)(process.pid, number)
    stdout, stderr = process.communicate(timeout=60)
    return process.returncode, stdout, stderr


@pytest.mark.timeout(3600 if LONG else 300)
@pytest.mark.parametrize(
    ("number", "times"),
    [(signal.SIGINT, 1), (signal.SIGINT, 5), (signal.SIGTERM, 1), (signal.SIGHUP, 1)],
    ids=["SIGINT", "SIGINT-held-down", "SIGTERM", "SIGHUP"],
)
def test_a_signal_at_any_moment_ends_the_run_in_order(
    room: Room, repo: Repo, usual: float, number: signal.Signals, times: int
) -> None:
    chance = random.Random(number)
    earlier = {name: f"earlier {name}".encode() for name in ("report.json", "page.html")}
    ends = set()
    with untouched(repo.path):
        for round_ in range(COUNT):
            for name, content in earlier.items():
                (room.folder / name).write_bytes(content)
            if round_ % 3:
                shutil.rmtree(repo.path / OURS, ignore_errors=True)
            delay = usual * (round_ + chance.random()) / COUNT
            arguments = "-o", room.folder / "report.json", "--html", room.folder / "page.html", repo.path
            process = _started(room, *arguments, catching=signal.SIGTERM)
            code, stdout, stderr = _ended(process, delay, *[number] * times, group=round_ % 3 > 0)
            ends.add(code)
            assert stdout == b""
            # The number itself once all is said, and Python is no longer more than an interpreter.
            assert code in {0, 128 + number, -number}, (delay, code, stderr)
            assert stderr == (LINES[number] if code == 128 + number else b""), (delay, code, stderr)
            room.is_tidy()
            assert {entry.name for entry in room.folder.iterdir()} == {"home", "temp", *earlier}
            for name, content in earlier.items():
                found = (room.folder / name).read_bytes()
                assert found == content or found.startswith((b"{", b"<!doctype html>", b"<!DOCTYPE html>"))
            if code == 0:
                whole_report((room.folder / "report.json").read_bytes())
        room.look(repo.path)
        assert room.look(repo.path)["remembered"] is True
    assert 128 + number in ends


@pytest.mark.timeout(3600 if LONG else 300)
def test_a_kill_at_any_moment_leaves_no_process_and_a_cache_that_is_whole(
    room: Room, repo: Repo, usual: float
) -> None:
    """Temporary folders stay behind, for nobody is left to remove them; nothing else does."""
    room.loose = True
    chance = random.Random(9)
    with untouched(repo.path):
        for round_ in range(COUNT):
            (room.folder / "report.json").write_bytes(b"an earlier report")
            delay = usual * (round_ + chance.random()) / COUNT
            arguments = "-o", room.folder / "report.json", repo.path
            _ended(_started(room, *arguments, catching=signal.SIGTERM), delay, signal.SIGKILL, group=False)
            room.is_tidy()
            found = (room.folder / "report.json").read_bytes()
            if found != b"an earlier report":
                whole_report(found)
        after = room.look(repo.path)
        assert {notice["code"] for notice in after["notices"]} == set()
        assert room.look(repo.path)["remembered"] is True
    assert all(entry.name.startswith("mainstay-") for entry in room.temp.iterdir())


@pytest.mark.parametrize("number", LINES, ids=lambda number: number.name)
def test_a_signal_that_was_ignored_from_the_start_stays_ignored(
    room: Room, repo: Repo, number: signal.Signals
) -> None:
    """As `nohup` and shells have it for jobs in the background."""
    process = _started(
        room,
        "--no-cache",
        repo.path,
        within=["/bin/sh", "-c", f'trap "" {number.name.removeprefix("SIG")}; exec "$@"', "sh"],
        catching=signal.SIGHUP if number == signal.SIGTERM else signal.SIGTERM,
    )
    code, stdout, stderr = _ended(process, 0.1, number, group=True)
    assert (code, stderr) == (0, b"")
    whole_report(stdout)
