"""Objects that a repository does not hold itself but borrows from another one on this machine."""

import os
from contextlib import suppress
from pathlib import Path

from mainstay.adapters.git.places import Place
from mainstay.adapters.git.plain_files import read_plain

_LARGEST = 1 << 20
# As deep as git itself follows alternates.
_DEEPEST = 5


def alternates(place: Place) -> tuple[str, ...]:
    """List the object directories that `place` borrows from, and those these borrow from in turn."""
    found: dict[str, None] = {}
    _collect(Path(place.common_dir) / "objects", found, 0)
    return tuple(found)


def links_elsewhere(place: Place) -> tuple[str, ...]:
    """List the symbolic links through which a repository's objects would come from outside it."""
    common = os.path.realpath(place.common_dir)
    objects = Path(place.common_dir) / "objects"
    folders = [objects, objects / "pack", *(objects / f"{number:02x}" for number in range(256))]
    entries: list[str] = []
    for folder in folders:
        # Git packs anew at any moment and takes emptied folders away.
        with suppress(FileNotFoundError, NotADirectoryError):
            entries += [entry.path for entry in os.scandir(folder) if entry.is_symlink()]
    links = [str(objects)] * objects.is_symlink() + entries
    return tuple(link for link in links if not Path(os.path.realpath(link)).is_relative_to(common))


def _collect(objects: Path, found: dict[str, None], depth: int) -> None:
    text = read_plain(objects / "info" / "alternates", _LARGEST)
    if text is None or depth == _DEEPEST:
        return
    for line in text.splitlines():
        if not line or line.startswith(b"#") or b"\0" in line:
            continue
        folder = os.path.realpath(objects / os.fsdecode(line))
        if folder not in found and Path(folder).is_dir():
            found[folder] = None
            _collect(Path(folder), found, depth + 1)
