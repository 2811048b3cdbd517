"""Nothing of a scanned repository runs: each test lays out what would run, and looks whether it did."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.traps import OURS, Trap, set_trap
from tests.hostile.room import Room, files_of, notices_of, untouched, whole_report

SCRIPT = str(Path(sys.executable).with_name("mainstay"))


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    trap = set_trap(tmp_path / "trapped")
    with untouched(trap.repo.path):
        yield trap


def test_the_traps_are_set(tmp_path: Path) -> None:
    """Plain git and plain Python spring them, so a reader that springs none has not just been lucky."""
    trap = set_trap(tmp_path / "trapped")
    lost = trap.repo.git("rev-parse", "HEAD:lost.txt")
    for command in (
        ["status"],
        ["-c", "core.fsmonitor=", "diff", "code.py"],
        ["log", "-p"],
        ["cat-file", "blob", lost],
        ["-p", "log"],
        ["lg"],
    ):
        trap.spring(*command)
    assert {"fsmonitor", "gpg", "alias", "fetch", "clean"} <= trap.sprung
    assert {"external-diff", "diff-command"} & trap.sprung


def test_nothing_runs_that_git_could_be_made_to_run(room: Room, trap: Trap) -> None:
    report = room.look(trap.repo.path)
    again = room.look(trap.repo.path, "--churn", "all")
    assert trap.sprung == set()
    # And it has really read: history, what was edited, what is lost.
    assert report["history"]["commits"] == 4
    assert files_of(report)["code.py"]["parsed"] is True
    assert report["scope"]["edited"] == 1
    assert files_of(report)["lost.txt"]["kind"] == "unreadable"
    assert "partial-clone" in notices_of(report)
    assert files_of(again) == files_of(report)


@pytest.mark.parametrize("flags", [[], ["-E"], ["-I"], ["-P"]], ids=" ".join)
def test_no_module_is_imported_from_the_scanned_folder(room: Room, trap: Trap, flags: list[str]) -> None:
    """Python looks in the current folder first when it is started in the way that worker processes are."""
    report = room.look(".", program=[sys.executable, *flags, SCRIPT], cwd=trap.repo.path)
    assert trap.sprung == set()
    assert files_of(report)["code.py"]["parsed"] is True


def test_no_package_is_imported_from_the_scanned_folder(room: Room, trap: Trap) -> None:
    report = room.look("..", cwd=trap.repo.path / "packaged")
    assert trap.sprung == set()
    assert {f"packaged/{name}/__init__.py" for name in OURS} <= set(files_of(report))


def test_a_relative_file_is_written_where_the_command_was_given(room: Room, trap: Trap) -> None:
    program = [sys.executable, "-E", SCRIPT]
    assert room.run("check", trap.repo.path, "-o", "report.json", program=program).status == 0
    assert whole_report((room.folder / "report.json").read_bytes())["files"]
