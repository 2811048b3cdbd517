"""What was committed on a branch since a commit, and which of it runs made: their commits carry a trailer."""

from collections.abc import Mapping
from dataclasses import dataclass

from mainstay.adapters.actions.git.opened import Opened

TRAILER = "Mainstay-Run"
"""The trailer of commits that runs make; its value is the key of the action."""
MOST = 10_000
"""Commits that are looked through; more of them since a plan was made are not its branch any more."""


@dataclass(frozen=True, slots=True)
class Made:
    """A commit, its parents, and the keys of the actions that it says it is of."""

    oid: str
    parents: tuple[str, ...]
    keys: tuple[str, ...]


def since(opened: Opened, start: str, tip: str) -> Mapping[str, Made]:
    """Give the commits of `tip` that `start` ("": nothing) does not have, the 10,000 newest, by their hashes, newest first.

    Raises GitFailed when one of them is no commit here, or the history cannot be read.
    """
    form = f"--format=%H %P%n%(trailers:key={TRAILER},valueonly,unfold)"
    without = [f"^{start}"] if start else []
    text = opened.read("log", "-z", f"--max-count={MOST}", form, tip, *without, "--")
    made = map(_made, text.decode("utf-8", "replace").split("\0"))
    return {one.oid: one for one in made if one.oid}


def of_key(commits: Mapping[str, Made], key: str) -> Made | None:
    """Give the newest of some commits that is of the action with this key."""
    return next((one for one in commits.values() if key in one.keys), None)


def stands_on(commits: Mapping[str, Made], start: str, tip: str, runs: frozenset[str]) -> bool:
    """Whether `tip` is `start`, or came of it by commits of these runs alone, one upon the other."""
    while tip != start:
        made = commits.get(tip)
        if made is None or len(made.parents) != 1 or not any(_run(key) in runs for key in made.keys):
            return False
        (tip,) = made.parents
    return True


def _run(key: str) -> str:
    return key.split(".", 1)[0]


def _made(text: str) -> Made:
    hashes, _, keys = text.strip("\n").partition("\n")
    oid, *parents = hashes.split() or [""]
    return Made(oid, tuple(parents), tuple(key.strip() for key in keys.splitlines() if key.strip()))
