"""The root of the repository that a path lies in, for commands that only need to know where a file belongs."""

import os
from contextlib import suppress
from pathlib import Path

from mainstay.domain.errors import UsageError
from mainstay.present.visible import visible


def root_of(path: str) -> Path:
    """Give the nearest folder from `path` upwards that holds `.git`. Raises UsageError when there is none."""
    try:
        start = Path(path).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise UsageError(
            "there is no such folder", where=visible(path, 300), mend="name a repository"
        ) from None
    for folder in (start, *start.parents):
        if os.path.lexists(folder / ".git"):
            return folder
    raise UsageError(
        "this is no git repository",
        where=visible(str(start), 300),
        mend="go into a repository, or run git init",
    )


def scanned_folder(path: str) -> str:
    """Give the folder of all that comes with the repository at `path`; `path` itself, resolved, where it is bare or none."""
    try:
        return str(root_of(path))
    except UsageError:
        with suppress(OSError, RuntimeError, ValueError):
            return str(Path(path).resolve())
        return ""
