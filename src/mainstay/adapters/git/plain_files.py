"""Small files of a git directory, read without trust: regular, bounded, and never waiting for a writer."""

import errno
import os
import stat
from pathlib import Path

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENAMETOOLONG}

_PORTION = 1 << 20


def read_plain(path: str | Path, limit: int) -> bytes | None:
    """Read a regular file of at most `limit` bytes; None when there is none.

    A symbolic link, a FIFO, a device, a folder and a larger file count as none. Raises OSError when it may not be read.
    """
    descriptor = open_plain(path)
    return None if descriptor is None else read_bounded(descriptor, limit)


def read_bounded(descriptor: int, limit: int) -> bytes | None:
    """Read an open file to its end and close it; None when it holds more than `limit` bytes."""
    with open(descriptor, "rb") as file:
        # Memory is taken for all that is asked for, so no more is asked for than seems to be there.
        content = file.read(min(os.fstat(descriptor).st_size, limit) + 1)
        while len(content) <= limit and (more := file.read(min(_PORTION, limit + 1))):
            content += more
    return None if len(content) > limit else content


def open_plain(path: str | Path) -> int | None:
    """Open a regular file for reading and give its descriptor; None when it is absent or anything else."""
    try:
        # Not waiting: opening a FIFO for reading would last until somebody writes.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    return descriptor
