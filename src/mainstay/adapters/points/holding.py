"""Who collects into a folder of points: one process at a time, by a lock that the kernel takes away when it ends."""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mainstay.adapters.secrets.private_file import make_private_folder
from mainstay.domain.errors import Full, RunFailed
from mainstay.present.visible import visible

NAME = "collector.lock"
_LONGEST = 300
_BETWEEN = 0.05


class Held(RunFailed):
    """Another process collects into the folder; what happened says which."""


@contextmanager
def holding(folder: Path, who: str = "", patience: float = 0.0) -> Iterator[None]:
    """Be the one that collects into a folder, which is made where it is not, for as long as the block lasts.

    `who` is what others are told, also afterwards; "" leaves what was said last. What is held by another process is waited
    for so many seconds. Raises Held where it is held still, RunFailed where that cannot be told.
    """
    path = folder / NAME
    try:
        make_private_folder(folder)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unusable(path, error) from error
    try:
        _take(handle, path, time.monotonic() + patience)
        if who:
            _write(handle, path, who)
        yield
    finally:
        os.close(handle)


def last_held(folder: Path) -> tuple[str, int]:
    """Tell who said last that it collects into a folder, and when it began (seconds since 1970); "" and 0 for nobody."""
    try:
        handle = os.open(folder / NAME, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return "", 0
    try:
        who = _who(handle)
        return who, int(os.fstat(handle).st_mtime) if who else 0
    except OSError:
        return "", 0
    finally:
        os.close(handle)


def _take(handle: int, path: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < until:
                time.sleep(_BETWEEN)
                continue
            raise Held(
                f"{_who(handle) or 'another process'} collects here already",
                where=visible(str(path.parent), 300),
                mend="let it go on, end it, or name another folder with --points",
            ) from None
        except OSError as error:
            raise _unusable(path, error) from error
        return


def _who(handle: int) -> str:
    return visible(os.pread(handle, _LONGEST, 0).decode("utf-8", "replace").strip(), _LONGEST)


def _write(handle: int, path: Path, who: str) -> None:
    try:
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{who}\n".encode()[:_LONGEST], 0)
    except OSError as error:
        # Who it is may stay untold where the disk is full; the lock holds all the same.
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> RunFailed:
    kind = Full if error.errno in {errno.ENOSPC, errno.EDQUOT} else RunFailed
    return kind(
        f"the folder of points cannot be used: {error.strerror}",
        where=visible(str(path.parent), 300),
        mend="look whether this user may write there, or name another folder with --points",
    )
