"""What the work tree holds beside a commit, told by git's index and a look at the files."""

import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.git.names import path_text
from mainstay.adapters.git.program import LISTING, Git
from mainstay.adapters.git.trees import SUBMODULE
from mainstay.adapters.git.work_files import WorkFolders
from mainstay.ports.source import WorkTree

# The commit that unborn branches are compared with: the empty tree, which git knows without having it.
_EMPTY_TREE = {
    "sha1": "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "sha256": "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
_OURS = b".mainstay/"
_TEMPORARY = (b"mainstay-git-", b"mainstay-at-")
# File times advance in ticks of up to 10 ms; a second edit within one would not show.
_TICK = 100_000_000


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A path that may differ: `committed` is its mode in the commit (0: not there)."""

    raw: bytes
    committed: int


def read_work_tree(git: Git, root: str, head: str, object_format: str) -> WorkTree:
    """Compare the work tree at `root` with the commit `head` ("" for none), the index having been copied to `git`.

    Staged changes count like others. Raises RunFailed when the index or the commit cannot be read.
    """
    place = {"GIT_WORK_TREE": root}
    listing = git.read(
        "ls-files", "-z", "-t", "-s", "-m", "-d", "-o", "--exclude-standard", limits=LISTING, extra=place
    )
    staged = git.read(
        "diff-index",
        "--cached",
        "--raw",
        "-z",
        "--no-renames",
        "--ignore-submodules",
        "--ita-visible-in-index",
        head or _EMPTY_TREE[object_format],
        limits=LISTING,
        extra=place,
    )
    temporary = _temporary(git, root)
    candidates = (
        each for each in _candidates(listing, staged) if each.committed or not each.raw.startswith(temporary)
    )
    return _compared(candidates, WorkFolders(root))


def _temporary(git: Git, root: str) -> tuple[bytes, ...]:
    """How the paths of our own temporary files begin, should the folder for such files lie in the work tree."""
    folder, top = os.path.realpath(Path(git.git_dir).parent), os.path.realpath(root)
    if not Path(folder).is_relative_to(top):
        return ()
    within = os.fsencode(os.path.relpath(folder, top)) + b"/"
    return tuple(within.removeprefix(b"./") + name for name in _TEMPORARY)


def _candidates(listing: bytes, staged: bytes) -> Iterator[_Candidate]:
    committed = dict(_staged(staged))
    for raw, mode in _differing(listing):
        committed.setdefault(raw, mode)
    for raw, mode in sorted(committed.items()):
        if mode != SUBMODULE and not raw.startswith(_OURS):
            yield _Candidate(raw, mode)


def _staged(listing: bytes) -> Iterator[tuple[bytes, int]]:
    """Read `:mode mode hash hash status NUL path NUL`; the first mode is the commit's."""
    fields = listing.split(b"\0")
    for head, raw in zip(fields[0::2], fields[1::2], strict=False):
        before, after = head[1:].split(b" ")[:2]
        yield raw, int(before, 8) if int(after, 8) != SUBMODULE else SUBMODULE


def _differing(listing: bytes) -> Iterator[tuple[bytes, int]]:
    """Read `? path NUL` and `tag mode hash stage TAB path NUL`; H is a file as the index has it."""
    for line in listing.split(b"\0")[:-1]:
        if line.startswith(b"? "):
            yield line[2:], 0
        elif line[:2] in {b"C ", b"R "}:
            head, _, raw = line.partition(b"\t")
            yield raw, int(head.split(b" ")[1], 8)


def _compared(candidates: Iterable[_Candidate], folders: WorkFolders) -> WorkTree:
    edited: list[str] = []
    added: list[str] = []
    removed: list[str] = []
    stamp = hashlib.sha256()
    now = time.time_ns()
    for candidate in candidates:
        found = folders.look(candidate.raw)
        here = found is not None and stat.S_ISREG(found.st_mode)
        if here:
            (edited if candidate.committed else added).append(path_text(candidate.raw))
        elif stat.S_ISREG(candidate.committed) or (candidate.committed and found is None):
            removed.append(path_text(candidate.raw))
        else:
            continue
        stamp.update(b"%d:%s" % (len(candidate.raw), candidate.raw))
        if found is not None:
            seen = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode)
            fresh = now if abs(now - found.st_ctime_ns) < _TICK else 0
            stamp.update(repr((*seen, fresh)).encode())
        stamp.update(b"\0")
    return WorkTree(tuple(edited), tuple(added), tuple(removed), stamp.hexdigest())
