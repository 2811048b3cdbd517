"""A thread beside each running program: it empties its error output and ends it at its time limit."""

import io
import os
import select
import threading
import time

from mainstay.adapters.processes.group import Group

_KEPT = 64 << 10
_PORTION = 64 << 10
_LONGEST_WAIT = 3600.0


class Watch:
    """Keeps the last 64 KiB of a program's error output, and ends its group at `deadline` (monotonic clock).

    `expired` tells whether it came to that. It stops by itself once the group has been ended.
    """

    def __init__(self, stderr: io.FileIO, deadline: float, group: Group) -> None:
        """Begin at once; `stderr` may be closed after `last_words`."""
        self.expired = False
        self._stderr = stderr
        self._deadline = deadline
        self._group = group
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._work, name="mainstay-watch", daemon=True)
        self._thread.start()

    def last_words(self) -> bytes:
        """Give what the program, whose group has been ended, last wrote to its error output."""
        self._thread.join()
        return bytes(self._kept)

    def _work(self) -> None:
        self._drain()
        while not self._group.over.wait(min(self._remaining(), _LONGEST_WAIT)):
            if self._is_late():
                self.expired = True
                self._group.kill()

    def _drain(self) -> None:
        poll = select.poll()
        poll.register(self._stderr, select.POLLIN)
        while not self._is_late():
            # Once the group has ended, only what is there counts: a stray grandchild may hold the pipe open for ever.
            over = self._group.over.is_set()
            if poll.poll(0 if over else min(self._remaining(), 0.5) * 1000):
                portion = os.read(self._stderr.fileno(), _PORTION)
                if not portion:
                    return
                self._kept += portion
                del self._kept[:-_KEPT]
            elif over:
                return

    def _remaining(self) -> float:
        return max(0.0, self._deadline - time.monotonic())

    def _is_late(self) -> bool:
        return time.monotonic() >= self._deadline
