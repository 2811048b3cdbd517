"""Appends lines to a file that several processes write to, so that each stands whole and stays after a power cut."""

import fcntl
import os
import stat
from collections.abc import Callable
from pathlib import Path

from mainstay.adapters.secrets.private_file import sync_folder
from mainstay.domain.errors import RunFailed
from mainstay.present.visible import visible

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_PORTION = 64 << 10

LONGEST = 1 << 20
"""Of the last line no more bytes are given to whoever makes the next."""


def append_line(path: Path, what: str, make: Callable[[bytes], str]) -> None:
    """Append the line that `make` gives, called with the file's last line (b"" for none, else with its line feed).

    Nobody else appends meanwhile. Where a power cut left half a line, it is ended first. `make` may give "" to append
    nothing. The file is made with mode 0600. Raises RunFailed, which calls the file `what`, where the line is not sure
    to stay.
    """
    where = visible(str(path), 300)
    try:
        made = not os.path.lexists(path)
        handle = os.open(path, _FLAGS, 0o600)
        try:
            _append(handle, make)
        finally:
            os.close(handle)
        if made:
            sync_folder(path.parent)
    except OSError as error:
        raise RunFailed(
            f"{what} cannot be written: {error.strerror}",
            where=where,
            mend="look at the disk's space and the permissions; a link or pipe is not written to",
        ) from error


def _append(handle: int, make: Callable[[bytes], str]) -> None:
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        raise OSError(0, "it is no ordinary file")
    fcntl.flock(handle, fcntl.LOCK_EX)
    last = _last_line(handle)
    if last and not last.endswith(b"\n"):
        _write(handle, b"\n")
        last += b"\n"
    if line := make(last):
        _write(handle, line.encode())
        os.fsync(handle)


def _last_line(handle: int) -> bytes:
    """Read backwards from the end as far as the last line goes, of one that is longer than LONGEST its end alone."""
    size = os.fstat(handle).st_size
    taken, content = _PORTION // 2, b""
    while len(content) < min(size, LONGEST) and b"\n" not in content[:-1]:
        taken = min(taken * 2, LONGEST, size)
        content = os.pread(handle, taken, size - taken)
    return content[content[:-1].rfind(b"\n") + 1 :]


def _write(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]
