"""Processes of this machine, as the kernel tells of them."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mainstay.adapters import presence
from mainstay.adapters.presence import KernelPresence

NAME = "import sys; from mainstay.adapters.presence import KernelPresence; "
HERE = KernelPresence()


@contextmanager
def living() -> Iterator["tuple[str, subprocess.Popen[str]]"]:
    """Give the name of a process that lives until it is killed."""
    program = f"{NAME}print(KernelPresence().own_name('w'), flush=True); sys.stdin.read()"
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        yield process.stdout.readline().strip(), process
    finally:
        process.kill()
        process.communicate()


def test_one_that_lives_is_there_and_one_that_was_killed_is_gone() -> None:
    with living() as (name, process):
        assert not HERE.is_gone(name)
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert HERE.is_gone(name), "it ended, though nobody has read how"
        process.wait()
        assert HERE.is_gone(name)


def test_one_that_stands_still_is_not_gone() -> None:
    with living() as (name, process):
        process.send_signal(19)
        os.waitid(os.P_PID, process.pid, os.WSTOPPED | os.WNOWAIT)
        assert not HERE.is_gone(name)


def test_another_one_with_its_number_is_not_it() -> None:
    own = HERE.own_name("w")
    place, _, rest = own.rpartition(":")
    start, _, end = rest.partition("#")
    assert HERE.is_gone(f"{place}:{int(start) - 1}#{end}")
    assert not HERE.is_gone(own)


def test_what_cannot_be_told_is_not_gone() -> None:
    own = HERE.own_name("w")
    boot = own.partition("@")[2].partition(":")[0]
    for name in (
        "",
        "w",
        "w@elsewhere#00000000",
        own.replace(boot, "00000000-0000-0000-0000-000000000000"),
        re.sub(r":\d+:(\d+):", r":1:\1:", own),
        own + "0",
        f"w@{boot}:1:2:3#zzzzzzzz",
        "x" * 100_000,
    ):
        assert not HERE.is_gone(name), name[:200]


def test_a_number_that_no_process_can_have_is_no_reason_to_take_over() -> None:
    own = HERE.own_name("w")
    parts = own.split(":")
    assert not HERE.is_gone(":".join([*parts[:2], "9999999999", parts[3]]))


@pytest.mark.parametrize("hidden", [True, False])
def test_one_that_proc_hides_is_not_gone(hidden: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """As with `hidepid=2`, or in a unit with `ProtectProc=invisible`, for a process of another user."""
    with living() as (name, process):
        read = presence._read
        hiding = f"/proc/{process.pid}/"
        monkeypatch.setattr(
            presence, "_read", lambda path: "" if hidden and path.startswith(hiding) else read(path)
        )
        assert not HERE.is_gone(name)
        process.kill()
        process.wait()
        assert HERE.is_gone(name)


def test_a_foreign_proc_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    own = HERE.own_name("w")
    real = Path.readlink
    monkeypatch.setattr(
        Path, "readlink", lambda path: Path("999999999") if str(path) == "/proc/self" else real(path)
    )
    assert "@elsewhere#" in HERE.own_name("w")
    assert not HERE.is_gone(own)


def test_where_there_is_no_proc_nobody_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    own = HERE.own_name("w")
    monkeypatch.setattr(presence, "_read", lambda path: "")
    assert "@elsewhere#" in HERE.own_name("w")
    assert not HERE.is_gone(own)


def test_a_long_name_is_cut() -> None:
    assert not HERE.is_gone(HERE.own_name("n" * 500 + "\n@:#"))
    assert len(HERE.own_name("n" * 500)) < 200
