"""How many tasks a user has on this machine, counted as fork(2) counts them against RLIMIT_NPROC, or that it cannot be told."""

import os
from pathlib import Path

# PROC_PID_INIT_INO of linux/proc_ns.h: only there /proc shows the processes of every namespace.
_FIRST_NAMESPACE = "pid:[4026531836]"


def tasks_of(user: int, proc: Path = Path("/proc")) -> int | None:
    """Count the threads of all processes whose real user is `user`, as the folder `proc` tells them.

    None where it does not show them all: in a container, whose siblings run under the same user unseen; where `hidepid`
    keeps processes from this one; on a system that has no such folder.
    """
    try:
        if str((proc / "self/ns/pid").readlink()) != _FIRST_NAMESPACE:
            return None
        # The first process is root's: who may read of it may read of all.
        _threads(proc / "1", user)
        with os.scandir(proc) as entries:
            return sum(_threads(Path(entry.path), user) for entry in entries if entry.name.isdigit())
    except (OSError, ValueError, LookupError):
        return None


def _threads(process: Path, user: int) -> int:
    """Give how many threads of `user` a process has. The owner of its folder would not do: it is root for many programs."""
    try:
        lines = (process / "status").read_bytes().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        if process.name == "1":
            raise
        return 0  # it ended meanwhile
    told = dict(line.split(b":", 1) for line in lines if line.startswith((b"Uid:", b"Threads:")))
    return int(told[b"Threads"]) if int(told[b"Uid"].split()[0]) == user else 0
