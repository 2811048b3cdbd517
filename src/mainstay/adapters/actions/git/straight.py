"""Whether what git writes when it moves a branch stays within the repository: a link there leads it anywhere."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from mainstay.adapters.git.places import Place
from mainstay.domain.errors import UsageError

_ALWAYS = ("HEAD.lock", "logs/HEAD", "packed-refs", "packed-refs.lock", "packed-refs.new")


def refuse_links(place: Place, branch: str) -> None:
    """Raise UsageError where a branch, its log, a folder above them, or what all branches share is a symbolic link."""
    for path in _written(branch):
        file = Path(place.common_dir, path)
        if file.is_symlink():
            raise UsageError(
                "what would be written is a link, which may lead out of the repository",
                where=str(file),
                mend="put a folder or a file in the place of the link, or clone it again",
            )


def _written(branch: str) -> Iterator[str]:
    yield from _ALWAYS
    for name in (f"refs/heads/{branch}", f"logs/refs/heads/{branch}"):
        path = PurePosixPath(name)
        yield from map(os.fspath, (*path.parents, path))
        yield f"{name}.lock"
