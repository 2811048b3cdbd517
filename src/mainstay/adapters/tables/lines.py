"""The lines of a text file: one that is a file, in its encoding, with no line so long that it fills the memory."""

import codecs
import io
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mainstay.adapters.tables.unfit import Unfit

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

LONGEST = 4 << 20
"""Bytes of one line."""
_PORTION = 1 << 20
_HEAD = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Lines(io.RawIOBase):
    """The bytes of a file; `ended` tells whether the last that were read ended a line."""

    def __init__(self, handle: int) -> None:
        """Take an open file, which is closed with this."""
        self._handle = handle
        self._since = 0
        self.ended = True

    def readable(self) -> bool:
        """Say that it is for reading."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Read some bytes. Raises Unfit where a line has no end."""
        view = memoryview(buffer).cast("B")
        count = os.readv(self._handle, [view])
        if count:
            read = bytes(view[:count])
            last = max(read.rfind(b"\n"), read.rfind(b"\r"))
            self._since = self._since + count if last < 0 else count - last - 1
            # In UTF-16 a zero stands behind or before it.
            self.ended = read.rstrip(b"\0")[-1:] in {b"\n", b"\r"}
            if self._since > LONGEST:
                raise Unfit(
                    f"it has a line of more than {LONGEST} bytes", -1, "look whether it is a table at all"
                )
        return count

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            os.close(self._handle)
        super().close()


@contextmanager
def lines_of(path: Path) -> Iterator[tuple[io.TextIOWrapper, Lines]]:
    """Open a file's text. Raises OSError where it cannot be, Unfit where it is no plain file."""
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with Lines(handle) as raw:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise Unfit("it is no plain file")
        head = os.pread(handle, _HEAD, 0)
        encoding = next((name for mark, name in _MARKS if head.startswith(mark)), _unmarked(head))
        buffered = io.BufferedReader(raw, _PORTION)
        yield io.TextIOWrapper(buffered, encoding, errors="replace", newline=""), raw


def _unmarked(head: bytes) -> str:
    """Tell the encoding from the beginning of a file: UTF-8, or what Windows writes in western Europe where that is none."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
