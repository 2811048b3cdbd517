"""Small files of a git directory, read without trust: regular, bounded, and never waiting for a writer."""

import errno
import os
import stat
from pathlib import Path

_ABSENT = {errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENAMETOOLONG}


def read_plain(path: str | Path, limit: int) -> bytes | None:
    """Read a regular file of at most `limit` bytes; None when there is none.

    A symbolic link, a FIFO, a device, a folder and a larger file count as none. Raises OSError when it may not be read.
    """
    descriptor = open_plain(path)
    if descriptor is None:
        return None
    with open(descriptor, "rb") as file:  # noqa: PTH123  (an open descriptor, not a path)
        content = file.read(limit + 1)
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
