"""Go's own profile of coverage: blocks of statements with how often each ran, as `go test -coverprofile` writes it."""

import re
from collections.abc import Iterable

from mainstay.analysis.coverage.gathering import Gathered, whole
from mainstay.analysis.coverage.text_lines import text_lines

_BLOCK = re.compile(r"(.+):(\d{1,8})\.\d{1,8},(\d{1,8})\.\d{1,8} \d{1,8} (\d{1,18})")
_LONGEST_BLOCK = 20_000


def is_go_profile(beginning: bytes) -> bool:
    """Tell whether a content begins as a profile does, with its mode."""
    return beginning.startswith((b"mode: set", b"mode: count", b"mode: atomic"))


def read_go_profile(pieces: Iterable[bytes], into: Gathered) -> str:
    """Gather from a profile: a line ran if any block on it did. Gives "" or why it seems to be damaged.

    Its names begin with the path of the module, which are led to files by how they end. As converters to other formats do,
    all lines from a block's first to its last count as able to run; `go tool cover` counts statements, so its share differs.
    """
    problem = ""
    for line in text_lines(pieces):
        if not line or line.startswith("mode: "):
            continue
        found = _BLOCK.fullmatch(line)
        if found is None:
            problem = problem or "a line in it is no block of a profile"
            continue
        name, first, last, hits = found.groups()
        start, end = whole(first), whole(last)
        if end - start > _LONGEST_BLOCK:
            into.beyond = True
        elif into.file(name):
            for number in range(start, end + 1):
                into.line(name, number, ran=whole(hits) > 0)
    return problem
