"""Where a repository lies: its git directory, the one it shares with other work trees, and its work tree."""

import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mainstay.domain.errors import UsageError


@dataclass(frozen=True, slots=True)
class Place:
    """Absolute paths: `git_dir` holds HEAD and the index, `common_dir` objects and references.

    They differ for a linked work tree only. `work_tree` is "" for a bare repository.
    """

    git_dir: str
    common_dir: str
    work_tree: str


def starting_folder(path: str | os.PathLike[str]) -> Path:
    """Resolve the folder a person named. Raises UsageError when it is missing, no folder or closed to us."""
    where = str(path)
    if not where:
        # Most often an unset variable of a script, which surely does not mean the current folder.
        raise UsageError("the path is empty", where="PATH", mend="name a folder, or leave the path out")
    try:
        folder = Path(os.path.realpath(path, strict=True))
        mode = folder.stat().st_mode
    except FileNotFoundError as error:
        raise UsageError("there is nothing at this path", where=where, mend="look at its spelling") from error
    except PermissionError as error:
        raise closed(where) from error
    except NotADirectoryError as error:
        raise UsageError(
            "a part of this path is no folder", where=where, mend="look at its spelling"
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(
            f"this path cannot be followed: {reason}", where=where, mend="name a folder"
        ) from error
    if not stat.S_ISDIR(mode):
        raise UsageError("this is no folder", where=where, mend="name the folder of a git repository")
    return folder


def is_git_dir(folder: Path) -> bool:
    """Tell whether a folder looks like a git directory: HEAD, and objects or the way to them."""
    if not os.path.lexists(folder / "HEAD"):
        return False
    shared = (folder / "commondir").is_file()
    return shared or ((folder / "objects").is_dir() and (folder / "refs").is_dir())


def closed(where: str) -> UsageError:
    """Say that a place may not be read."""
    return UsageError("no permission to read here", where=where, mend="run as a user who may read it")
