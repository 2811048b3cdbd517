"""Files that tests and other programs left behind: coverage data, results of test runs. Named by people or well known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Artefact:
    """One regular file: the place it was found at, its path below that ("" where it is the place itself), size in bytes.

    `place` is as it was asked for, `name` how the file is told to people; `stamp` changes whenever its content may have.
    """

    place: str
    path: str
    name: str
    size: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Found:
    """The files at some places in the order of their names, and how many were passed over.

    `links` counts links and what is no regular file, which are never followed; `beyond` those beyond the most that are read.
    """

    files: tuple[Artefact, ...] = ()
    links: int = 0
    beyond: int = 0


NONE = Found()


class Artefacts(Protocol):
    """Finds and reads such files. Picklable: a worker process reads through it too."""

    def known(self, names: Sequence[str], suffixes: Sequence[str]) -> Found:
        """Find well-known names in the work tree; of a folder all in it that ends with one of the suffixes.

        A link on the way to one counts as absent.
        """
        ...

    def named(self, paths: Sequence[str], suffixes: Sequence[str]) -> Found:
        """Find what a person named; of a folder all in it that ends with one of the suffixes ("" for all).

        Raises UsageError when there is nothing at a path.
        """
        ...

    def read(self, artefact: Artefact) -> Iterator[bytes]:
        """Give the content in pieces of a mebibyte at most. Raises RunFailed when it cannot be read any more."""
        ...
