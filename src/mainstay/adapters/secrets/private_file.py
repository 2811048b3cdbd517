"""Files that nobody but their owner may read: looked at before they are believed, and made so that they appear whole."""

import os
import stat
import tempfile
from pathlib import Path

from mainstay.adapters.trusted_links import open_trusted
from mainstay.domain.errors import RunFailed
from mainstay.present.visible import visible


def read_private(path: Path, most: int, what: str) -> bytes:
    """Read a file of at most `most` bytes that only this user (or root) owns and only its owner has access to.

    `what` says in messages what it holds. Raises FileNotFoundError when there is none, RunFailed when it cannot be read,
    is larger, or others could read or change it.
    """
    where = visible(str(path), 300)
    try:
        # Without O_NONBLOCK a pipe in its place would hold the program for ever. Who may put a link on the way must not
        # choose which of our files is read.
        handle = open_trusted(os.path.abspath(path), os.O_RDONLY | os.O_NONBLOCK)  # noqa: PTH100  # links stay as they are
        # Judged before Python opens it, which knows no folders.
        try:
            _refuse_unsafe(os.fstat(handle), what, where)
        except RunFailed:
            os.close(handle)
            raise
        with os.fdopen(handle, "rb") as file:
            content = file.read(most + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise RunFailed(
            f"{what} cannot be read: {error.strerror}",
            where=where,
            mend="look at the permissions of its folders",
        ) from error
    if len(content) > most:
        raise RunFailed(f"{what} has more than {most} bytes", where=where, mend="put the right file there")
    return content


def make_private(path: Path, content: bytes) -> bool:
    """Make a file of mode 0600 that appears whole or not at all, and stays; False where one of this name is there.

    The folder is made too, for this user alone. Raises OSError when it cannot be kept.
    """
    make_private_folder(path.parent)
    handle, draft = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # A hard link fails where somebody else was first.
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        Path(draft).unlink()
    sync_folder(path.parent)
    return True


def make_private_folder(folder: Path) -> None:
    """Make a folder for this user alone, and so each of those above it that is not there; those that are stay as they are.

    Raises OSError when one cannot be made.
    """
    missing = []
    while not folder.is_dir() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        # Somebody else may have been first.
        one.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk. Raises OSError when it cannot be done."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _refuse_unsafe(facts: os.stat_result, what: str, where: str) -> None:
    if not stat.S_ISREG(facts.st_mode):
        raise RunFailed(f"{what} is no ordinary file", where=where, mend="put a file there")
    if facts.st_uid not in {0, os.geteuid()}:
        raise RunFailed(f"{what} belongs to another user", where=where, mend=f"chown it to yourself: {where}")
    if facts.st_mode & 0o077:
        raise RunFailed(f"other users have access to {what}", where=where, mend=f"chmod 600 {where}")
