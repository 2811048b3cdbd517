"""Processes of the tests' own: started where this one is, heard through a pipe, ended at any instant."""

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import Any

_PR_SET_PDEATHSIG = 1  # of prctl(2)
_FORKING = multiprocessing.get_context("fork")


def start(work: Callable[..., None], *arguments: object) -> ForkProcess:
    """Start a process that begins where this one is."""
    process = _FORKING.Process(target=_bound, args=(work, *arguments))
    process.start()
    return process


def end(process: ForkProcess) -> int:
    """Wait until a process has ended and give its exit code."""
    process.join(120)
    assert process.exitcode is not None
    return process.exitcode


def kill(process: ForkProcess) -> None:
    """End a process at this instant; it must not have ended before."""
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    assert end(process) == -signal.SIGKILL


def pipe() -> tuple[Connection, Connection]:
    """Give the two ends of a pipe: one to read from and one to write to."""
    return _FORKING.Pipe(duplex=False)


def heard(told: Connection) -> list[Any]:
    """Give all that a process has told by now, whether or not it still runs."""
    found = []
    try:
        while told.poll():
            found.append(told.recv())
    except EOFError:
        pass
    return found


def _bound(work: Callable[..., None], *arguments: object) -> None:
    # Whatever becomes of the tests, no process of theirs stays behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    work(*arguments)
