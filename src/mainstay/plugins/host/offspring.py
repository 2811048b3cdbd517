"""Ending everything that a process has started, also what left its group and its parents."""

import ctypes
import math
import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_SET_DEATH_SIGNAL, _SET_SUBREAPER = 1, 36  # PR_SET_PDEATHSIG and PR_SET_CHILD_SUBREAPER of prctl(2)
_GLANCE = 0.005


def adopt_orphans() -> None:
    """Make this process the parent of whatever its offspring leaves behind; only Linux knows that."""
    _prctl(_SET_SUBREAPER, 1)


def die_with(parent: int) -> None:
    """Have this process killed when its parent ends, as far as the system knows how to."""
    _prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(70)


def end_offspring(first: int | None = None, within: float = math.inf) -> int:
    """Kill every child of this process and all of theirs, until there is none, or `within` seconds have passed.

    Where the system does not tell who is whose child, the group that `first` leads is all that is known. Gives how many are
    left: those of other users, and those that wait for a disk that does not answer.
    """
    deadline = time.monotonic() + within
    known: set[int] = set()
    while _reap():
        if first:
            _kill(os.killpg, first)
        found = set(_tree(os.getpid(), _kill_with_group))
        if time.monotonic() >= deadline:
            return max(1, len(found))
        # Who starts another and ends has a new number each time, and gets no pause to do it in.
        if found <= known:
            time.sleep(_GLANCE)
        known = found
    return 0


def tell_offspring(number: signal.Signals) -> int:
    """Send a signal once to every child of this process and to all of theirs; give to how many."""
    found = _tree(os.getpid())
    for pid in found:
        with suppress(ProcessLookupError, PermissionError):
            os.kill(pid, number)
    return len(found)


def _reap() -> bool:
    """Take leave of children that have ended; whether there are others."""
    with suppress(ChildProcessError):
        while True:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                return True
    return False


def _kill_with_group(pid: int) -> None:
    # The whole group at once: one that starts others faster than they are counted cannot outrun this.
    with suppress(ProcessLookupError):
        group = os.getpgid(pid)
        if group != os.getpgrp():
            _kill(os.killpg, group)
    _kill(os.kill, pid)


def _kill(how: Callable[[int, int], None], whom: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        how(whom, signal.SIGKILL)


def _tree(root: int, meet: Callable[[int], None] = lambda _: None) -> list[int]:
    """Give all that stand below a process; `meet` is called for each as soon as it is found."""
    found, waiting = [], [root]
    while waiting:
        children = _children(waiting.pop())
        for child in children:
            meet(child)
        found += children
        waiting += children
    return found


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            with suppress(
                OSError
            ):  # a thread that has ended by now; the others' children are still to be told
                found += map(int, (task / "children").read_text().split())
    return found


def _prctl(option: int, value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)
