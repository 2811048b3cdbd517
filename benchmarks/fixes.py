"""Which commits are bug fixes, for the back-test: those that add a change-log fragment of a bug fix, else by keywords."""

import re
import subprocess
from pathlib import Path

import numpy as np

from benchmarks.repositories import git
from mainstay.analysis.risk.cuts import Flags
from mainstay.domain.history import Log, Mark
from mainstay.ports.source import Source

FEWEST = 30
PLACES = (
    "changelogs/fragments/*",
    "**/unreleased_*/*",
    "news/*",
    "changelog/*",
    "changes/*",
    "CHANGES/*",
    "changelog.d/*",
    "**/newsfragments/*",
)
NAMED = re.compile(r"\.(?:bugfix|bug|fix)(?:\.|$)")
SAID = re.compile(rb"^bugfixes\s*:|^\s*:tags:[^\n]*\bbug\b", re.MULTILINE)


def labels(source: Source, log: Log) -> tuple[Flags, str, Flags]:
    """Give a mask of the fixes over commits, how they were told, and the mask by keywords."""
    keywords = (np.asarray(log.marks, dtype=np.uint8) & Mark.FIX) != 0
    adding = _adding_fragments(Path(source.repository.path))
    fragments = np.array([oid in adding for oid in log.oids], dtype=np.bool_)
    if fragments.sum() < FEWEST:
        return keywords, "keywords", keywords
    return fragments, "change-log fragments", keywords


def _adding_fragments(repository: Path) -> set[str]:
    words = ("log", "--no-merges", "--no-renames", "--raw", "--abbrev=64", "--diff-filter=A", "--format=%H")
    added: list[tuple[str, str, str]] = []
    commit = ""
    for line in git(repository, *words, "HEAD", "--", *(f":(glob){place}" for place in PLACES)).splitlines():
        if line.startswith(":"):
            figures, path = line.split("\t", 1)
            added.append((commit, figures.split()[3], path))
        elif line:
            commit = line
    contents = _contents(repository, [oid for _, oid, _ in added])
    return {
        commit
        for commit, oid, path in added
        if NAMED.search(path.rpartition("/")[2]) or SAID.search(contents[oid])
    }


def _contents(repository: Path, oids: list[str]) -> dict[str, bytes]:
    asked = "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode()
    told = subprocess.run(
        ["git", "-C", str(repository), "cat-file", "--batch"], input=asked, stdout=subprocess.PIPE, check=True
    ).stdout
    contents: dict[str, bytes] = {}
    place = 0
    while place < len(told):
        end = told.index(b"\n", place)
        oid, _kind, size = told[place:end].split()
        contents[oid.decode()] = told[end + 1 : end + 1 + int(size)]
        place = end + 2 + int(size)
    return contents
