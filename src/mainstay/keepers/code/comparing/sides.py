"""The two sides of a change: which files differ, which only have another name, and what the others held and hold."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from mainstay.domain.source_file import FileKind
from mainstay.keepers.code.content import LARGEST_PARSED
from mainstay.keepers.code.listing import Listed
from mainstay.keepers.code.reading import Contents

_MOST_READ = 64 << 20
_NO_TEXT = frozenset(
    {
        FileKind.BINARY,
        FileKind.LFS_POINTER,
        FileKind.OVERSIZED,
        FileKind.SUBMODULE,
        FileKind.SYMLINK,
        FileKind.UNREADABLE,
    }
)


@dataclass(frozen=True, slots=True)
class Sides:
    """What differs: `before` and `after` are files by path; `moved` maps later paths to earlier ones of the same content.

    `there` are the paths of the later version whose content is the same under the same name.
    """

    before: Mapping[str, Listed]
    after: Mapping[str, Listed]
    moved: Mapping[str, str]
    there: frozenset[str]

    @property
    def count(self) -> int:
        """How many files differ, those that moved among them."""
        return len(self.before.keys() | self.after.keys()) + len(self.moved)


def sides_of(before: Sequence[Listed], after: Sequence[Listed]) -> Sides:
    """Lay two versions side by side."""
    earlier, later = {one.path: one for one in before}, {one.path: one for one in after}
    there = frozenset(path for path, one in later.items() if path in earlier and earlier[path].oid == one.oid)
    gone: defaultdict[str, list[str]] = defaultdict(list)
    for path, one in earlier.items():
        if path not in later:
            gone[one.oid].append(path)
    moved: dict[str, str] = {}
    for path, one in later.items():
        if path not in earlier and gone[one.oid]:
            # Of several of the same content the one of the same name, else the first.
            name = path.rpartition("/")[2]
            same = (old for old in gone[one.oid] if old.rpartition("/")[2] == name)
            old = next(same, gone[one.oid][0])
            gone[one.oid].remove(old)
            moved[path] = old
    taken = set(moved.values())
    return Sides(
        {path: one for path, one in earlier.items() if path not in there and path not in taken},
        {path: one for path, one in later.items() if path not in there and path not in moved},
        moved,
        there,
    )


def texts(
    sides: Sides, contents: Contents
) -> tuple[list[tuple[Listed, bytes]], list[tuple[Listed, bytes]], int]:
    """Read what differs, earlier and later, within a bound of size; the last is how many files were left out."""
    sought = [*sides.after.values(), *sides.before.values()]
    wanted, left_out = _within_bounds(sought, contents)
    held = dict(contents.given)
    missing = sorted(wanted - held.keys())
    with closing(contents.source.blobs()) as blobs:
        held |= {oid: data for oid, data in blobs.read(missing) if data is not None}

    def paired(files: Mapping[str, Listed]) -> Iterator[tuple[Listed, bytes]]:
        for one in files.values():
            if one.oid in wanted and one.oid in held:
                yield one, held[one.oid]

    return list(paired(sides.before)), list(paired(sides.after)), left_out


def _within_bounds(files: Sequence[Listed], contents: Contents) -> tuple[set[str], int]:
    """Name the objects to read, programs' code first; count those of them that are too large, each or together."""
    wanted: set[str] = set()
    left, left_out = _MOST_READ, 0
    for one in sorted(files, key=lambda one: not one.scored):
        size = contents.sizes.get(one.oid)
        if size is None or one.oid in wanted or contents.kind_of(one) in _NO_TEXT:
            continue
        if size > min(LARGEST_PARSED, left):
            # Data is told apart by its name alone: little is found in it, and nothing of it is judged by its lines.
            left_out += one.scored
        else:
            wanted.add(one.oid)
            left -= size
    return wanted, left_out
