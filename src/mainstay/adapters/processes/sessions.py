"""Ending what is left of a session whose overseer is gone: the last thing that can be done about it from outside."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_GLANCE = 0.01
_STATE, _SESSION = 0, 3
"""Places behind the name in /proc/PID/stat; see proc(5)."""


def end_session(session: int, within: float) -> int:
    """Kill all processes of a session until there are none, or `within` seconds have passed; give how many are left."""
    deadline = time.monotonic() + within
    while left := list(_of_session(session)):
        for pid in left:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
        if time.monotonic() >= deadline:
            return len(left)
        time.sleep(_GLANCE)
    return 0


def _of_session(session: int) -> Iterator[int]:
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            # A program's name may hold blanks and brackets; the rest stands behind it.
            told = (entry / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if told[_SESSION] == str(session) and told[_STATE] not in {"Z", "X"}:
                yield int(entry.name)
