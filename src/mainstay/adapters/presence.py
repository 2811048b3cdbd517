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
        return space == _namespace() and _started(int(number)) != started


def _boot() -> str:
    return _read("/proc/sys/kernel/random/boot_id").strip()


def _namespace() -> str:
    try:
        return str(Path("/proc/self/ns/pid").stat().st_ino)
    except OSError:
        return ""


def _started(number: int) -> str:
    """Give when a process began, in ticks since the boot; "" where there is none, or it has ended and waits to be read."""
    told = _read(f"/proc/{number}/stat").rpartition(")")[2].split()
    return told[_START] if len(told) > _START and told[0] not in {"Z", "X"} else ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
