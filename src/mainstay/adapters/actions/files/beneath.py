"""Finding the folder of a file beneath those that plans may write, one component at a time, and never through a link."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mainstay.adapters.actions.files.owners import denial
from mainstay.adapters.trusted_links import open_trusted
from mainstay.config.globs import Globs
from mainstay.present.visible import visible

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_SHOWN = 300


class Refused(Exception):
    """A file that is not touched; says why in one sentence that may be shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file stands: its `name` in a `folder` that is open as a descriptor."""

    folder: int
    name: str
    path: str

    @property
    def shown(self) -> str:
        """The path, for people."""
        return visible(self.path, _SHOWN)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What plans may write: all beneath `roots` but `hidden` (globs, from the root of the file system), and what is Mainstay's.

    `own` are its files and folders: the rules that plans go by, its records, its keys, its program, the backups.
    """

    roots: Sequence[Path]
    hidden: Sequence[str]
    own: Sequence[Path]

    @contextmanager
    def place(self, path: str) -> Iterator[Place]:
        """Open the folder of a file. Raises Refused where it may not be written, is not there or stands behind a link."""
        shown = visible(path, _SHOWN)
        plain = PurePosixPath(path)
        if not plain.is_absolute() or str(plain) != path or ".." in plain.parts or "\0" in path:
            raise Refused(f"{shown} is not the whole path of a file, without . and ..")
        root = self._root_of(plain, shown)
        self._refuse_hidden(root, plain, shown)
        folder = _opened(root, plain.parent.relative_to(root), shown)
        try:
            yield Place(folder, plain.name, path)
        finally:
            os.close(folder)

    def _root_of(self, path: PurePosixPath, shown: str) -> Path:
        found = [root for root in self.roots if path != PurePosixPath(root) and path.is_relative_to(root)]
        if not found:
            raise Refused(
                f"{shown} is in none of the folders that the operator lets plans write (acting.roots)"
            )
        return max(found, key=lambda root: len(root.parts))

    def _refuse_hidden(self, root: Path, path: PurePosixPath, shown: str) -> None:
        # The operator may have named a root through a link, and a glob by the place that it leads to.
        real = root.resolve() / path.relative_to(root)
        globs = Globs(self.hidden)
        if any(globs.match(str(one).lstrip("/")) for one in (path, real)):
            raise Refused(f"{shown} is among the files that the operator hides from plans")
        if any(real.is_relative_to(one.resolve()) for one in self.own):
            raise Refused(f"{shown} is one of Mainstay's own files, which no plan touches")


def _opened(root: Path, parents: PurePosixPath, shown: str) -> int:
    try:
        # The operator may have named a root through a link, but whoever owns a folder above it must not bend it anywhere.
        folder = open_trusted(str(root), _FOLDER)
    except OSError as error:
        raise Refused(
            f"the folder {visible(str(root), _SHOWN)} cannot be opened: {error.strerror}"
        ) from error
    for part in parents.parts:
        try:
            inner = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=folder)
        except FileNotFoundError:
            raise Refused(f"the folder of {shown} is not there") from None
        except OSError as error:
            said = denial(error, folder, part)
            reason = f"{visible(part, 100)} is a link, no folder, or closed to this worker ({said})"
            raise Refused(f"{shown} cannot be reached: {reason}") from error
        finally:
            os.close(folder)
        folder = inner
    return folder
