"""The end of a program's output: all of it is read, so that it never waits, and the last bytes are kept."""

import fcntl
import os
from contextlib import suppress

_PORTION = 256 << 10
_PIPE = 1 << 20
_LAST_PORTIONS = 64


class Tail:
    """Reads one output of a program, and keeps its last `kept` bytes; `written` counts all that came."""

    def __init__(self, kept: int) -> None:
        """Make the pipe. `inlet` is for the program."""
        self.written = 0
        self.outlet, self.inlet = os.pipe()
        self._kept = kept
        self._end = bytearray()
        self._buffer = bytearray(_PORTION)
        os.set_blocking(self.outlet, False)
        # Fewer turns for whoever writes much; refused where the user's share of pipes is used up.
        with suppress(OSError):
            fcntl.fcntl(self.outlet, fcntl.F_SETPIPE_SZ, _PIPE)

    def read(self) -> bool:
        """Read a portion; false where nothing more will come."""
        try:
            count = os.readv(self.outlet, [self._buffer])
        except BlockingIOError:
            return True
        self.written += count
        self._end += memoryview(self._buffer)[max(0, count - self._kept) : count]
        if len(self._end) > 2 * self._kept:
            del self._end[: -self._kept or None]
        return count > 0

    def last(self) -> bytes:
        """Read what is there by now, and give the last bytes."""
        for _ in range(_LAST_PORTIONS):
            before = self.written
            if not self.read() or self.written == before:
                break
        return bytes(self._end[-self._kept :] if self._kept else b"")
