"""Trees: a commit's with some files written or removed, looked at closely before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mainstay.adapters.actions.git.opened import Opened
from mainstay.adapters.git.names import is_inside, path_text
from mainstay.domain.errors import RunFailed, UsageError
from mainstay.domain.plan import Value
from mainstay.present.visible import HIDDEN, visible

MOST_FILES = 1_000
MOST_BYTES = 16 << 20
"""Files of one commit, and the bytes of their texts together."""
_LONGEST_PATH = 1_024
_DEEPEST = 64
_PORTION = 100_000
_TREE, _LINK, _PROGRAM, _PLAIN = "040000", "120000", "100755", "100644"


class Entry(NamedTuple):
    """What stands at a path: its mode as git writes it, and the hash of its object."""

    mode: str
    oid: str


@dataclass(frozen=True, slots=True)
class Text:
    """A file to be written, or removed where `content` is None."""

    path: str
    content: bytes | None


def texts(files: Value) -> tuple[Text, ...]:
    """Read the parameter `files`. Raises UsageError when one of them cannot stand in a repository, or they are too many."""
    if not isinstance(files, Mapping) or not files:
        raise _unfit("files", "a commit needs files")
    if len(files) > MOST_FILES:
        raise _unfit("files", f"more than {MOST_FILES} files are no one commit")
    found = tuple(_text(path, content) for path, content in files.items())
    if sum(len(one.content or b"") for one in found) > MOST_BYTES:
        raise _unfit("files", f"the files have more than {MOST_BYTES} bytes together")
    return found


def written(opened: Opened, commit: str, files: tuple[Text, ...]) -> str:
    """Give the hash of the tree of a commit with files written and removed.

    Raises UsageError when a path leads through a link, a submodule or a file, or is none that may be written; RunFailed when
    git fails.
    """
    entries = _entries(opened, commit, files)
    removed = {one.path for one in files if one.content is None}
    for one in files:
        _refuse_unfit(one, entries, removed)
    index = {"GIT_INDEX_FILE": str(opened.folder / "made-index")}
    opened.read("read-tree", commit, extra=index)
    blobs = _blobs(opened, files)
    # What goes makes room first: a file may become a folder.
    lines = [f"0 {opened.nothing}\t{path}" for path in sorted(removed) if path in entries]
    for path, oid in blobs.items():
        mode = _PROGRAM if path in entries and entries[path].mode == _PROGRAM else _PLAIN
        lines.append(f"{mode} {oid}\t{path}")
    listed = "".join(f"{line}\0" for line in lines).encode()
    opened.read("update-index", "-z", "--index-info", stdin=listed, extra=index)
    # What a partial clone has left at its server is not asked for.
    tree = opened.read("write-tree", "--missing-ok", extra=index).decode().strip()
    # Git passes over a path that some file system would take for .git, and says nothing.
    made = _entries(opened, tree, files)
    for one in files:
        there = made.get(one.path)
        if (there.oid if there and there.mode != _TREE else None) != blobs.get(one.path):
            raise _unfit(visible(one.path, 200), "git does not take that path")
    return tree


def _text(path: str, content: Value) -> Text:
    shown = visible(path, 200)
    try:
        raw, data = path.encode(), None if content is None else str(content).encode()
    except UnicodeEncodeError:
        raise _unfit(shown, "a path or a text is no Unicode") from None
    if not is_inside(raw) or HIDDEN.search(path) or "\\" in path:
        raise _unfit(shown, "that is no path within a repository")
    if len(raw) > _LONGEST_PATH or path.count("/") >= _DEEPEST:
        raise _unfit(shown, "the path is too long")
    return Text(path, data)


def _parents(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))


def _entries(opened: Opened, tree: str, files: tuple[Text, ...]) -> dict[str, Entry]:
    """Give what stands in a tree, or a commit's, at the paths of files and of the folders above them."""
    asked = dict.fromkeys(path for one in files for path in (*_parents(one.path), one.path))
    found: dict[str, Entry] = {}
    for portion in _portions(list(asked)):
        listed = opened.read("ls-tree", "-t", "-z", "--full-tree", tree, "--", *portion)
        for line in listed.split(b"\0")[:-1]:
            facts, _, name = line.partition(b"\t")
            mode, _, oid = facts.decode().split()
            found[path_text(name)] = Entry(mode, oid)
    return found


def _portions(paths: list[str]) -> Iterator[list[str]]:
    portion: list[str] = []
    size = 0
    for path in paths:
        portion.append(path)
        size += len(path.encode()) + 1
        if size >= _PORTION:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion


def _refuse_unfit(one: Text, entries: Mapping[str, Entry], removed: set[str]) -> None:
    for path in _parents(one.path):
        mode = entries[path].mode if path in entries else _TREE
        if mode == _LINK or (mode != _TREE and path not in removed):
            raise _unfit(one.path, f"{path} is {_kind(mode)}, so nothing can stand below it")
    mode = entries[one.path].mode if one.path in entries else _PLAIN
    if mode not in {_PLAIN, _PROGRAM} and not (mode == _LINK and one.content is None):
        raise _unfit(one.path, f"it is {_kind(mode)}, and no file")


def _kind(mode: str) -> str:
    return {_TREE: "a folder", _LINK: "a link", "160000": "a submodule"}.get(mode, "a file")


def _blobs(opened: Opened, files: tuple[Text, ...]) -> dict[str, str]:
    """Write the texts as objects, and give their hashes by their paths."""
    there = [(one.path, one.content) for one in files if one.content is not None]
    folder = opened.folder / "texts"
    try:
        folder.mkdir(exist_ok=True)
        for number, (_, content) in enumerate(there):
            (folder / str(number)).write_bytes(content)
    except OSError as error:
        raise RunFailed(
            f"temporary files cannot be written: {error.strerror}",
            where=str(folder),
            mend="free some space there, or set TMPDIR to another folder",
        ) from error
    listed = "".join(f"{folder / str(number)}\n" for number in range(len(there)))
    made = opened.read("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=listed.encode())
    return {path: oid for (path, _), oid in zip(there, made.decode().split(), strict=True)}


def _unfit(where: str, what: str) -> UsageError:
    return UsageError(what, where=where, mend="mend the plan")
