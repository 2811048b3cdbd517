"""Keeping other processes of the same user, a plugin's before all, from looking into this one."""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_GET_DUMPABLE, _SET_DUMPABLE = 3, 4  # options of prctl(2)


def hide() -> None:
    """Hide environment, memory and open files of this process from others of the same user, as far as Linux does."""
    _set_dumpable(0)


@contextmanager
def hidden() -> Iterator[None]:
    """Hide this process, as `hide`, for a while."""
    before = ctypes.CDLL(None).prctl(_GET_DUMPABLE, 0, 0, 0, 0) if sys.platform == "linux" else 0
    hide()
    try:
        yield
    finally:
        # What it was started with may have been another value than these two, which cannot be set.
        _set_dumpable(int(before == 1))


def _set_dumpable(value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, value, 0, 0, 0)
