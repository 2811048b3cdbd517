"""Commits as the hours of work are learnt from them, read from git directly and from the whole of a history."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mainstay.analysis.effort.sessions import Commits
from mainstay.analysis.history.marks import mark_message
from mainstay.domain.history import Mark

_FORMAT = "--format=%x01%H%x00%P%x00%at%x00%ct%x00%aN%x00%aE%x00%B%x02"
_BOT = re.compile(
    r"\[bot\]|dependabot|renovate|pre-commit-ci|pyup|github-actions|weblate|patchback", re.IGNORECASE
)
_NUMBERED = re.compile(r"\(#\d+\)$")
_ISSUE = re.compile(r"#(\d{1,7})\b")
_ISSUES_FROM = 10**9


@dataclass(slots=True)
class _Row:
    oid: str
    parents: list[str]
    authored: int
    committed: int
    person: str
    message: str
    added: int = 0
    deleted: int = 0


def read_commits(repository: Path) -> tuple[Commits, int]:
    """Read the whole history of a repository; give its commits and the time of the head (seconds since 1970)."""
    rows = list(_rows(repository))
    people: dict[str, int] = {}
    fixes = [bool(mark_message(row.message.encode()).marks & (Mark.FIX | Mark.ISSUE)) for row in rows]
    first_lines = [row.message.strip().partition("\n")[0] for row in rows]
    landed = [
        bool(_NUMBERED.search(line)) and row.authored == row.committed
        for line, row in zip(first_lines, rows, strict=True)
    ]
    topics = _merged(rows)
    for number, row in enumerate(rows):
        issue = _ISSUE.search(row.message[:4_000])
        if topics[number] < 0 and issue and fixes[number] and not landed[number]:
            topics[number] = _ISSUES_FROM + int(issue[1])
    commits = Commits(
        authored=np.array([row.authored for row in rows], dtype=np.int64),
        people=np.array([people.setdefault(row.person, len(people)) for row in rows], dtype=np.int64),
        added=np.array([row.added for row in rows], dtype=np.int64),
        deleted=np.array([row.deleted for row in rows], dtype=np.int64),
        fixes=np.array(fixes, dtype=np.bool_),
        topics=np.array(topics, dtype=np.int64),
        left_out=np.array(
            [len(row.parents) > 1 or bool(_BOT.search(row.person)) for row in rows], dtype=np.bool_
        ),
        landed=np.array(landed, dtype=np.bool_),
    )
    return commits, rows[0].committed if rows else 0


def _rows(repository: Path) -> Iterator[_Row]:
    command = [
        "git",
        "-C",
        str(repository),
        "-c",
        "core.hooksPath=/dev/null",
        "log",
        "HEAD",
        "--numstat",
        _FORMAT,
    ]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    names: dict[str, str] = {}
    for record in run.stdout.decode(errors="replace").split("\x01")[1:]:
        head, _, counts = record.rpartition("\x02")
        columns = head.split("\0", 6)
        if len(columns) < 7:
            continue  # a message that holds the mark between commits
        oid, parents, authored, committed, name, mail, message = columns
        # One person may have several addresses: the first one seen with a name stands for both.
        person = names.setdefault(name.lower(), mail.lower() or name)
        row = _Row(
            oid,
            parents.split(),
            int(authored),
            int(committed),
            names.setdefault(mail.lower(), person),
            message,
        )
        for line in counts.splitlines():
            added, _, rest = line.partition("\t")
            if added.isdigit():
                row.added += int(added)
                row.deleted += int(rest.partition("\t")[0])
        yield row


def _merged(rows: list[_Row]) -> list[int]:
    """Number for each commit the merge on the mainline that brought it in, -1 for those made on the mainline."""
    places = {row.oid: place for place, row in enumerate(rows)}
    parents = [[places[oid] for oid in row.parents if oid in places] for row in rows]
    mainline = [0] if rows else []
    while mainline and parents[mainline[-1]]:
        mainline.append(parents[mainline[-1]][0])
    topics, seen = [-1] * len(rows), set(mainline)
    for merge in reversed(mainline):
        waiting = parents[merge][1:]
        while waiting:
            place = waiting.pop()
            if place not in seen:
                seen.add(place)
                topics[place] = merge
                waiting += parents[place]
    return topics
