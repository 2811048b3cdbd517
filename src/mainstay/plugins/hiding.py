"""Keeping other processes of the same user, a plugin's before all, from looking into this one."""

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_GET_DUMPABLE, _SET_DUMPABLE = 3, 4  # options of prctl(2)


def hide() -> None:
    """Hide environment, memory and open files of this process from others of the same user, as far as Linux does."""
    _set_dumpable(0)


class _Hidings:
    """How many want this process hidden at once, and how it was before the first of them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.count = 0
        self.before = 0


_HIDINGS = _Hidings()


@contextmanager
def hidden() -> Iterator[None]:
    """Hide this process, as `hide`, for a while; of several threads the last that leaves lets it be seen again."""
    with _HIDINGS.lock:
        _HIDINGS.count += 1
        if _HIDINGS.count == 1:
            linux = sys.platform == "linux"
            _HIDINGS.before = ctypes.CDLL(None).prctl(_GET_DUMPABLE, 0, 0, 0, 0) if linux else 0
            hide()
    try:
        yield
    finally:
        with _HIDINGS.lock:
            _HIDINGS.count -= 1
            if not _HIDINGS.count:
                # What it was started with may have been another value than these two, which cannot be set.
                _set_dumpable(int(_HIDINGS.before == 1))


def _set_dumpable(value: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, value, 0, 0, 0)
