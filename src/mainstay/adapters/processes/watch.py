"""A thread beside each running program: it empties its error output and ends it at its time limit."""

import os
import select
import threading
import time
from collections.abc import Callable

_KEPT = 64 << 10
_PORTION = 64 << 10
_LONGEST_WAIT = 3600.0


class Watch:
    """Keeps the last 64 KiB of `stderr`, and calls `too_late` when `deadline` comes before `leave`."""

    def __init__(self, stderr: int, deadline: float, too_late: Callable[[], None]) -> None:
        """Begin at once; `stderr` stays open until `leave`, `deadline` is of the monotonic clock."""
        self._stderr = stderr
        self._deadline = deadline
        self._too_late = too_late
        self._left = threading.Event()
        self._kept = bytearray()
        self.expired = False
        self._thread = threading.Thread(target=self._work, name="mainstay-watch", daemon=True)
        self._thread.start()

    def leave(self) -> bytes:
        """Stop watching a program that has ended and give what it last wrote to its error output."""
        self._left.set()
        self._thread.join()
        return bytes(self._kept)

    def _work(self) -> None:
        poll = select.poll()
        poll.register(self._stderr, select.POLLIN)
        while not self._is_late():
            # Short waits once the program has ended: a stray grandchild may hold the pipe open for ever.
            wait = 0.0 if self._left.is_set() else min(self._remaining(), 0.5)
            if not poll.poll(wait * 1000):
                if self._left.is_set():
                    return
                continue
            portion = os.read(self._stderr, _PORTION)
            if not portion:
                break
            self._kept += portion
            del self._kept[:-_KEPT]
        while not self._left.wait(min(self._remaining(), _LONGEST_WAIT)):
            if self._is_late():
                self.expired = True
                self._too_late()
                self._left.wait()
                return

    def _remaining(self) -> float:
        return max(0.0, self._deadline - time.monotonic())

    def _is_late(self) -> bool:
        return time.monotonic() >= self._deadline
