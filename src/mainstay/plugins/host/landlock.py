"""What files a plugin's process may read, write and start, by landlock(7)."""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Numbers of the system calls, the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
_START, _WRITE, _READ, _LIST, _TRUNCATE = 1, 1 << 1, 1 << 2, 1 << 3, 1 << 14
_OF_FILES = _START | _WRITE | _READ | _TRUNCATE
# Rights by the version of the interface that brought them: all of the first; then refer; then truncate.
_RIGHTS = {1: 0b1_1111_1111_1111, 2: 1 << 13, 3: _TRUNCATE}
_NETWORK, _SCOPED = {4: 0b11}, {6: 0b11}  # bind and connect by TCP; abstract sockets and signals
_SCOPES = 6


@dataclass(frozen=True, slots=True)
class Reach:
    """Which files may be reached: all of `written` (read, written, started), `started` (read, started), `listed` (names).

    `read` are those that may be read alone. A folder stands for all below it. What is not there counts for nothing.
    """

    written: Sequence[Path] = ()
    started: Sequence[Path] = ()
    read: Sequence[Path] = ()
    listed: Sequence[Path] = ()


def interface() -> int:
    """Give the version of landlock(7) that this system has, 0 for none."""
    if sys.platform != "linux":
        return 0
    version: int = ctypes.CDLL(None, use_errno=True).syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    return max(0, version)


def guards_signals() -> bool:
    """Whether landlock keeps signals from other processes here."""
    return interface() >= _SCOPES


def reach_only(reach: Reach) -> bool:
    """Let this process and all that it starts reach only these files, nobody by TCP, and signal nobody else.

    Tells whether the system has landlock; as much of it as its version knows is in force. No new privileges must have
    been given up before. Raises OSError when the system refuses.
    """
    version = interface()
    if not version:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    rights, network, scoped = (_up_to(version, each) for each in (_RIGHTS, _NETWORK, _SCOPED))
    asked = struct.pack("QQQ", rights, network, scoped)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE_RULESET, asked, len(asked), 0)
    if ruleset < 0:
        raise OSError(ctypes.get_errno(), "no rules of landlock can be made")
    for place, wanted in _allowed(reach, rights):
        try:
            opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        except (OSError, ValueError):
            continue
        allowed = wanted & (rights if place.is_dir() else rights & _OF_FILES)
        libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", allowed, opened), 0)
        os.close(opened)
    refused = libc.syscall(_RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    if refused:
        raise OSError(ctypes.get_errno(), "the rules of landlock cannot be put in force")
    return True


def _allowed(reach: Reach, rights: int) -> Iterable[tuple[Path, int]]:
    for places, allowed in (
        (reach.written, rights),
        (reach.started, _START | _READ | _LIST),
        (reach.read, _READ | _LIST),
        (reach.listed, _LIST),
        ((Path(os.devnull),), _READ | _WRITE | _TRUNCATE),
    ):
        for place in places:
            yield place, allowed


def _up_to(version: int, rights: dict[int, int]) -> int:
    known = 0
    for since, right in rights.items():
        known |= right if since <= version else 0
    return known
