"""A filter of system calls, seccomp(2), against what landlock does not know: networks, modes, times, other processes."""

import ctypes
import errno
import platform
import struct
import sys
from collections.abc import Sequence

from mainstay.plugins.host.numbers import CALLS, Calls

_GET_SECCOMP, _SET_SECCOMP, _FILTER = 21, 22, 2  # options of prctl(2)
# Instructions of the classic Berkeley packet filter.
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _MASK, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
# Offsets in struct seccomp_data.
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000
_AF_UNIX, _SOCK_STREAM, _SOCK_SEQPACKET, _SOCK_TYPE = 1, 1, 5, 0xF
_NEW_NAMESPACES = 0x7E020000
# FS_IOC_SETFLAGS (64 and 32 bits), FS_IOC_SETVERSION, FS_IOC_FSSETXATTR; TIOCSTI and TIOCLINUX type into a terminal.
_REQUESTS = (0x40086602, 0x40046602, 0x40087602, 0x401C5820, 0x5412, 0x541C)

Instruction = tuple[int, int, int, int]
_DENY: Instruction = (_RETURN, 0, 0, _FAIL | errno.EACCES)
_PASS: Instruction = (_RETURN, 0, 0, _ALLOW)


def is_known() -> bool:
    """Whether a filter can be put in force here: Linux on x86_64 or aarch64 whose kernel has seccomp."""
    if sys.platform != "linux" or sys.byteorder != "little" or struct.calcsize("P") != 8:
        return False
    return platform.machine() in CALLS and ctypes.CDLL(None).prctl(_GET_SECCOMP, 0, 0, 0, 0) >= 0


def make_no_other_calls() -> bool:
    """Refuse (EACCES) this process and all that it starts the calls that a look at files has no need of.

    That is every socket but a connected pair of this machine, changing modes, owners, times and attributes of files, reaching
    into other processes, namespaces, mounts, keys, and what stays when a process ends. Tells whether this system knows how
    to. No new privileges must have been given up before. Raises OSError when the system refuses.
    """
    if not is_known():
        return False
    code = program(CALLS[platform.machine()])
    held = ctypes.create_string_buffer(code)
    described = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(held))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_SET_SECCOMP, _FILTER, described, 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls cannot be put in force")
    return True


def program(calls: Calls) -> bytes:
    """Give the filter for an architecture as the kernel takes it."""
    known = calls.judged
    code: list[Instruction] = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, calls.audit),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        # A second set of numbers for the same calls.
        (_IF_AT_LEAST, 0, 1, _X32),
        _DENY,
    ]
    for number in calls.denied:
        code += _call(number, [_DENY])
    # Its flags lie in memory, where no filter looks; libraries then take the older call.
    code += _call(known["clone3"], [(_RETURN, 0, 0, _FAIL | errno.ENOSYS)])
    code += _call(known["clone"], [_load(0), (_IF_ANY_BIT, 0, 1, _NEW_NAMESPACES), _DENY, _PASS])
    code += _call(known["socketpair"], _only_connected_pairs())
    code += _call(known["sendto"], _only_if_zero((4, 0), (4, 4)))
    code += _call(known["setpriority"], _only_if_zero((0, 0), (1, 0)))
    for name in ("prlimit64", "sched_setaffinity", "sched_setparam", "sched_setscheduler", "sched_setattr"):
        code += _call(known[name], _only_if_zero((0, 0)))
    requests = [each for one in _REQUESTS for each in ((_IF_EQUAL, 0, 1, one), _DENY)]
    code += _call(known["ioctl"], [_load(1), *requests, _PASS])
    code.append(_PASS)
    return b"".join(struct.pack("=HBBI", *one) for one in code)


def _call(number: int, then: Sequence[Instruction]) -> list[Instruction]:
    return [(_IF_EQUAL, 0, len(then), number), *then]


def _load(argument: int, half: int = 0) -> Instruction:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * argument + half)


def _only_connected_pairs() -> list[Instruction]:
    """Allow pairs that are connected for good: one of datagrams could still be sent to any address."""
    return [
        *(_load(0), (_IF_EQUAL, 1, 0, _AF_UNIX), _DENY),
        *(_load(1), (_MASK, 0, 0, _SOCK_TYPE)),
        *((_IF_EQUAL, 0, 1, _SOCK_STREAM), _PASS, (_IF_EQUAL, 0, 1, _SOCK_SEQPACKET), _PASS),
        _DENY,
    ]


def _only_if_zero(*halves: tuple[int, int]) -> list[Instruction]:
    """Allow a call whose arguments, each given by number and half, are all 0: no address, this process itself."""
    checked = [each for one in halves for each in (_load(*one), (_IF_EQUAL, 1, 0, 0), _DENY)]
    return [*checked, _PASS]
