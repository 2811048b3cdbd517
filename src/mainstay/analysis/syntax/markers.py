"""Notes to self in comments: TODO and its kin, with what they say."""

import re
from collections.abc import Iterable

from mainstay.domain.source_file import Marker

MOST = 1_000
"""A file with more is a list of its own."""
_LONGEST = 160
# In capitals, as all tools that look for them want it (PEP 350 names the common ones); not within a longer word.
_MARKER = re.compile(
    rb"(?<![\w-])(TODO|FIXME|XXX|HACK)(?![\w-])[ \t]*(?:\([^()\n]{0,60}\))?[ \t]*[:-]?[ \t]*([^\n]*)"
)
_SPACES = re.compile(r"\s+")


def markers_of(source: bytes, spans: Iterable[tuple[int, int]]) -> tuple[Marker, ...]:
    """Find the markers within byte spans (comments and documentation), in order; lines are 1-based."""
    found: list[Marker] = []
    line, counted = 1, 0
    for start, end in spans:
        for match in _MARKER.finditer(source, start, end):
            line += source.count(b"\n", counted, match.start())
            counted = match.start()
            text = _SPACES.sub(" ", match[2].decode("utf-8", "replace")).strip()[:_LONGEST]
            found.append(Marker(match[1].decode(), line, text))
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)
