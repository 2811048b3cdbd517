"""Reading again what git lost sight of because the repository was packed anew under it.

Git looks a second time for an object that it does not find; under a repack that is not always enough. What was there
before stands in other packs then, so a new git finds it.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from mainstay.adapters.git.program import Git, GitFailed

TRIES = 4
_Told = TypeVar("_Told")


def packs(git: Git) -> tuple[object, ...]:
    """Tell which packs there are now; two different answers mean that the repository was packed between them."""
    folder = Path(git.git_dir) / "objects" / "pack"
    try:
        return (folder.stat().st_mtime_ns, *sorted(os.listdir(folder)))  # noqa: PTH208  (names alone, for their cost)
    except OSError:
        return ()


def unless_packed_meanwhile(git: Git, read: Callable[[], _Told]) -> _Told:
    """Read, and read again as long as git fails and the repository was packed meanwhile, up to four times in all.

    Raises GitFailed when git fails on its own account, or each time, and whatever else `read` raises.
    """
    for _ in range(TRIES - 1):
        before = packs(git)
        try:
            return read()
        except GitFailed:
            if packs(git) == before:
                raise
    return read()
