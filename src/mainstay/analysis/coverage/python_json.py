"""The JSON report of coverage.py, of which the lines alone are read so that whatever else there is takes no memory."""

from collections import Counter
from datetime import datetime

import msgspec

from mainstay.analysis.coverage.gathering import Gathered


class _Meta(msgspec.Struct):
    timestamp: str = ""


class _Report(msgspec.Struct):
    files: dict[str, msgspec.Raw]
    meta: _Meta = msgspec.field(default_factory=_Meta)


class _File(msgspec.Struct):
    executed_lines: frozenset[int]
    missing_lines: frozenset[int] = frozenset()
    executed_branches: tuple[tuple[int, int], ...] = ()
    missing_branches: tuple[tuple[int, int], ...] = ()


def read_json(content: bytes, into: Gathered) -> str:
    """Gather from a report. Gives "" or why it, or the first part of it that is none, cannot be read."""
    try:
        report = msgspec.json.decode(content, type=_Report)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return "it is no JSON report of coverage.py"
    into.at = _seconds(report.meta.timestamp)
    problem = ""
    for name, raw in report.files.items():
        try:
            one = msgspec.json.decode(raw, type=_File)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            problem = problem or "a file in it has no lines"
            continue
        if into.file(name):
            _take(name, one, into)
    return problem


def _take(name: str, one: _File, into: Gathered) -> None:
    for number in one.executed_lines:
        into.line(name, number, ran=True)
    for number in one.missing_lines - one.executed_lines:
        into.line(name, number, ran=False)
    taken = Counter(begin for begin, _ in one.executed_branches)
    missed = Counter(begin for begin, _ in one.missing_branches)
    for number in taken.keys() | missed.keys():
        into.branch(name, number, taken[number], taken[number] + missed[number])


def _seconds(text: str) -> int:
    try:
        return max(int(datetime.fromisoformat(text[:40]).timestamp()), 0)
    except (ValueError, OverflowError, OSError):
        return 0
