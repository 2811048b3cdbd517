"""A repository that can be read: commits, trees, contents and the work tree. Reading never runs anything of it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.history import Log, Said
from mainstay.domain.notice import Notice
from mainstay.domain.subject import Repository


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One entry of a tree: its path, git's mode (0o100644, 0o120000 link, 0o160000 submodule) and its object."""

    path: str
    mode: int
    oid: str


@dataclass(frozen=True, slots=True)
class WorkTree:
    """What stands in the work tree beside the commit.

    `edited` and `added` are paths of regular files that differ from the commit or that it does not hold (ignored ones left
    out), `removed` those that it holds and the work tree does not. `stamp` changes whenever one of their contents may have.
    """

    edited: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    stamp: str


class Blobs(Protocol):
    """Contents by object. Picklable: a worker process opens its own reader at first use."""

    def read(self, oids: Sequence[str]) -> Iterator[tuple[str, bytes | None]]:
        """Give each object's content in the given order; None for one that is missing or corrupt."""
        ...

    def close(self) -> None:
        """End the programs that were started for reading."""
        ...


class Source(Protocol):
    """One repository, opened for reading. A context manager; leaving it removes what it made and ends its programs.

    Paths are text: valid UTF-8 as it is; other bytes as `\\xNN`, with backslashes of such a name doubled.
    """

    repository: Repository
    notices: tuple[Notice, ...]

    def __enter__(self) -> "Source": ...

    def __exit__(self, *exc: object) -> None: ...

    def tree(self, commit: str) -> list[TreeEntry]:
        """List all entries of a commit's tree, submodules and links among them. Raises RunFailed when it cannot be read."""
        ...

    def sizes(self, oids: Iterable[str]) -> Mapping[str, int]:
        """Tell sizes in bytes; an object that is missing is left out."""
        ...

    def objects(self, places: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """Tell which object lies at each place, given as (commit, path); what is not there is left out."""
        ...

    def blobs(self) -> Blobs:
        """Give a reader of contents for this repository."""
        ...

    def work_tree(self) -> WorkTree:
        """Tell what differs from the head; for a bare repository nothing does."""
        ...

    def read_work_file(self, path: str, limit: int) -> bytes | None:
        """Read a regular file of the work tree; None when it is gone, no regular file, a link or above `limit` bytes."""
        ...

    def moved(self) -> str:
        """Tell the head's commit as it is now, to compare with the one at opening."""
        ...

    def log(self, mark: Callable[[bytes], Said], known: Log | None = None) -> Log:
        """Read the history up to the head, `mark` judging each commit's message.

        With `known` (an earlier log of the same repository) only what is new is read, if its head is an ancestor;
        otherwise all is read again. Raises RunFailed when history cannot be read.
        """
        ...

    def commit_named(self, name: str) -> str:
        """Tell which commit a revision names (a hash, branch, tag or HEAD, with ~N and ^N behind), "" for none."""
        ...

    def parents(self, commit: str) -> tuple[str, ...]:
        """Tell a commit's parents, those that a shallow clone cuts off left out; none for one that cannot be read."""
        ...

    def merge_base(self, one: str, other: str) -> str:
        """Tell the best common ancestor of two commits, "" where they have none. Raises RunFailed."""
        ...

    def churn(self, log: Log, rows: Sequence[int]) -> int:
        """Fill `added` and `deleted` for the touches of those commit rows that have none; give how many commits were read."""
        ...
