"""Programs known by a word in their arguments, looked for in all that runs."""

import os
import time
from contextlib import suppress
from pathlib import Path

from tests.fakes.watched import alive

_WAITING = 60.0


def running(mark: str) -> set[int]:
    """Give the numbers of all processes but this one that have a word in their arguments."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark.encode() in (entry / "cmdline").read_bytes() and alive(int(entry.name)):
                found.add(int(entry.name))
    return found - {os.getpid()}


def come(mark: str, least: int = 1) -> bool:
    """Wait until so many of them run."""
    deadline = time.monotonic() + _WAITING
    while time.monotonic() < deadline:
        if len(running(mark)) >= least:
            return True
        time.sleep(0.01)
    return False


def gone(mark: str) -> bool:
    """Wait until none of them runs."""
    deadline = time.monotonic() + _WAITING
    while time.monotonic() < deadline:
        if not running(mark):
            return True
        time.sleep(0.01)
    return False
