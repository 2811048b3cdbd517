"""The database of coverage.py, read without trusting its schema: nothing in it that computes is ever asked."""

import re
import sqlite3
from collections.abc import Iterable

_BEGINNING = b"SQLite format 3\0"
# A line beyond the millionth is not told; coverage.py keeps one bit for each.
_LONGEST_BITS = 125_000
_MOST_BYTES = 32 << 20
_MOST_LINES = 2_000_000
_MOST_ROWS = 200_000
_MOST_STEPS = 5_000_000
_MOST_OBJECTS = 100
_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1 << 20,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 40,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 1_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 4,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_COMMENT = re.compile(r"--[^\n]*")
# A column's value may be computed (GENERATED ALWAYS AS), and a single instruction that computes cannot be interrupted.
_COMPUTING = frozenset({"as", "generated", "always", "check", "default", "virtual", "using", "select"})
_TOKEN = re.compile(r"\w+|[^\w\s]")
_READ = frozenset({"file", "line_bits"})
_MOST_ARCS = 2_000_000


def opens(content: bytes) -> bool:
    """Tell whether a content begins as a database of SQLite does."""
    return content.startswith(_BEGINNING)


def numbers_by_path(content: bytes) -> dict[str, frozenset[int]]:
    """Give the numbers of the lines that ran, by path as the database names it; nothing where it is damaged or suspicious.

    It is read from memory, never written. Only two tables are read, each by itself from one end to the other, and only
    where the whole schema holds nothing but plain tables: a view may make of a few bytes a value of gigabytes inside one
    instruction, which neither a limit of steps nor Ctrl-C ends. What is above the limits is passed over.
    """
    database = sqlite3.connect(":memory:")
    try:
        for limit, most in _LIMITS.items():
            database.setlimit(limit, most)
        database.deserialize(content)
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("PRAGMA query_only=ON")
        steps = iter(range(_MOST_STEPS // 10_000))
        database.set_progress_handler(lambda: int(next(steps, None) is None), 10_000)
        tables = _plain_tables(database)
        if not tables >= _READ:
            return {}
        paths = _paths(database)
        found = _unpacked(paths, _bits(database))
        return _with_arcs(found, paths, database) if "arc" in tables else found
    except (sqlite3.Error, OverflowError):
        return {}
    finally:
        database.close()


def _plain_tables(database: sqlite3.Connection) -> frozenset[str]:
    """Name the tables; none where anything but plain tables is there."""
    rows = database.execute("SELECT type, name, sql FROM sqlite_master").fetchmany(_MOST_OBJECTS + 1)
    if len(rows) > _MOST_OBJECTS:
        return frozenset()
    names = set()
    for kind, name, sql in rows:
        if kind == "table" and isinstance(sql, str) and _only_keeps(sql):
            names.add(name)
        elif kind != "index" or sql is not None:  # an index without words is that of a UNIQUE
            return frozenset()
    return frozenset(names)


def _only_keeps(sql: str) -> bool:
    """Tell whether a table's words say no more than names, types and keys; what is quoted might hide others."""
    tokens = _TOKEN.findall(_COMMENT.sub("", sql))
    words = {token.lower() for token in tokens} - {"(", ")", ","}
    return words.isdisjoint(_COMPUTING) and all(word.replace("_", "a").isalnum() for word in words)


def _paths(database: sqlite3.Connection) -> dict[int, str]:
    found: dict[int, str] = {}
    size = 0
    for count, (number, path) in enumerate(database.execute("SELECT id, path FROM file")):
        size += len(path) if isinstance(path, (str, bytes)) else 0
        if count >= _MOST_ROWS or size > _MOST_BYTES:
            break
        if isinstance(number, int) and isinstance(path, str):
            found[number] = path
    return found


def _bits(database: sqlite3.Connection) -> Iterable[tuple[int, bytes]]:
    size = 0
    rows = database.execute(
        f"SELECT file_id, numbits FROM line_bits WHERE typeof(numbits) = 'blob' AND length(numbits) <= {_LONGEST_BITS}"  # noqa: S608  # a number of ours
    )
    for count, (number, bits) in enumerate(rows):
        size += len(bits)
        if count >= _MOST_ROWS or size > _MOST_BYTES:
            break
        yield number, bits


def _with_arcs(
    found: dict[str, frozenset[int]], paths: dict[int, str], database: sqlite3.Connection
) -> dict[str, frozenset[int]]:
    """Add the lines that steps lead to or from, which stand in place of lines where branches were measured."""
    numbers: dict[int, set[int]] = {}
    rows = database.execute("SELECT file_id, fromno, tono FROM arc")
    for count, (file, *ends) in enumerate(rows):
        if count >= _MOST_ARCS:
            break
        if file in paths:
            # Negative numbers are ways into and out of a function.
            numbers.setdefault(file, set()).update(
                end for end in ends if isinstance(end, int) and 0 < end <= 8 * _LONGEST_BITS
            )
    return found | {
        paths[file]: found.get(paths[file], frozenset()) | lines for file, lines in numbers.items()
    }


def _unpacked(paths: dict[int, str], rows: Iterable[tuple[int, bytes]]) -> dict[str, frozenset[int]]:
    """Lay the rows of each file over each other, then unpack its numbers, kept as one bit each."""
    laid: dict[str, bytearray] = {}
    for number, bits in rows:
        if number not in paths:
            continue
        below = laid.setdefault(paths[number], bytearray())
        below.extend(bytes(max(len(bits) - len(below), 0)))
        both = int.from_bytes(below[: len(bits)], "little") | int.from_bytes(bits, "little")
        below[: len(bits)] = both.to_bytes(len(bits), "little")
    found: dict[str, frozenset[int]] = {}
    left = _MOST_LINES
    for path, kept in laid.items():
        left -= int.from_bytes(kept, "little").bit_count()
        if left < 0:
            break
        found[path] = frozenset(
            place * 8 + bit for place, byte in enumerate(kept) if byte for bit in range(8) if byte >> bit & 1
        )
    return found
