"""Ctrl-C, SIGTERM, SIGHUP and SIGKILL at any moment: a quick end in order, and nothing lost that was there before."""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.fakes.repositories import Repo, Step, make_repository, write_history
from tests.hostile.room import LONG, Room, untouched, whole_report

COUNT = 200 if LONG else 15
LINES = {signal.SIGINT: b"interrupted\n", signal.SIGTERM: b"terminated\n", signal.SIGHUP: b"hung up\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = make_repository(tmp_path / "repo")
    code = "def f{0}(a):\n    if a:\n        return {0}\n    return a\n\n\n"
    write_history(
        repo,
        [
            Step(
                {f"m{number % 80}.py": "".join(code.format(each) for each in range(number, number + 60))},
                at=1_735_732_800 + number * 40_000,
            )
            for number in range(600)
        ],
    )
    repo.git("reset", "--quiet", "--hard")
    return repo


def _usual_seconds(room: Room, repo: Repo) -> float:
    """Tell how long a run takes here and now, from which the instants are chosen; nothing else depends on it."""
    started = time.monotonic()
    room.look(repo.path, "--no-cache")
    return time.monotonic() - started


def _ended(
    room: Room, repo: Repo, delay: float, number: signal.Signals, *, group: bool
) -> tuple[int, bytes, bytes]:
    page = room.folder / "page.html"
    process = room.start(
        "check", "--format", "json", "-o", room.folder / "report.json", "--html", page, repo.path
    )
    try:
        process.wait(timeout=delay)
    except subprocess.TimeoutExpired:
        (os.killpg if group else os.kill)(process.pid, number)
    stdout, stderr = process.communicate(timeout=60)
    return process.returncode, stdout, stderr


@pytest.mark.timeout(1800 if LONG else 300)
@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name
)
def test_a_signal_at_any_moment_ends_the_run_in_order(room: Room, repo: Repo, number: signal.Signals) -> None:
    chance = random.Random(number)
    usual = _usual_seconds(room, repo)
    earlier = {name: f"earlier {name}".encode() for name in ("report.json", "page.html")}
    ends = set()
    with untouched(repo.path):
        for round_ in range(COUNT if number == signal.SIGINT else COUNT // 2):
            for name, content in earlier.items():
                (room.folder / name).write_bytes(content)
            delay = chance.uniform(0, usual)
            code, stdout, stderr = _ended(room, repo, delay, number, group=round_ % 3 > 0)
            ends.add(code)
            # The number itself while Python is still, or no longer, more than an interpreter.
            assert code in {0, 128 + number, -number}, (delay, code, stderr)
            assert stderr in {b"", LINES[number]} or code == 0, (delay, code, stderr)
            assert stdout == b""
            assert (code == 128 + number) <= (stderr == LINES[number]), (delay, code, stderr)
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


@pytest.mark.timeout(1800 if LONG else 300)
def test_a_kill_at_any_moment_leaves_no_process_and_a_cache_that_is_whole(room: Room, repo: Repo) -> None:
    """Temporary folders stay behind, for nobody is left to remove them; nothing else does."""
    room.loose = True
    chance = random.Random(9)
    usual = _usual_seconds(room, repo)
    with untouched(repo.path):
        for _ in range(COUNT // 2):
            (room.folder / "report.json").write_bytes(b"an earlier report")
            _ended(room, repo, chance.uniform(0, usual * 1.2), signal.SIGKILL, group=False)
            room.is_tidy()
            found = (room.folder / "report.json").read_bytes()
            if found != b"an earlier report":
                whole_report(found)
        after = room.look(repo.path)
        assert {notice["code"] for notice in after["notices"]} == set()
        assert room.look(repo.path)["remembered"] is True
    assert all(entry.name.startswith("mainstay-") for entry in room.temp.iterdir())
