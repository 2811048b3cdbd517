"""Links on the way to a file that is to be written: which of them somebody else may have laid there."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

# As many as Linux follows; what goes on longer is a circle, which is told of elsewhere.
_MOST = 40


def laid_by_others(path: Path, foreign: str) -> Path | None:
    """Give the first link on the way to the absolute `path` that is not to be followed, None where there is none.

    That is one within the folder `foreign`, a scanned repository, for it may have come with it and lead anywhere; and one
    that another user laid into a folder that all may write to. Linux refuses the latter by itself
    (`fs.protected_symlinks`), but not to a program that reads links instead of following them.
    """
    return next((link for link in _followed(path) if _is_within(link, foreign) or _is_anothers(link)), None)


def _followed(path: Path) -> Iterator[Path]:
    """Give each link that is followed, by the place where it really lies."""
    here, names = Path("/"), [*reversed(path.parts[1:])]
    links = 0
    while names and links < _MOST:
        name = names.pop()
        place = here.parent if name == ".." else here / name
        if not place.is_symlink():
            here = place
            continue
        yield place
        links += 1
        target = place.readlink()
        if target.is_absolute():
            here = Path("/")
        names += reversed(target.parts[1:] if target.is_absolute() else target.parts)


def _is_within(link: Path, foreign: str) -> bool:
    return bool(foreign) and link.is_relative_to(foreign)


def _is_anothers(link: Path) -> bool:
    folder = link.parent.stat()
    return bool(folder.st_mode & stat.S_IWOTH) and link.lstat().st_uid not in {os.geteuid(), folder.st_uid}
