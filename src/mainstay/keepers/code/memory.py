"""What the keeper remembers between runs, and how it is written: always checked when read, never needed."""

from array import array
from typing import TypeVar

import msgspec

from mainstay.analysis.architecture.structure import Structure
from mainstay.domain.health import Score
from mainstay.domain.history import Log
from mainstay.keepers.code.snapshot import COLUMNS, Snapshot

CONTENT, CUTS, IMPORTS, LOG, MOMENT, PAST, RUN = "content", "cuts", "imports", "log", "moment", "past", "run"

Stored = TypeVar("Stored")


class LogColumns(msgspec.Struct, frozen=True, array_like=True):
    """A Log with its columns as bytes."""

    head: str
    oids: bytes
    width: int
    times: bytes
    authored: bytes
    authors: bytes
    marks: bytes
    topics: bytes
    merges: bytes
    people: list[str]
    paths: list[str]
    touched: bytes
    touched_paths: bytes
    added: bytes
    deleted: bytes
    renames: list[tuple[int, int, int]]
    first_parents: bytes
    aliases: dict[str, int]


class Stood(msgspec.Struct, frozen=True, array_like=True):
    """The scored files of a commit, with their objects and their lines that are not blank."""

    commit: str
    paths: tuple[str, ...]
    oids: tuple[str, ...]
    lines: tuple[int, ...]


class Run(msgspec.Struct, frozen=True):
    """The last run's outcome, for "what moved since": `costs` are (path, part, points)."""

    commit: str
    key: str
    at: int
    score: Score
    costs: list[tuple[str, str, float]]
    per_line: dict[str, float]
    earlier: "Run | None" = None


def write_log(log: Log) -> bytes:
    """Write a log's columns."""
    columns = LogColumns(
        head=log.head,
        oids=bytes.fromhex("".join(log.oids)),
        width=len(log.head) // 2,
        times=log.times.tobytes(),
        authored=log.authored.tobytes(),
        authors=log.authors.tobytes(),
        marks=log.marks.tobytes(),
        topics=log.topics.tobytes(),
        merges=log.merges.tobytes(),
        people=log.people,
        paths=log.paths,
        touched=log.touched.tobytes(),
        touched_paths=log.touched_paths.tobytes(),
        added=log.added.tobytes(),
        deleted=log.deleted.tobytes(),
        renames=log.renames,
        first_parents=log.first_parents.tobytes(),
        aliases=log.aliases,
    )
    return msgspec.msgpack.encode(columns)


def read_log(data: bytes | None) -> Log | None:
    """Read a log back; None when it is not there or cannot be read."""
    columns = _decode(data, LogColumns)
    if columns is None or columns.width <= 0:
        return None
    text, digits = columns.oids.hex(), columns.width * 2
    try:
        return Log(
            head=columns.head,
            oids=[text[start : start + digits] for start in range(0, len(text), digits)],
            times=_column("q", columns.times),
            authored=_column("q", columns.authored),
            authors=_column("i", columns.authors),
            marks=_column("B", columns.marks),
            topics=_column("q", columns.topics),
            merges=_column("B", columns.merges),
            people=columns.people,
            paths=columns.paths,
            touched=_column("i", columns.touched),
            touched_paths=_column("i", columns.touched_paths),
            added=_column("i", columns.added),
            deleted=_column("i", columns.deleted),
            renames=columns.renames,
            first_parents=_column("i", columns.first_parents),
            aliases=columns.aliases,
        )
    except ValueError:
        return None


def _column(kind: str, data: bytes) -> "array[int]":
    column: array[int] = array(kind)
    column.frombytes(data)
    return column


def write_stood(stood: list[Stood]) -> bytes:
    """Write what stood at several commits."""
    return msgspec.msgpack.encode(stood)


def read_stood(data: bytes | None) -> list[Stood]:
    """Read back what stood at several commits, without what does not fit together."""
    found = _decode(data, list[Stood]) or []
    return [one for one in found if len(one.paths) == len(one.oids) == len(one.lines)]


def write(value: Snapshot | Run | Structure) -> bytes:
    """Write a snapshot, a run or the structure of a commit."""
    return msgspec.msgpack.encode(value)


def read_snapshot(data: bytes | None) -> Snapshot | None:
    """Read a snapshot back; None when it is not there, cannot be read, or has other columns than snapshots have now."""
    snapshot = _decode(data, Snapshot)
    if snapshot is None or any(len(row) != len(COLUMNS) for row in snapshot.figures):
        return None
    return snapshot


def read_run(data: bytes | None) -> Run | None:
    """Read a run back; None when it is not there or cannot be read."""
    return _decode(data, Run)


def read_structure(data: bytes | None) -> Structure | None:
    """Read the structure of a commit back; None when it is not there, cannot be read or does not fit together."""
    structure = _decode(data, Structure)
    return structure if structure is not None and structure.sound else None


def _decode(data: bytes | None, kind: type[Stored]) -> Stored | None:
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
