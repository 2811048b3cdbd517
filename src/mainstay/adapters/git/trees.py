"""The entries of a commit's tree, and the sizes of objects."""

import re
from collections.abc import Iterable

from mainstay.adapters.git.names import path_text, raw_names
from mainstay.adapters.git.program import LISTING, Git
from mainstay.adapters.git.repacking import TRIES, packs
from mainstay.domain.errors import RunFailed
from mainstay.ports.source import TreeEntry

SUBMODULE = 0o160000
_OID = re.compile(r"[0-9a-f]{40,64}")
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


def read_objects(git: Git, places: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Tell which object lies at each (commit, path); what is missing, or has a name of several lines, is left out."""
    # Of several raw names that a text may stand for, the likelier.
    names = {place: raw_names(place[1]) for place in places if "\n" not in place[1]}
    wanted = {place: name[0] for place, name in names.items() if name}
    asked = b"".join(b"%s:%s\n" % (commit.encode(), name) for (commit, _), name in wanted.items())
    form = "--batch-check=%(objectname) %(objecttype)"
    ended = git.run("cat-file", form, "--buffer", stdin=asked, limits=LISTING)
    found = {}
    for place, line in zip(wanted, ended.stdout.decode("utf-8", "replace").split("\n"), strict=False):
        oid, _space, rest = line.partition(" ")
        if rest == "blob" and _OID.fullmatch(oid):
            found[place] = oid
    return found


def _entry(line: bytes) -> TreeEntry:
    head, _, path = line.partition(b"\t")
    mode, _kind, oid = head.split(b" ")
    return TreeEntry(path_text(path), int(mode, 8), oid.decode())
