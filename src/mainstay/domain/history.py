"""What a repository's past holds, as columns, and what it says of a file, a folder and the whole."""

import zlib
from array import array
from dataclasses import dataclass, field
from enum import IntFlag
from typing import NamedTuple


class Mark(IntFlag):
    """What a commit's message says of the commit, and what it adds to a change log of one file an entry.

    LAYOUT is a commit that changes how code looks and not what it does; NOTED adds an entry, NOTED_FIX one that calls
    itself a bug's fix. LANDED is one whose first line ends with the number of a request, as forges write squashed ones.
    """

    NONE = 0
    FIX = 1
    ISSUE = 2
    REVERT = 4
    LAYOUT = 8
    NOTED = 16
    NOTED_FIX = 32
    LANDED = 64


class Said(NamedTuple):
    """What was read off a commit's message: its `Mark`s, and the number of the issue or request it names, 0 without one."""

    marks: int = 0
    issue: int = 0


@dataclass(slots=True)
class Log:
    """All commits reachable from a head, newest first, and the files each touched, as typed columns.

    Row i of `oids`, `times`, `authored`, `authors`, `marks`, `topics` and `merges` is one commit; `times` are committer
    times and `authored` author times in seconds since 1970, `authors` index `people`, `topics` name the work that a
    commit is a part of (0: unknown; see `topic_of_merge`), `merges` is 1 for a commit with several parents (its touches
    are left out, for they stand in the commits it joins). Row j of `touched` is one touch: the commit's row, the
    index of its path in `paths`, and the lines added and deleted (-1: not counted or binary).
    `renames` are (commit row, old path, new path); `first_parents` the rows of the mainline from the head.
    `aliases` map what people are recognised by (names, and e-mail addresses as hashes) to indices of `people`, so
    that a later reading can go on from here.
    """

    head: str
    oids: list[str] = field(default_factory=list)
    times: "array[int]" = field(default_factory=lambda: array("q"))
    authored: "array[int]" = field(default_factory=lambda: array("q"))
    authors: "array[int]" = field(default_factory=lambda: array("i"))
    marks: "array[int]" = field(default_factory=lambda: array("B"))
    topics: "array[int]" = field(default_factory=lambda: array("q"))
    merges: "array[int]" = field(default_factory=lambda: array("B"))
    people: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    touched: "array[int]" = field(default_factory=lambda: array("i"))
    touched_paths: "array[int]" = field(default_factory=lambda: array("i"))
    added: "array[int]" = field(default_factory=lambda: array("i"))
    deleted: "array[int]" = field(default_factory=lambda: array("i"))
    renames: list[tuple[int, int, int]] = field(default_factory=list)
    first_parents: "array[int]" = field(default_factory=lambda: array("i"))
    aliases: dict[str, int] = field(default_factory=dict)


FIRST_MERGE_TOPIC = 1 << 40
"""Topics from here on name a merge, smaller ones an issue."""


def topic_of_merge(oid: str) -> int:
    """Name the work that a merge brings in, by the merge's hash."""
    return FIRST_MERGE_TOPIC | zlib.crc32(oid.encode("utf-8", "replace"))


@dataclass(frozen=True, slots=True)
class FileHistory:
    """What the past says of one path (renames followed), the year being the 365 days before the scope's commit.

    `owner` is who made most of its commits, `owner_share` that share (0 to 1), `owner_active` whether they
    committed anything to the repository in the year. `added` and `deleted` are lines in the year, -1 when not counted.
    """

    commits: int
    commits_year: int
    fixes_year: int
    authors: int
    authors_year: int
    created_at: int
    changed_at: int
    owner: str
    owner_share: float
    owner_active: bool
    added_year: int = -1
    deleted_year: int = -1


@dataclass(frozen=True, slots=True)
class Coupling:
    """Two files that change together: in `together` commits of the year, out of `either` that touched one of them."""

    one: str
    other: str
    together: int
    either: int


@dataclass(frozen=True, slots=True)
class HistorySummary:
    """What the past says of the whole repository; `commits` and what is counted of the year leave merges out.

    `fixes_year` counts the commits of the year that count as fixes, told by `fix_evidence` ("change-log fragments", "issues
    that commits close", "words of messages").
    `bus_factor` is the smallest number of people who own more than half of the maintained code lines; `bus_factor_left` of them
    made no commit in the year.
    """

    commits: int
    merges: int
    people: int
    people_year: int
    commits_year: int
    fixes_year: int
    renames: int
    first_at: int
    last_at: int
    bus_factor: int
    fix_evidence: str
    coupled: tuple[Coupling, ...] = ()
    bus_factor_left: int = 0
