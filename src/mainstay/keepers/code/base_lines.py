"""What a repository builds on, read off its commit within bounds; nothing of it is run or expanded by a shell."""

from collections.abc import Sequence
from contextlib import closing
from typing import Final

from mainstay.analysis.base_lines.reading import base_lines, speaks_of_base_lines
from mainstay.config.settings import Settings
from mainstay.domain.base_line import BaseLine
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.asking import lister_of
from mainstay.keepers.code.listing import Listed
from mainstay.ports.source import Source

LARGEST: Final = 1 << 18
_MOST: Final = 16 << 20
_MOST_FILES: Final = 2_000
_KINDS: Final = {FileKind.SOURCE, FileKind.OTHER}
"""What others wrote, and what a link leads to, is no base line of the repository."""


def read_base_lines(source: Source, settings: Settings) -> tuple[Sequence[BaseLine], Sequence[Notice]]:
    """Give all base lines of the head, and what was too large to be read. Raises RunFailed when its tree cannot be."""
    head = source.repository.head
    files = lister_of(settings).list(source.tree(head)) if head else []
    wanted = [one for one in files if one.kind in _KINDS and speaks_of_base_lines(one.path)]
    chosen, left_out = _within_bounds(source, sorted(wanted, key=lambda one: (one.path.count("/"), one.path)))
    with closing(source.blobs()) as blobs:
        read = {
            oid: content
            for oid, content in blobs.read(list(dict.fromkeys(one.oid for one in chosen)))
            if content
        }
    lines = [line for one in chosen if one.oid in read for line in base_lines(one.path, read[one.oid])]
    return lines, [_left_out(left_out)] if left_out else []


def _within_bounds(source: Source, wanted: Sequence[Listed]) -> tuple[list[Listed], list[str]]:
    sizes = source.sizes({one.oid for one in wanted})
    chosen: list[Listed] = []
    left_out: list[str] = []
    room = _MOST
    for one in wanted:
        size = sizes.get(one.oid, 0)
        if size > min(LARGEST, room) or len(chosen) == _MOST_FILES:
            left_out.append(one.path)
        else:
            chosen.append(one)
            room -= size
    return chosen, left_out


def _left_out(paths: Sequence[str]) -> Notice:
    text = "Files that tell what the repository builds on are too large, or too many, and some were not read."
    mend = "split them, or name what is no code of yours under exclude in mainstay.toml"
    return Notice("base-lines-left-out", text, Weight.LIMIT, mend, len(paths), tuple(paths[:5]))
