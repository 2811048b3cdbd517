"""LCOV's trace files: plain lines of SF, DA and BRDA, as geninfo, istanbul, cargo-llvm-cov and many others write them."""

from collections.abc import Iterable

from mainstay.analysis.coverage.gathering import Gathered, whole
from mainstay.analysis.coverage.text_lines import LONGEST, text_lines

# Of the branches of one file, and of the name of each.
_MOST_WAYS, _LONGEST_WAY = 200_000, 100


def is_lcov(beginning: bytes) -> bool:
    """Tell whether a content may be a trace file: one of its first lines names a test or a source file."""
    lines = beginning[:LONGEST].splitlines()[:50]
    return any(line.startswith((b"SF:", b"TN:")) for line in lines)


def read_lcov(pieces: Iterable[bytes], into: Gathered) -> str:
    """Gather from a trace file. Gives "" or why it seems to be damaged."""
    file, open_ = "", False
    ways: dict[int, dict[str, bool]] = {}
    room = _MOST_WAYS
    for raw in text_lines(pieces):
        kind, _, rest = raw.partition(":")
        if kind == "SF":
            file, ways, open_ = (rest if into.file(rest) else ""), {}, True
            room = _MOST_WAYS
        elif kind == "end_of_record":
            _branches(file, ways, into)
            file, ways, open_ = "", {}, False
        elif file and kind == "DA":
            number, _, hits = rest.partition(",")
            into.line(file, whole(number), ran=whole(hits.partition(",")[0].lstrip("=")) > 0)
        elif file and kind == "BRDA":
            number, _, way = rest.partition(",")
            place, _, taken = way[-_LONGEST_WAY:].rpartition(",")
            line = whole(number)
            if place in ways.get(line, ()):
                ways[line][place] |= whole(taken) > 0
            elif room:
                ways.setdefault(line, {})[place] = whole(taken) > 0
                room -= 1
            else:
                into.beyond = True
    _branches(file, ways, into)
    return "it ends in the middle of a file" if open_ else ""


def _branches(file: str, ways: dict[int, dict[str, bool]], into: Gathered) -> None:
    if file:
        for number, taken in ways.items():
            into.branch(file, number, sum(taken.values()), len(taken))
