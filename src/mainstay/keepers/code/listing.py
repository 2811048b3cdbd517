"""Which files a snapshot holds and what their paths say, before any content is read."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mainstay.analysis.classify.languages import is_code, is_programmed, language_of
from mainstay.analysis.classify.places import Places
from mainstay.domain.source_file import FileKind
from mainstay.ports.source import Source, TreeEntry, WorkTree

LARGEST_READ = 16 << 20
# Uncommitted contents are held in memory, and a folder of data that nobody ignores may have any size.
MOST_UNCOMMITTED = 256 << 20
_LINK, _SUBMODULE = 0o120000, 0o160000


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a snapshot: its path, object, language, and kind as its path and mode tell it."""

    path: str
    oid: str
    language: str
    kind: FileKind

    @property
    def scored(self) -> bool:
        """Whether the file is code that this repository maintains for use; its content may still say otherwise."""
        return self.kind is FileKind.SOURCE and is_code(self.language)


class Lister:
    """Turns trees into lists of files; remembers what it made of each path, for most snapshots share most of them."""

    def __init__(self, places: Places, excluded: Callable[[str], bool]) -> None:
        """Take the recognition of paths and the settings' exclusions."""
        self._places = places
        self._excluded = excluded
        self._known: dict[str, tuple[str, FileKind] | None] = {}
        # Most files are the same in all of a past's trees: told once, they take a tenth of the memory.
        self._listed: dict[str, Listed] = {}

    def list(self, entries: Iterable[TreeEntry]) -> list[Listed]:
        """List the files of a tree without those that are excluded."""
        listed = []
        for entry in entries:
            said = self._said(entry.path)
            if said is None:
                continue
            language, kind = said
            if entry.mode == _LINK:
                kind = FileKind.SYMLINK
            elif entry.mode == _SUBMODULE:
                kind = FileKind.SUBMODULE
            known = self._listed.get(entry.path)
            if known is None or known.oid != entry.oid or known.kind is not kind:
                known = self._listed[entry.path] = Listed(entry.path, entry.oid, language, kind)
            listed.append(known)
        return listed

    def leaves_out(self, path: str) -> bool:
        """Tell whether a path is excluded."""
        return self._said(path) is None

    def is_source(self, path: str) -> bool:
        """Tell whether a path is that of a program's code for use, as far as the path tells it; cheap for what is not."""
        if path not in self._known and not is_programmed(language_of(path)):
            return False
        said = self._said(path)
        return said is not None and said[1] is FileKind.SOURCE and is_programmed(said[0])

    def _said(self, path: str) -> tuple[str, FileKind] | None:
        if path not in self._known:
            language = language_of(path)
            kind = self._places.kind_of(path)
            if kind.maintained and not is_code(language):
                kind = FileKind.OTHER
            own = path.startswith(".mainstay/")
            self._known[path] = None if own or self._excluded(path) else (language, kind)
        return self._known[path]


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the work tree lays over the commit: entries that stand instead of or beside the commit's, with contents."""

    entries: tuple[TreeEntry, ...]
    contents: Mapping[str, bytes]
    gone: frozenset[str]
    unreadable: tuple[str, ...]

    @property
    def empty(self) -> bool:
        """Whether the work tree is as the commit."""
        return not (self.entries or self.gone or self.unreadable)


def overlay_of(
    source: Source, work_tree: WorkTree, object_format: str, *, room: int = MOST_UNCOMMITTED
) -> Overlay:
    """Read what is not committed, edited files before new ones, as long as the contents fit into `room` bytes.

    What does not, and a file that vanishes or turns into something else meanwhile, counts as unreadable.
    """
    entries: list[TreeEntry] = []
    contents: dict[str, bytes] = {}
    unreadable: list[str] = []
    for path in (*work_tree.edited, *work_tree.added):
        content = source.read_work_file(path, min(LARGEST_READ, room))
        if content is None:
            unreadable.append(path)
            continue
        oid = blob_id(content, object_format)
        if oid not in contents:
            contents[oid] = content
            room -= len(content)
        entries.append(TreeEntry(path, 0o100644, oid))
    return Overlay(tuple(entries), contents, frozenset(work_tree.removed), tuple(unreadable))


def laid_over(entries: Iterable[TreeEntry], overlay: Overlay) -> list[TreeEntry]:
    """Give the work tree's entries: the commit's with the overlay on top."""
    replaced = {entry.path for entry in overlay.entries} | overlay.gone | set(overlay.unreadable)
    kept = [entry for entry in entries if entry.path not in replaced]
    return sorted([*kept, *overlay.entries], key=lambda entry: entry.path)


def blob_id(content: bytes, object_format: str) -> str:
    """Name a content as git does, so that what is committed later is known already."""
    digest = hashlib.new(object_format, usedforsecurity=False)
    digest.update(b"blob %d\0" % len(content))
    digest.update(content)
    return digest.hexdigest()
