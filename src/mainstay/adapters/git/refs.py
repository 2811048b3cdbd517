"""Which commit and branch a repository stands at, read as data: no program looks at the scanned git directory."""

import re
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.git.names import is_inside, path_text
from mainstay.adapters.git.places import Place
from mainstay.adapters.git.plain_files import read_plain
from mainstay.domain.errors import UsageError

_OID = re.compile(rb"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_SMALL = 64 << 10
_PACKED = 256 << 20
_LONGEST_CUT = 64 << 20
_DEEPEST = 5
# These belong to one work tree; all other references to all of them (gitrepository-layout(5)).
_OWN = (b"refs/bisect/", b"refs/worktree/", b"refs/rewritten/")


@dataclass(frozen=True, slots=True)
class Head:
    """The commit that is checked out ("" while there is none) and its branch ("" when none is)."""

    oid: str
    branch: str


def read_head(place: Place) -> Head:
    """Read HEAD and follow it. Raises UsageError when it, or what it names, is no reference."""
    value = _head_value(place)
    name = b""
    for _ in range(_DEEPEST):
        if _OID.fullmatch(value):
            return Head(value.decode(), _branch(name))
        if not value.startswith(b"ref:"):
            raise _corrupt(Path(place.git_dir) / "HEAD")
        name = value.removeprefix(b"ref:").strip()
        if not name.startswith(b"refs/") or not is_inside(name):
            raise _corrupt(Path(place.git_dir) / "HEAD")
        found = read_reference(place, name)
        if found is None:
            return Head("", _branch(name))
        value = found
    raise _corrupt(Path(place.git_dir) / "HEAD")


def has_replacements(place: Place) -> bool:
    """Tell whether the repository substitutes objects for others (`git replace`), which is not followed."""
    folder = Path(place.common_dir) / "refs" / "replace"
    loose = folder.is_dir() and any(folder.iterdir())
    return loose or b" refs/replace/" in (_packed(place) or b"")


def cut_commits(place: Place, object_format: str) -> frozenset[str]:
    """List the commits at which the history was cut, so that their parents are not here: a shallow clone's."""
    length = 64 if object_format == "sha256" else 40
    lines = (read_plain(Path(place.common_dir) / "shallow", _LONGEST_CUT) or b"").split()
    return frozenset(line.decode() for line in lines if len(line) == length and _OID.fullmatch(line))


def _head_value(place: Place) -> bytes:
    file = Path(place.git_dir) / "HEAD"
    if file.is_symlink():
        # Before 2005 HEAD was a link to the branch's file; git still reads that.
        return b"ref: " + str(file.readlink()).encode("utf-8", "surrogateescape")
    value = read_plain(file, _SMALL)
    if value is None:
        raise _corrupt(file)
    return value.strip()


def read_reference(place: Place, name: bytes) -> bytes | None:
    """Read a reference: a hash, or `ref:` and another's name; None for none. Raises UsageError when it is neither."""
    folder = place.git_dir if name.startswith(_OWN) else place.common_dir
    file = Path(folder) / name.decode("utf-8", "surrogateescape")
    value = read_plain(file, _SMALL)
    if value is not None:
        if not _OID.fullmatch(value.strip()) and not value.startswith(b"ref:"):
            raise _corrupt(file)
        return value.strip()
    found = re.search(rb"^([0-9a-f]{40,64}) " + re.escape(name) + rb"$", _packed(place) or b"", re.MULTILINE)
    return found[1] if found else None


def _packed(place: Place) -> bytes | None:
    return read_plain(Path(place.common_dir) / "packed-refs", _PACKED)


def _branch(name: bytes) -> str:
    return path_text(name.removeprefix(b"refs/heads/"))


def _corrupt(file: Path) -> UsageError:
    return UsageError(
        "the repository is damaged: this file names no commit and no branch", where=str(file), mend="git fsck"
    )
