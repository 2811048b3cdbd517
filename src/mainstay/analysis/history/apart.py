"""Commits that say nothing of who knows the code or where it breaks: those of machines, and those that only lay it out."""

import re
from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.classify.contents import text_of
from mainstay.domain.history import Log, Mark

FEWEST_FILES = 10
"""A commit that says it lays code out counts as a sweep from so many files on; below it is one file's tidying."""

# Accounts of programs as they name themselves; "[bot]" is what GitHub adds to every application's name.
_MACHINE = re.compile(
    r"\[bot\]|^(?:.*[\s._-])?(?:ro)?bot(?:[\s._-]\d+)?$|^(?:dependabot|renovate|greenkeeper|pyup|snyk|mergify|imgbot|codecov"
    r"|pre-commit-ci|mend[ -]renovate|copybara|deepsource|sourcery[ -]ai|azure[ -]pipelines"
    r"|github[ -]?actions?|gitlab[ -]?ci|travis[ -]?ci|circle[ -]?ci|jenkins|teamcity|weblate|hosted weblate"
    r"|transifex|crowdin|pontoon|semantic-release|release-please|allcontributors|web-flow)\b",
    re.IGNORECASE,
)
_OID = re.compile(rb"(?m)^[ \t]*([0-9a-fA-F]{40}(?:[0-9a-fA-F]{24})?)[ \t]*\r?(?:#.*)?$")


def is_machine(name: str) -> bool:
    """Tell whether an author's name is that of a program."""
    return bool(_MACHINE.search(name.strip()))


def ignored_revisions(text: bytes) -> frozenset[str]:
    """Read a `.git-blame-ignore-revs`: one full hash a line, `#` begins a comment (git-blame's --ignore-revs-file).

    As git does, hashes may be in capitals and lines end as elsewhere; UTF-16, as some editors write, is read too.
    """
    return frozenset(oid.decode("ascii").lower() for oid in _OID.findall(text_of(text)))


def by_machines(log: Log) -> NDArray[np.bool_]:
    """Mask the commits, by row, that programs made."""
    machine = np.array([is_machine(name) for name in log.people] or [False])
    return np.asarray(machine[np.asarray(log.authors, dtype=np.int64)], dtype=np.bool_)


def sweeps(log: Log, ignored: Collection[str] = ()) -> NDArray[np.bool_]:
    """Mask the commits, by row, that only change how code looks: they say so and touch many files, or are in `ignored`."""
    files = np.bincount(np.asarray(log.touched, dtype=np.int64), minlength=len(log.oids))
    marks = np.asarray(log.marks, dtype=np.uint8)
    found = ((marks & Mark.LAYOUT) != 0) & (files >= FEWEST_FILES)
    if ignored:
        found |= np.fromiter((oid in ignored for oid in log.oids), dtype=np.bool_, count=len(log.oids))
    return np.asarray(found, dtype=np.bool_)


def names_of(log: Log, mask: NDArray[np.bool_], most: int = 5) -> Sequence[str]:
    """Give short hashes of the newest commits of a mask, for showing."""
    return [log.oids[row][:12] for row in np.flatnonzero(mask)[:most].tolist()]
