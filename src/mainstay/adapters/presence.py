"""Processes of this machine by what the kernel says of them: its boot, the namespace of process ids, the id, the start."""

import os
import re
import secrets
from pathlib import Path

_NAME = re.compile(
    r".{0,200}@([0-9a-f-]{36}):([0-9]{1,20}):([0-9]{1,10}):([0-9]{1,20})#[0-9a-f]{8}", re.DOTALL
)
_START = 19
"""Where `starttime` stands in /proc/PID/stat behind the name of the program (proc(5), field 22)."""


class KernelPresence:
    """Names of processes on Linux; elsewhere none is ever surely gone."""

    def own_name(self, called: str) -> str:
        """Give a name that no other process has or will have."""
        here = os.getpid()
        boot, space, started = _boot(), _namespace(), _started(here)
        place = f"{boot}:{space}:{here}:{started}" if boot and space and started else "elsewhere"
        return f"{called[:64]}@{place}#{secrets.token_hex(4)}"

    def is_gone(self, name: str) -> bool:
        """Whether the process of a name has surely ended."""
        told = _NAME.fullmatch(name)
        if told is None or not _boot():
            return False
        boot, space, number, started = told.groups()
        if boot != _boot():
            # The same machine after it began anew, or another one: that cannot be told from here.
            return False
        if space != _namespace():
            return False
        now = _status(int(number))
        return _has_ended(now) or now[_START] != started if now else not _is_there(int(number))


def _boot() -> str:
    return _read("/proc/sys/kernel/random/boot_id").strip()


def _namespace() -> str:
    try:
        # /proc may be that of another namespace, whose numbers mean other processes.
        own = Path("/proc/self").readlink().name == str(os.getpid())
        return str(Path("/proc/self/ns/pid").stat().st_ino) if own else ""
    except OSError:
        return ""


def _started(number: int) -> str:
    """Give when a process began, in ticks since the boot; "" where that cannot be seen."""
    told = _status(number)
    return told[_START] if told else ""


def _status(number: int) -> list[str]:
    """Give what the kernel tells of a process behind its name: nothing where there is none, or it may not be seen."""
    told = _read(f"/proc/{number}/stat").rpartition(")")[2].split()
    return told if len(told) > _START else []


def _has_ended(told: list[str]) -> bool:
    """Whether a process has ended and only waits to be read by its parent."""
    return told[0] in {"Z", "X"}


def _is_there(number: int) -> bool:
    """Whether there is such a process, though /proc may hide those of other users (`hidepid`, `ProtectProc`)."""
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
