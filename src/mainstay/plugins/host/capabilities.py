"""Giving up what root may do beyond other users, before a plugin is loaded."""

import ctypes
import struct
import sys

# Options of prctl(2).
_DROP_FROM_BOUNDS, _NO_NEW_PRIVILEGES, _AMBIENT, _CLEAR_ALL = 24, 38, 47, 4
_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3 of capset(2)
_CAPABILITIES = 64


def give_up_privileges() -> None:
    """Give up every capability(7) for ever, also for programs that this process starts; nothing where there are none.

    Raises OSError when the system refuses.
    """
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "new privileges cannot be given up")
    # The bounds can be lowered by root alone and matter to it alone; others fail here and lose nothing.
    for number in range(_CAPABILITIES):
        libc.prctl(_DROP_FROM_BOUNDS, number, 0, 0, 0)
    libc.prctl(_AMBIENT, _CLEAR_ALL, 0, 0, 0)
    if libc.capset(struct.pack("=Ii", _VERSION, 0), bytes(24)):
        raise OSError(ctypes.get_errno(), "capabilities cannot be given up")
