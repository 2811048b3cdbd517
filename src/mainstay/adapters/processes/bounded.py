"""A pipe's reading end that counts what comes through, and waits for it no longer than agreed."""

import io
import select
import time
from collections.abc import Callable

from mainstay.domain.errors import RunFailed

_LONGEST_WAIT = 3600.0


class BoundedPipe(io.RawIOBase):
    """The raw side of a program's output.

    Past `limit` bytes it calls `refuse` and raises RunFailed. Past `deadline` (monotonic clock) it tells the end and is
    `expired`, even where a stray grandchild, which left the group and so lives on, holds the other end open.
    """

    def __init__(
        self, pipe: io.FileIO, limit: int, deadline: float, name: str, refuse: Callable[[], None]
    ) -> None:
        """Read from `pipe`; `name` is the program's, for the message."""
        super().__init__()
        self.expired = False
        self._pipe = pipe
        self._left = limit
        self._limit = limit
        self._deadline = deadline
        self._name = name
        self._refuse = refuse
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
        while not self._poll.poll(max(0.0, min(self._deadline - time.monotonic(), _LONGEST_WAIT)) * 1000):
            if time.monotonic() >= self._deadline:
                self.expired = True
                return 0
        count = self._pipe.readinto(buffer)
        self._left -= count
        if self._left < 0:
            self._refuse()
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
