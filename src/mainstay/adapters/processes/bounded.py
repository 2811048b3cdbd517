"""The reading end of a program's output: it counts what comes through, and waits for it no longer than agreed."""

import io
import select
import time

from mainstay.adapters.processes.group import Group
from mainstay.domain.errors import RunFailed

# How soon it is seen that the program was ended where a stray grandchild holds the other end open.
_GLANCE = 0.5


class BoundedPipe(io.RawIOBase):
    """The raw side of a program's output.

    Past `limit` bytes it ends the group and raises RunFailed. Past `deadline` (monotonic clock) it tells the end and is
    `expired`. It tells the end once the group has been ended, too: even where a stray grandchild, which left the group
    and so lives on, holds the other end open. So whoever closes the pipe waits for no reader in another thread.
    """

    def __init__(self, pipe: io.FileIO, limit: int, deadline: float, name: str, group: Group) -> None:
        """Read from `pipe`; `name` is the program's, for the message."""
        super().__init__()
        self.expired = False
        self._pipe = pipe
        self._left = limit
        self._limit = limit
        self._deadline = deadline
        self._name = name
        self._group = group
        self._poll = select.poll()
        self._poll.register(pipe.fileno(), select.POLLIN)

    def readable(self) -> bool:
        """Tell that this is for reading."""
        return True

    def fileno(self) -> int:
        """Give the pipe's descriptor."""
        return self._pipe.fileno()

    def readinto(self, buffer: bytearray | memoryview) -> int | None:  # type: ignore[override]
        """Read what is there, 0 at the end. Raises RunFailed past the limit."""
        while not self._poll.poll(max(0.0, min(self._deadline - time.monotonic(), _GLANCE)) * 1000):
            if self._group.over.is_set():
                return 0
            if time.monotonic() >= self._deadline:
                self.expired = True
                return 0
        count = self._pipe.readinto(buffer)
        self._left -= count
        if self._left < 0:
            self._group.kill()
            raise RunFailed(
                f"{self._name} wrote more than the {self._limit} bytes it may",
                where=self._name,
                mend="if so much is to be expected here, tell the makers of Mainstay",
            )
        return int(count)

    def close(self) -> None:
        """Close the pipe."""
        self._pipe.close()
        super().close()
