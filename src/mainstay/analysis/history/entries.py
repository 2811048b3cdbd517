"""Change logs that are kept as one file an entry: which commits added an entry, and whether it tells of a mended bug."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from mainstay.domain.history import Log

# Folders that hold one file for each entry of the next change log: towncrier, scriv, reno, ansible's antsibull-changelog,
# changesets, and those that projects made up for themselves.
_FRAGMENT = re.compile(
    r"(?:^|/)(?:changelogs?/fragments|changelogs?|changelog\.d|changes?\.d|changes|newsfragments|news|news\.d|upcoming_changes"
    r"|releasenotes/notes|release_notes/upcoming|\.changeset|unreleased[\w.-]*|next_release|topfiles|fragments)"
    r"/(?:[\w.-]+/){0,2}([\w.+~@ -]+)$",
    re.IGNORECASE,
)
_KIND_BY_NAME = re.compile(
    r"\.(?:bug-?fix|bug|fix(?:ed)?|feature|feat|enhancement|improvement|doc|docs|removal|deprecat(?:ed|ion)|breaking"
    r"|misc|trivial|process|vendor|packaging|contrib(?:utor)?|security|added|changed)(?:[._-]?\d*)?(?:\.(?:rst|md|txt|yml))?$",
    re.IGNORECASE,
)
_FIX_BY_NAME = re.compile(
    r"\.(?:bug-?fix|bug|fix(?:ed)?)(?:[._-]?\d*)?(?:\.(?:rst|md|txt|yml))?$", re.IGNORECASE
)
# ansible and reno name the section, sqlalchemy tags the note, changesets and GitLab name a kind.
_FIX_BY_CONTENT = re.compile(
    rb"(?m)^(?:bug-?fixes|bugs?|fix(?:es|ed)?)\s*:|^\s*:tags:.*\bbug\b|^(?:kind|type|category)\s*:\s*[\"']?(?:bug-?fix|bug|fix(?:ed)?)\b"
    rb"|^#{2,4}\s*(?:bug ?fixes|fixe[sd])\b",
    re.IGNORECASE,
)
_TEXT = re.compile(r"\.(?:ya?ml|rst|md|txt)$", re.IGNORECASE)
_NO_ENTRY = re.compile(
    r"^(?:readme|template|_template|config|\.gitignore|\.gitkeep|__init__|index|changelog)\b|^changelog_",
    re.IGNORECASE,
)
LARGEST_ENTRY = 64 << 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A change-log entry that a commit added: the commit's row and the path; `fix` is None when its content must tell."""

    row: int
    path: str
    fix: bool | None


def entries(log: Log, rows: int) -> Iterator[Entry]:
    """Name the change-log entries added by the first (newest) `rows` commits of a log."""
    kinds = {number: kind for number, path in enumerate(log.paths) if (kind := _kind(path)) is not None}
    if not kinds:
        return
    touched = np.asarray(log.touched_paths, dtype=np.int64)
    of_entries = np.flatnonzero(np.isin(touched, np.fromiter(kinds, np.int64, len(kinds))))
    # Newest first, so that the last time a path is met is when it was added.
    added = {log.touched_paths[touch]: log.touched[touch] for touch in of_entries.tolist()}
    for number, row in added.items():
        if row < rows:
            kind = kinds[number]
            yield Entry(row, log.paths[number], None if kind == "content" else kind == "fix")


def _kind(path: str) -> str | None:
    found = _FRAGMENT.search(path)
    if found is None or _NO_ENTRY.search(found[1]):
        return None
    if _FIX_BY_NAME.search(found[1]):
        return "fix"
    if _KIND_BY_NAME.search(found[1]):
        return "other"
    return "content" if _TEXT.search(found[1]) else None


def entry_tells_fix(content: bytes) -> bool:
    """Tell whether an entry's text says that it is about a bug."""
    return bool(_FIX_BY_CONTENT.search(content[:LARGEST_ENTRY]))
