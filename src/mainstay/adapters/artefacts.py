"""Files that tests left behind, on this machine's disk: reached step by step, so that no link leads elsewhere."""

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mainstay.domain.errors import RunFailed, UsageError
from mainstay.ports.artefacts import Artefact, Found

MOST_FILES = 20_000
MOST_ENTRIES = 500_000
"""Entries of folders that are looked at; what lies beyond is counted as beyond."""
_DEEPEST = 40
_PIECE = 1 << 20
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class LocalArtefacts:
    """Files below `work_tree` ("" where there is none), and those that a person names wherever they lie."""

    work_tree: str

    def known(self, names: Sequence[str], suffixes: Sequence[str]) -> Found:
        """Find well-known names in the work tree, none of which may be reached through a link."""
        if not self.work_tree:
            return Found()
        walk = _Walk(tuple(suffixes), self.work_tree)
        for name in names:
            try:
                number = _reached(self.work_tree, name)
            except OSError:
                continue
            with _Open(number):
                walk.take(number, self.work_tree, name)
        return walk.found()

    def named(self, paths: Sequence[str], suffixes: Sequence[str]) -> Found:
        """Find what a person named. Raises UsageError when there is nothing at a path."""
        walk = _Walk(tuple(suffixes), self.work_tree)
        for path in paths:
            try:
                place = os.path.realpath(path, strict=True)
                number = os.open(place, _FILE)
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "that is no path"
                raise UsageError(
                    "what should hold coverage data or test results cannot be read",
                    where=_text(path),
                    mend=f"name a file or a folder ({reason})",
                ) from None
            with _Open(number):
                if not stat.S_ISREG(os.fstat(number).st_mode) and not stat.S_ISDIR(os.fstat(number).st_mode):
                    raise UsageError(
                        "test results are read from files and folders alone",
                        where=_text(path),
                        mend="name a file or a folder",
                    )
                walk.take(number, place, "", anything=True)
        return walk.found()

    def read(self, artefact: Artefact) -> Iterator[bytes]:
        """Give the content in pieces. Raises RunFailed when it cannot be read any more."""
        try:
            number = _reached(artefact.place, artefact.path)
            with os.fdopen(number, "rb", buffering=0) as file:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    raise OSError(0, "it is no file any more")
                # No more than was there when it was found: a file that grows must not keep a reader for ever.
                left = artefact.size
                while left > 0 and (piece := file.read(min(_PIECE, left))):
                    left -= len(piece)
                    yield piece
        except OSError as error:
            raise RunFailed(
                "a file of test results could not be read",
                where=artefact.name,
                mend=f"run again when nothing changes it ({error.strerror or error})",
            ) from None


class _Open:
    """Closes a descriptor."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None:
        os.close(self.number)


class _Walk:
    """Goes through folders without following links, within the bounds on files, entries and depth."""

    def __init__(self, suffixes: tuple[str, ...], work_tree: str) -> None:
        self.suffixes, self.work_tree = suffixes, work_tree
        self.files: dict[tuple[str, str], Artefact] = {}
        self.links = self.beyond = self.entries = 0

    def found(self) -> Found:
        files = sorted(self.files.values(), key=lambda one: (one.place, one.path))
        self.beyond += max(len(files) - MOST_FILES, 0)
        return Found(tuple(files[:MOST_FILES]), self.links, self.beyond)

    def take(self, number: int, place: str, path: str, *, anything: bool = False) -> None:
        """Take what is open: a file (`anything`: whatever its name ends with), or all in a folder."""
        about = os.fstat(number)
        if stat.S_ISREG(about.st_mode):
            if anything or path.endswith(self.suffixes) or "/" not in path:
                self._keep(place, path, about)
        elif stat.S_ISDIR(about.st_mode):
            self._folder(number, place, path, 0)

    def _folder(self, number: int, place: str, path: str, depth: int) -> None:
        with os.scandir(number) as entries:
            folders = [name for entry in entries if (name := self._entry(entry, place, path)) is not None]
        for name in folders:
            if depth >= _DEEPEST or self.entries > MOST_ENTRIES:
                self.beyond += 1
                continue
            try:
                within = os.open(name, _FOLDER, dir_fd=number)
            except OSError:
                continue
            with _Open(within):
                self._folder(within, place, f"{path}/{name}" if path else name, depth + 1)

    def _entry(self, entry: "os.DirEntry[str]", place: str, path: str) -> str | None:
        """Keep a file; give a folder's name, to be gone into later."""
        self.entries += 1
        if self.entries > MOST_ENTRIES:
            self.beyond += 1
            return None
        try:
            if entry.is_dir(follow_symlinks=False):
                return entry.name
            if not entry.name.endswith(self.suffixes):
                return None
            if entry.is_file(follow_symlinks=False):
                about = entry.stat(follow_symlinks=False)
                self._keep(place, f"{path}/{entry.name}" if path else entry.name, about)
            else:
                self.links += 1
        except OSError:
            self.links += 1
        return None

    def _keep(self, place: str, path: str, about: os.stat_result) -> None:
        stamp = f"{about.st_size}:{about.st_mtime_ns}:{about.st_ctime_ns}:{about.st_dev}:{about.st_ino}"
        whole = f"{place}/{path}" if path else place
        within = self.work_tree and whole.startswith(f"{self.work_tree}/")
        name = whole[len(self.work_tree) + 1 :] if within else whole
        self.files.setdefault((place, path), Artefact(place, path, _text(name), about.st_size, stamp))


def _reached(place: str, path: str) -> int:
    """Open what lies at a path below a place, going step by step through folders that are no links. Raises OSError."""
    steps = [step for step in path.split("/") if step]
    if not steps:
        return os.open(place, _FILE)
    number = os.open(place, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for step in steps[:-1]:
        with _Open(number):
            number = os.open(step, _FOLDER, dir_fd=number)
    with _Open(number):
        return os.open(steps[-1], _FILE, dir_fd=number)


def _text(path: str | Path) -> str:
    return os.fsencode(path).decode("utf-8", "backslashreplace")
