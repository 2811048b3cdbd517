"""Opening a path whose links lead only where root or this user sent them: others may own a folder on the way."""

import errno
import os
import stat
from pathlib import PurePosixPath

_MOST_LINKS = 40  # as the kernel follows (path_resolution(7))


def open_trusted(path: str, flags: int) -> int:
    """Open a whole path and give its descriptor; `flags` are those of open(2), for reading alone.

    A link that another user made, or may have, is not followed, wherever it stands on the way. Raises OSError: EPERM for such
    a link, else as open(2) does.
    """
    place = getattr(os, "O_PATH", 0)
    if not place:
        # Only Linux opens a link itself; elsewhere nothing is carried out.
        return os.open(path, flags | os.O_CLOEXEC)
    left, links = _parts(path), 0
    folder = os.open("/", place | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        while left:
            part = left.pop(0)
            there = os.open(part, place | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            try:
                facts = os.fstat(there)
                if stat.S_ISLNK(facts.st_mode):
                    links += 1
                    # One that begins at the root has that as its first part.
                    left = [*_parts(_led_to(there, facts, links)), *left]
                    following = os.dup(folder)
                elif left:
                    following = os.dup(there)
                else:
                    # By its name once more, for what a descriptor of a place leads to needs /proc.
                    return os.open(part, flags | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
            finally:
                os.close(there)
            os.close(folder)
            folder = following
        return os.open(".", flags | os.O_CLOEXEC, dir_fd=folder)
    finally:
        os.close(folder)


def _led_to(link: int, facts: os.stat_result, count: int) -> str:
    if facts.st_uid not in {0, os.geteuid()}:
        raise PermissionError(errno.EPERM, "a link of another user leads there")
    if count > _MOST_LINKS:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    return os.readlink("", dir_fd=link)


def _parts(path: str) -> list[str]:
    return list(PurePosixPath(path).parts)
