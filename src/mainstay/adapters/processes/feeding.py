"""The writing end of a program's input, which lets go once the program has been ended."""

import io
import os
import select

from mainstay.adapters.processes.group import Group

# How soon it is seen that the program was ended where a stray grandchild holds the other end open.
_GLANCE = 0.5


class FeedingPipe(io.RawIOBase):
    """The raw side of a program's input.

    Once the group has been ended it writes nothing that would have to wait: not even where a stray grandchild, which
    left the group and so lives on, holds the other end open and reads nothing. So whoever closes the pipe waits for no
    writer in another thread.
    """

    def __init__(self, pipe: io.FileIO, group: Group) -> None:
        """Write to `pipe`, the input of the program that leads `group`."""
        super().__init__()
        self._pipe = pipe
        self._group = group
        self._poll = select.poll()
        self._poll.register(pipe.fileno(), select.POLLOUT)
        os.set_blocking(pipe.fileno(), False)

    def writable(self) -> bool:
        """Tell that this is for writing."""
        return True

    def fileno(self) -> int:
        """Give the pipe's descriptor."""
        return self._pipe.fileno()

    def write(self, data: object, /) -> int:
        """Write what there is room for. Raises BrokenPipeError when nobody will ever read it."""
        while True:
            count = self._pipe.write(data)  # type: ignore[arg-type]  # typeshed knows the buffer better
            if count is not None:
                return count
            if self._group.over.is_set():
                raise BrokenPipeError
            self._poll.poll(_GLANCE * 1000)

    def close(self) -> None:
        """Close the pipe."""
        self._pipe.close()
        super().close()
