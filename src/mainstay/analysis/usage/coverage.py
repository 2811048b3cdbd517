"""Which lines are known to have run, from the data of coverage.py: its XML (Cobertura), its JSON and its database."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

import msgspec

from mainstay.analysis.usage.coverage_database import numbers_by_path, opens

LARGEST = 16 << 20
NAMES = (".coverage", "coverage.xml", "coverage.json")
"""What coverage.py calls its data where nobody says otherwise."""
_LONGEST_PATH = 1_000
_MOST_FOLDERS = 60
# Neither reaches beyond its own tag, so that no byte is read from more than one beginning.
_CLASS = re.compile(rb"<class\b[^<>]{0,2000}?\bfilename=\"([^\"<>]{1,1000})\"")
_LINE = re.compile(rb"<line\b[^<>]{0,500}>")
_NUMBER = re.compile(rb"\bnumber=\"(\d{1,9})\"")
_HITS = re.compile(rb"\bhits=\"(\d{1,18})\"")

Executed = Mapping[str, frozenset[int]]
"""Lines that ran, by path as the data names it."""


class _Report(msgspec.Struct):
    files: dict[str, msgspec.Raw]


class _File(msgspec.Struct):
    executed_lines: frozenset[int]


def executed_lines(name: str, content: bytes) -> Executed:
    """Read one file of coverage data by its name; what is none, or is damaged or too large, gives nothing."""
    if len(content) > LARGEST:
        return {}
    if name.endswith(".xml"):
        return _from_xml(content)
    if name.endswith(".json"):
        return _from_json(content)
    return numbers_by_path(content) if opens(content) else {}


def within(executed: Executed, paths: frozenset[str]) -> dict[str, frozenset[int]]:
    """Lead the names of the data to paths of the repository: each to the one path of which it is an end, or that ends it.

    A name that fits several paths is passed over. Each name and path is looked up by its last 60 folders at most, so that
    the time is linear in their number.
    """
    plain = {name: name.replace("\\", "/") for name in executed if len(name) <= _LONGEST_PATH}
    ending: dict[str, list[str]] = {name: [] for name in plain.values()}
    for path in paths:
        for end in _ends(path):
            # Two are enough to know that a name does not tell.
            if end in ending and len(ending[end]) <= 1:
                ending[end].append(path)
    found = {}
    for name, lines in executed.items():
        if name in plain:
            fitting = {*ending[plain[name]], *(end for end in _ends(plain[name]) if end in paths)}
            if len(fitting) == 1:
                found[fitting.pop()] = lines
    return found


def _ends(path: str) -> Iterator[str]:
    """Give a path itself and what is left of it without its first folders."""
    yield path
    start = len(path)
    for _ in range(_MOST_FOLDERS):
        start = path.rfind("/", 0, start)
        if start < 0:
            return
        yield path[start + 1 :]


def _from_xml(content: bytes) -> Executed:
    """Read by patterns, so that no entity is ever expanded."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    path, start = None, 0
    for match in _CLASS.finditer(content):
        if path is not None:
            found[path].update(_lines_between(content, start, match.start()))
        path, start = match.group(1).decode("utf-8", "replace"), match.end()
    if path is not None:
        found[path].update(_lines_between(content, start, len(content)))
    return {path: frozenset(lines) for path, lines in found.items()}


def _lines_between(content: bytes, start: int, end: int) -> Iterator[int]:
    for match in _LINE.finditer(content, start, end):
        number, hits = _NUMBER.search(match.group()), _HITS.search(match.group())
        if number and hits and int(hits.group(1)):
            yield int(number.group(1))


def _from_json(content: bytes) -> Executed:
    """Read the lines alone, so that whatever else there is takes no memory."""
    try:
        files = msgspec.json.decode(content, type=_Report).files
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    found = {}
    for path, one in files.items():
        try:
            found[path] = msgspec.json.decode(one, type=_File).executed_lines
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            continue
    return found
