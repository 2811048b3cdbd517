"""What a plugin's process may use and touch, set from within before anything of the plugin is loaded."""

import ctypes
import os
import resource
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS of prctl(2)
# Numbers of landlock(7), the same on every architecture.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _PATH_BENEATH = 1, 1
# Rights by the version of the interface that brought them: write, remove, make of each kind; then refer; then truncate.
_WRITING = {1: 0b1_1111_1111_0010, 2: 1 << 13, 3: 1 << 14}
_NETWORK, _SCOPED = {4: 0b11}, {6: 0b11}  # bind and connect by TCP; abstract sockets and signals
_SPARE_PROCESSES = 64


def use_no_more_than(limits: dict[str, float]) -> None:
    """Bound what this process and each that it starts may use: `memory` and `file` in bytes, `seconds` of CPU, open `files`."""
    seconds = max(1, int(limits["seconds"]))
    bounds = {
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_NOFILE: (int(limits["files"]), int(limits["files"])),
        resource.RLIMIT_FSIZE: (int(limits["file"]), int(limits["file"])),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_DATA: (int(limits["memory"]), int(limits["memory"])),
    }
    if sys.platform == "linux":
        # Counted over all that this user runs.
        bounds[resource.RLIMIT_NPROC] = (_processes() + _SPARE_PROCESSES,) * 2
    for which, (soft, hard) in bounds.items():
        allowed = resource.getrlimit(which)[1]
        most = hard if allowed == resource.RLIM_INFINITY else min(hard, allowed)
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (min(soft, most), most))


def write_only_to(folders: Sequence[Path]) -> bool:
    """Let this process and all that it starts write only below these folders, reach nobody by TCP and signal nobody else.

    Tells whether the system (Linux with landlock(7)) can do that; as much of it as it can is in force.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return False
    writing, network, scoped = (_up_to(version, rights) for rights in (_WRITING, _NETWORK, _SCOPED))
    asked = struct.pack("QQQ", writing, network, scoped)[: 24 if version >= 6 else 16 if version >= 4 else 8]
    ruleset = libc.syscall(_CREATE_RULESET, asked, len(asked), 0)
    if ruleset < 0:
        return False
    of_a_file = writing & (1 << 1 | 1 << 14)
    for place, rights in (*((folder, writing) for folder in folders), (Path(os.devnull), of_a_file)):
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
        libc.syscall(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, opened), 0)
        os.close(opened)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    confined = libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0
    os.close(ruleset)
    return bool(confined)


def _up_to(version: int, rights: dict[int, int]) -> int:
    known = 0
    for since, right in rights.items():
        known |= right if since <= version else 0
    return known


def _processes() -> int:
    return sum(entry.name.isdigit() for entry in os.scandir("/proc"))
