"""Decides which contents must be read, and puts what they say beside the files that hold them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mainstay.analysis.classify.binaries import is_binary_name
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.content import LARGEST_PARSED, Ask, Content, decode
from mainstay.keepers.code.listing import LARGEST_READ, Listed
from mainstay.keepers.code.memory import CONTENT
from mainstay.keepers.code.worker import Wanted, key_of
from mainstay.ports.cache import Cache
from mainstay.ports.source import Source

_UNREAD = frozenset({FileKind.SYMLINK, FileKind.SUBMODULE})
# Tables, translations and patches name nothing that code could be called by.
_NAMELESS = frozenset({"", "CSV", "Gettext", "Patch", "XML"})
_LARGEST_UNKNOWN = 1 << 20
# So small may be a pointer to large-file storage, which says so in its content.
_SMALL = 1024


@dataclass(slots=True)
class Contents:
    """The contents of any number of snapshots: what is known of each, and what has still to be examined.

    `named` are the objects that are read for names too; they must stand there before their files are asked for.
    """

    source: Source
    cache: Cache
    ask: Ask
    given: Mapping[str, bytes]
    known: dict[str, bytes] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    _decoded: dict[str, Content] = field(default_factory=dict)
    _asked: set[str] = field(default_factory=set)
    _found: dict[tuple[str, str, FileKind], Content] = field(default_factory=dict)

    def missing(self, files: Iterable[Listed]) -> list[Wanted]:
        """Name what must be examined for these files, after asking the cache; nothing is named twice."""
        files = list(files)
        self._measure(files)
        wanted = {key_of(one, self.ask): one for listed in files if (one := self._wanted(listed)) is not None}
        new = wanted.keys() - self._asked
        self._asked |= new
        for key, figures in self.cache.get(CONTENT, new).items():
            content = decode(figures)
            if content is not None:
                self._decoded[key] = content
        return [one for key, one in wanted.items() if key in new and key not in self._decoded]

    def _measure(self, files: Sequence[Listed]) -> None:
        unknown = {listed.oid for listed in files if listed.kind not in _UNREAD} - self.sizes.keys()
        given = {oid: len(self.given[oid]) for oid in unknown if oid in self.given}
        self.sizes |= given | dict(self.source.sizes(unknown - given.keys()))

    def _wanted(self, listed: Listed) -> Wanted | None:
        size = self.sizes.get(listed.oid)
        if size is None or size > LARGEST_READ or listed.kind in _UNREAD:
            return None
        unread = size > _LARGEST_UNKNOWN or (size > _SMALL and is_binary_name(listed.path))
        if not listed.language and unread:
            return None
        # What is not maintained here is counted, not parsed; copies are looked for in code that is for use.
        language = listed.language if listed.kind.maintained else ""
        copies = listed.kind is FileKind.SOURCE
        names = listed.oid in self.named and listed.language not in _NAMELESS
        return Wanted(listed.oid, language, size, copies, self.given.get(listed.oid), names=names)

    def of(self, listed: Listed) -> Content | None:
        """Give what is known of a file's content, None when it was not or could not be read."""
        # Asked for many times over: whatever else a path says, only files without a language go by it.
        place = (listed.oid, listed.language, listed.kind)
        found = self._found.get(place)
        if found is None:
            found = self._sought(listed)
            if found is not None and listed.language:
                self._found[place] = found
        return found

    def _sought(self, listed: Listed) -> Content | None:
        one = self._wanted(listed)
        if one is None:
            return None
        key = key_of(one, self.ask)
        if key not in self._decoded and key in self.known:
            content = decode(self.known[key])
            if content is not None:
                self._decoded[key] = content
        return self._decoded.get(key)

    def uncounted(self, files: Iterable[Listed]) -> list[Wanted]:
        """Name the contents of these files whose lines are to be counted, for nothing else asks for them."""
        files = list(files)
        self._measure(files)
        asked = [(listed, one) for listed in files if (one := self._wanted(listed)) is not None]
        return [
            Wanted(one.oid, "", one.size, lines_only=True)
            for _, one in asked
            if key_of(one, self.ask) not in self._asked and one.size <= LARGEST_PARSED
        ]

    def held_lines(self, listed: Listed) -> int | None:
        """Tell how many lines of a file are not blank, once all is read; None for one that nobody writes by hand."""
        content = self.of(listed)
        if content is None and listed.oid in self.sizes:
            figures = self.known.get(key_of(Wanted(listed.oid, "", 0, lines_only=True), self.ask))
            content = decode(figures) if figures is not None else None
        shown = content is None or content.kind not in {"", FileKind.DATA}
        return None if content is None or shown else content.lines - content.blank_lines

    def keys(self, files: Iterable[Listed]) -> set[str]:
        """Give the keys under which these files' contents are kept."""
        return {key_of(one, self.ask) for listed in files if (one := self._wanted(listed)) is not None}

    def paired(self, files: Iterable[Listed]) -> list[tuple[Listed, Content]]:
        """Pair files with their contents, leaving out those without."""
        return [(listed, content) for listed in files if (content := self.of(listed)) is not None]

    def is_unreadable(self, listed: Listed) -> bool:
        """Tell, once all is read, whether a file's content should have been read and is missing or corrupt."""
        if listed.kind in _UNREAD or self.of(listed) is not None:
            return False
        return listed.oid not in self.sizes or self._wanted(listed) is not None

    def kind_of(self, listed: Listed) -> FileKind:
        """Tell a file's kind once all is read, content considered: what a path says of others' and generated code stays."""
        if listed.kind in _UNREAD:
            return listed.kind
        if self.sizes.get(listed.oid, 0) > LARGEST_READ:
            return FileKind.OVERSIZED
        content = self.of(listed)
        if content is None:
            if self.is_unreadable(listed):
                return FileKind.UNREADABLE
            return FileKind.BINARY if is_binary_name(listed.path) else FileKind.OTHER
        shown = FileKind(content.kind) if content.kind else None
        if shown in {FileKind.BINARY, FileKind.LFS_POINTER}:
            return shown
        if shown is not None and listed.kind.maintained:
            return shown
        return listed.kind
