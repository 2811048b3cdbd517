"""A git directory of our own beside a repository: its objects and nothing else of it.

All commands run here. So no setting, hook, filter, reference, replacement, graft, commit graph or alternate of the
scanned repository is in force, whatever it holds.
"""

import os
import re
import secrets
import shutil
import tempfile
import weakref
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mainstay.adapters.git.places import Place
from mainstay.adapters.git.plain_files import open_plain, read_plain
from mainstay.adapters.git.settings import Settings
from mainstay.domain.errors import RunFailed

_LARGEST = 64 << 20
_LARGEST_INDEX = 1 << 30  # about ten million files
_FANOUT = re.compile(r"[0-9a-f]{2}")
_CONFIG = """\
[core]
\tbare = true
\tfsmonitor = false
\thooksPath = /dev/null
\tcommitGraph = false
\tuntrackedCache = false
\tattributesFile = /dev/null
\texcludesFile = /dev/null
\twarnAmbiguousRefs = false
\tbigFileThreshold = 32m
\trepositoryFormatVersion = 0
[protocol]
\tallow = never
"""
_MAKING = "[core]\n\tfsync = all\n\tprotectHFS = true\n\tprotectNTFS = true\n"
_SHA256 = "[core]\n\trepositoryFormatVersion = 1\n[extensions]\n\tobjectFormat = sha256\n"


class Shadow:
    """A temporary git directory that only we may read; `close` removes it, and so does the end of the program."""

    def __init__(self) -> None:
        """Make an empty one. Raises RunFailed when there is no room or no right to."""
        try:
            # Its removal is arranged before it is made, so that Ctrl-C finds no moment in between.
            self.path = Path(tempfile.gettempdir(), f"mainstay-git-{secrets.token_hex(8)}")
            self._at_end = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
            self.path.mkdir(mode=0o700)
            for name in ("refs", "objects/info", "info"):
                (self.path / name).mkdir(parents=True)
            self._write("HEAD", "ref: refs/heads/none\n")
            self._write("config", _CONFIG)
        except OSError as error:
            raise _no_room(error) from error

    def show(self, place: Place, settings: Settings, borrowed: Iterable[str], ignores: bytes) -> None:
        """Link the folders of objects of `place`, and name the `borrowed` object directories; add `ignores` to its own.

        Those there now are enough, whatever happens to the repository meanwhile: what is needed of it is reachable, and
        git moves reachable objects into packs, never out of them. Raises RunFailed when there is no room.
        """
        objects, info = Path(place.common_dir) / "objects", Path(place.common_dir) / "info"
        # These two only tell which files to leave out and how lines end. The repository's word counts last.
        exclude, attributes = (read_plain(info / name, _LARGEST) or b"" for name in ("exclude", "attributes"))
        try:
            loose = [entry.name for entry in os.scandir(objects) if _FANOUT.fullmatch(entry.name)]
            for name in ["pack", *loose]:
                (self.path / "objects" / name).symlink_to(objects / name)
            self._write("objects/info/alternates", "".join(f"{folder}\n" for folder in borrowed))
            kept = "".join(f"\t{key.removeprefix('core.')} = {value}\n" for key, value in settings.kept)
            self._write(
                "config",
                _CONFIG + (_SHA256 if settings.object_format == "sha256" else "") + "[core]\n" + kept,
            )
            (self.path / "info" / "exclude").write_bytes(ignores + b"\n" + exclude)
            (self.path / "info" / "attributes").write_bytes(attributes)
        except OSError as error:
            raise _no_room(error) from error

    def lie_beside(self, objects: Path, settings: Settings) -> None:
        """Let objects be read from the folder `objects`, whatever comes into it; what git makes stays here unless told else.

        What is made is on the disk before git ends, and no path is taken that some file system would take for `.git`.
        Raises RunFailed when there is no room.
        """
        kept = "".join(f"\t{key.removeprefix('core.')} = {value}\n" for key, value in settings.kept)
        text = _CONFIG + (_SHA256 if settings.object_format == "sha256" else "") + _MAKING + kept
        try:
            self._write("objects/info/alternates", f"{objects}\n")
            self._write("config", text)
        except OSError as error:
            raise _no_room(error) from error

    def stand_at(self, commit: str) -> None:
        """Let HEAD be a commit."""
        self._write("HEAD", f"{commit}\n")

    def cut_at(self, commits: Iterable[str]) -> None:
        """Treat commits as having no parents, as the repository does whose history was cut there."""
        self._write("shallow", "".join(f"{commit}\n" for commit in commits))

    def copy_index(self, place: Place) -> None:
        """Copy the index as it is now, so that no later change mixes in.

        Raises RunFailed when there is no room or it is larger than 1 GiB, PermissionError when the index may not be read.
        """
        (self.path / "index").unlink(missing_ok=True)
        descriptor = open_plain(Path(place.git_dir) / "index")
        if descriptor is None:
            return
        try:
            with open(descriptor, "rb") as real, (self.path / "index").open("wb") as copy:  # noqa: PTH123
                times = os.fstat(descriptor)
                if times.st_size > _LARGEST_INDEX:
                    raise RunFailed(
                        "the index is larger than 1 GiB",
                        where=str(Path(place.git_dir) / "index"),
                        mend="look whether it is one (git status), or leave uncommitted changes out: --head-only",
                    )
                shutil.copyfileobj(real, copy, 1 << 20)
            # The index's own time tells git which files may have been edited since without showing it.
            os.utime(self.path / "index", ns=(times.st_atime_ns, times.st_mtime_ns))
            for entry in os.scandir(place.git_dir):
                if entry.name.startswith("sharedindex.") and entry.is_file(follow_symlinks=False):
                    with suppress(FileExistsError):
                        (self.path / entry.name).symlink_to(entry.path)
        except OSError as error:
            raise _no_room(error) from error

    def close(self) -> None:
        """Remove it; what it links to stays."""
        shutil.rmtree(self.path, ignore_errors=True)
        # Only now, and if it is gone: what Ctrl-C or a want of memory left is removed at the end of the program.
        if not self.path.exists():
            self._at_end.detach()

    def _write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8", errors="surrogateescape")


def _no_room(error: OSError) -> RunFailed:
    # Without any folder for temporary files there is none to be asked for.
    return RunFailed(
        f"temporary files cannot be written: {error.strerror}",
        where=str(error.filename or tempfile.tempdir or os.environ.get("TMPDIR", "TMPDIR")),
        mend="free some space there, or set TMPDIR to another folder",
    )
