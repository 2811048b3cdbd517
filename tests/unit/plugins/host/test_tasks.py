"""Tasks of a user are counted as the kernel counts them, and a count that is not whole is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mainstay.plugins.host.limits import use_no_more_than
from mainstay.plugins.host.tasks import tasks_of

SOMEBODY = 65_533
LIMITS = {"memory": 1 << 30, "file": 1 << 20, "seconds": 60.0, "files": 256, "output": 1 << 20}
# It becomes the user itself: Python may lie where that one starts nothing.
THREADS = """
import os, sys, threading
if not os.getuid():
    os.setgroups([]); os.setgid(int(sys.argv[1])); os.setuid(int(sys.argv[1]))
wait = threading.Event()
threading.stack_size(1 << 16)
for _ in range(600): threading.Thread(target=wait.wait, daemon=True).start()
print("ready", flush=True)
input()
"""


def status(user: int, threads: int) -> str:
    return f"Name:\ta\nUid:\t{user}\t0\t0\t0\nThreads:\t{threads}\n"


@pytest.fixture
def proc(tmp_path: Path) -> Path:
    for number, user, threads in ((1, 0, 1), (20, 7, 90), (21, 7, 2), (22, 8, 5)):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "status").write_text(status(user, threads))
    (tmp_path / "self/ns").mkdir(parents=True)
    (tmp_path / "self/ns/pid").symlink_to("pid:[4026531836]")
    (tmp_path / "loadavg").write_text("")
    return tmp_path


def test_threads_count_each_and_those_of_others_do_not(proc: Path) -> None:
    assert tasks_of(7, proc) == 92
    assert tasks_of(9, proc) == 0


def test_what_ended_meanwhile_counts_for_nothing(proc: Path) -> None:
    (proc / "20/status").unlink()
    assert tasks_of(7, proc) == 2


def test_in_a_container_there_is_no_count(proc: Path) -> None:
    (proc / "self/ns/pid").unlink()
    (proc / "self/ns/pid").symlink_to("pid:[4026532123]")
    assert tasks_of(7, proc) is None


@pytest.mark.parametrize("kept", ["hidepid=1", "hidepid=2"])
def test_where_processes_are_hidden_there_is_no_count(proc: Path, kept: str) -> None:
    (proc / "1/status").unlink()
    if kept == "hidepid=1":
        # For root a mode keeps nothing: a folder cannot be read by anybody.
        (proc / "1/status").mkdir()
    else:
        (proc / "1").rmdir()
    assert tasks_of(7, proc) is None


@pytest.mark.parametrize("told", ["", "Uid:\t7\n", "Uid:\tx\t0\nThreads:\t1\n", "Uid:\nThreads:\t1\n"])
def test_what_is_told_otherwise_is_no_count(proc: Path, told: str) -> None:
    (proc / "20/status").write_text(told)
    assert tasks_of(7, proc) is None


def test_without_such_a_folder_there_is_no_count(tmp_path: Path) -> None:
    assert tasks_of(7, tmp_path / "none") is None


def test_beside_a_program_of_many_threads_a_plugin_can_start_others() -> None:
    other = os.getuid() or SOMEBODY
    program = subprocess.Popen(
        [sys.executable, "-c", THREADS, str(other)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        assert program.stdout.readline() == b"ready\n"
        assert _limited_can_fork(other)
    finally:
        program.communicate(b"\n")


def _limited_can_fork(user: int) -> bool:
    """Try it in a process that becomes `user`: what it gives up does not come back."""
    child = os.fork()
    if not child:
        end = 1
        try:
            if not os.getuid():
                os.setuid(user)
            use_no_more_than(LIMITS)
            grandchild = os.fork()
            if not grandchild:
                os._exit(0)
            os.waitpid(grandchild, 0)
            end = 0
        finally:
            os._exit(end)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
