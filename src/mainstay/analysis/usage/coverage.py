"""Which lines are known to have run, from the data of coverage.py: its XML (Cobertura), its JSON and its database."""

import json
import re
import sqlite3
from collections.abc import Mapping
from itertools import zip_longest

LARGEST = 32 << 20
NAMES = (".coverage", "coverage.xml", "coverage.json")
"""What coverage.py calls its data where nobody says otherwise."""
_MOST_ROWS = 200_000
_MOST_STEPS = 50_000_000
_CLASS = re.compile(rb"<class\b[^>]{0,2000}?\bfilename=\"([^\"<>]{1,1000})\"")
_LINE = re.compile(rb"<line\b[^>]{0,500}?>")
_NUMBER = re.compile(rb"\bnumber=\"(\d{1,9})\"")
_HITS = re.compile(rb"\bhits=\"(\d{1,18})\"")

Executed = Mapping[str, frozenset[int]]
"""Lines that ran, by path as the data names it."""


def executed_lines(name: str, content: bytes) -> Executed:
    """Read one file of coverage data by its name; what is none, or is damaged or too large, gives nothing."""
    if len(content) > LARGEST:
        return {}
    if name.endswith(".xml"):
        return _from_xml(content)
    if name.endswith(".json"):
        return _from_json(content)
    return _from_database(content) if content.startswith(b"SQLite format 3\0") else {}


def within(executed: Executed, paths: frozenset[str]) -> dict[str, frozenset[int]]:
    """Lead the names of the data to paths of the repository, by the longest end that they share with one path alone."""
    by_end: dict[str, list[str]] = {}
    for path in paths:
        by_end.setdefault(path.rpartition("/")[2], []).append(path)
    found = {}
    for name, lines in executed.items():
        plain = name.replace("\\", "/")
        fitting = [
            path
            for path in by_end.get(plain.rpartition("/")[2], ())
            if plain == path or plain.endswith("/" + path) or path.endswith("/" + plain)
        ]
        if len(fitting) == 1:
            found[fitting[0]] = lines
    return found


def _from_xml(content: bytes) -> Executed:
    """Read by patterns, so that no entity is ever expanded."""
    found: dict[str, frozenset[int]] = {}
    starts = [*_CLASS.finditer(content)]
    for match, following in zip_longest(starts, starts[1:]):
        part = content[match.end() : following.start() if following else len(content)]
        lines = set()
        for line in _LINE.findall(part):
            number, hits = _NUMBER.search(line), _HITS.search(line)
            if number and hits and int(hits.group(1)):
                lines.add(int(number.group(1)))
        path = match.group(1).decode("utf-8", "replace")
        found[path] = found.get(path, frozenset()) | lines
    return found


def _from_json(content: bytes) -> Executed:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    files = data.get("files") if isinstance(data, dict) else None
    found = {}
    for path, one in files.items() if isinstance(files, dict) else ():
        lines = one.get("executed_lines") if isinstance(one, dict) else None
        if isinstance(lines, list):
            found[path] = frozenset(line for line in lines if isinstance(line, int))
    return found


def _from_database(content: bytes) -> Executed:
    """Read from memory only: the copy is never written, and a statement that takes too long is ended."""
    database = sqlite3.connect(":memory:")
    try:
        database.deserialize(content)
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("PRAGMA query_only=ON")
        steps = iter(range(_MOST_STEPS // 10_000))
        database.set_progress_handler(lambda: int(next(steps, None) is None), 10_000)
        rows = database.execute(
            "SELECT file.path, line_bits.numbits FROM line_bits JOIN file ON file.id = line_bits.file_id"
        ).fetchmany(_MOST_ROWS)
    except (sqlite3.Error, OverflowError):
        return {}
    finally:
        database.close()
    found: dict[str, frozenset[int]] = {}
    for path, bits in rows:
        if isinstance(path, str) and isinstance(bits, bytes):
            found[path] = found.get(path, frozenset()) | _lines(bits)
    return found


def _lines(bits: bytes) -> frozenset[int]:
    """Unpack a set of numbers kept as one bit each, as coverage.py does."""
    return frozenset(
        place * 8 + bit for place, byte in enumerate(bits) if byte for bit in range(8) if byte >> bit & 1
    )
