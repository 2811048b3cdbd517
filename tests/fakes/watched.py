"""Whether programs run, seen from outside."""

import os
import time
from contextlib import suppress
from pathlib import Path


def children() -> set[int]:
    """Give the numbers of this process's children, whichever of its threads started them; none where /proc is missing.

    A list by thread would lose those of a thread that ends while it is read.
    """
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if _after_name(int(entry.name))[1] == str(os.getpid()):
                found.add(int(entry.name))
    return found


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and only waits to be reaped does not."""
    try:
        state = _after_name(pid)[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in {"Z", "X"}


def ends(pid: int) -> bool:
    """Wait until a killed process is gone; the kernel takes a moment."""
    for _ in range(6_000):
        if not alive(pid):
            return True
        time.sleep(0.01)
    return False


def _after_name(pid: int) -> list[str]:
    # A program's name may hold blanks and brackets; state and parent stand behind it.
    return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
