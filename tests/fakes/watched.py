"""Whether programs run, seen from outside."""

import time
from pathlib import Path


def alive(pid: int) -> bool:
    """Whether a process runs; one that ended and only waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def ends(pid: int) -> bool:
    """Wait until a killed process is gone; the kernel takes a moment."""
    for _ in range(500):
        if not alive(pid):
            return True
        time.sleep(0.01)
    return False
