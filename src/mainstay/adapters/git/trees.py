"""The entries of a commit's tree, and the sizes of objects."""

from collections.abc import Iterable

from mainstay.adapters.git.names import path_text
from mainstay.adapters.git.program import LISTING, Git
from mainstay.adapters.git.repacking import TRIES, packs
from mainstay.domain.errors import RunFailed
from mainstay.ports.source import TreeEntry

SUBMODULE = 0o160000
_PATIENCE = 1000
# A tree of ten trees of ten trees... unfolds to any number of names out of a few kilobytes. The largest repositories that
# people work in hold some hundred thousand.
_MOST = 1_000_000


def read_tree(git: Git, commit: str) -> list[TreeEntry]:
    """List all entries of a commit's tree, in git's order.

    Raises RunFailed when it cannot be read, or holds more than a million.
    """
    listing = git.read("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", commit, limits=LISTING)
    if listing.count(b"\0") > _MOST:
        raise RunFailed(
            f"the commit {commit[:12]} holds more than {_MOST:,} files",
            where="git ls-tree",
            mend="look at a part of it, in a repository of its own",
        )
    return [_entry(line) for line in listing.split(b"\0")[:-1]]


def read_sizes(git: Git, oids: Iterable[str]) -> dict[str, int]:
    """Tell sizes in bytes; what is missing or corrupt is left out.

    Raises RunFailed when git gives up again and again.
    """
    wanted = dict.fromkeys(oids)
    sizes: dict[str, int] = {}
    for _ in range(TRIES):
        before = packs(git)
        sizes |= _sizes(git, [oid for oid in wanted if oid not in sizes])
        if len(sizes) == len(wanted) or packs(git) == before:
            break
    return sizes


def _sizes(git: Git, wanted: list[str]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for _ in range(_PATIENCE):
        ended = git.run(
            "cat-file",
            "--batch-check=%(objectname) %(objectsize)",
            "--buffer",
            stdin="".join(f"{oid}\n" for oid in wanted).encode(),
            limits=LISTING,
        )
        lines = ended.stdout.decode("ascii", "replace").splitlines()
        for line in lines:
            oid, _space, size = line.partition(" ")
            if size.isdigit():
                sizes[oid] = int(size)
        # Git gives up at an object too damaged to be told; go on behind it.
        wanted = wanted[len(lines) + 1 :] if ended.status else []
        if not wanted:
            return sizes
    raise git.failure("cat-file", ended)


def _entry(line: bytes) -> TreeEntry:
    head, _, path = line.partition(b"\t")
    mode, _kind, oid = head.split(b" ")
    return TreeEntry(path_text(path), int(mode, 8), oid.decode())
