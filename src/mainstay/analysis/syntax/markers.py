"""Notes to self in comments: TODO and its kin, with what they say."""

import re
from collections.abc import Iterable

from mainstay.domain.source_file import Marker

MOST = 1_000
"""A file with more is a list of its own."""
_LONGEST = 160
# In capitals, as all tools that look for them want it (PEP 350 names the common ones); not within a longer word, a path
# (`/PREFIX/XXX`, but `TODO/FIXME` are two) or a name (`context.TODO`).
_KINDS = rb"TODO|FIXME|XXX|HACK"
_BEHIND_ANOTHER = rb"(?<=TODO/)|(?<=FIXME/)|(?<=XXX/)|(?<=HACK/)"
_MARKER = re.compile(
    rb"(?:(?<![\w\\-])(?<!\w\.)(?<![^/]/)(?<!://)|%b)(%b)(?![\w\\-]|/(?!%b))"
    rb"[ \t]*(?:\([^()\n]{0,60}\))?[ \t]*[:-]?[ \t]*([^\n]*)" % (_BEHIND_ANOTHER, _KINDS, _KINDS)
)
# Documentation that speaks of such notes is none: there one begins its line, or is followed by what it is for.
_BEFORE = b" \t>*#-\"'rRbBuU"
_QUOTES = b"\"'rRbBuU"
_COLUMNS = 200
_SPACES = re.compile(r"\s+")


def markers_of(source: bytes, spans: Iterable[tuple[int, int]]) -> tuple[Marker, ...]:
    """Find the markers within byte spans (comments and documentation), in order; lines are 1-based."""
    found: list[Marker] = []
    line, counted = 1, 0
    for start, end in spans:
        documentation = source[start : start + 1] in _QUOTES
        for match in _MARKER.finditer(source, start, end):
            if documentation and not _is_note(source, start, match):
                continue
            line += source.count(b"\n", counted, match.start())
            counted = match.start()
            text = _SPACES.sub(" ", match[2].decode("utf-8", "replace")).strip()[:_LONGEST]
            found.append(Marker(match[1].decode(), line, text))
            if len(found) == MOST:
                return tuple(found)
    return tuple(found)


def _is_note(source: bytes, start: int, match: re.Match[bytes]) -> bool:
    # What begins a line stands within its first columns; to look farther back would cost time without bound.
    nearest = max(start, match.start() - _COLUMNS)
    newline = source.rfind(b"\n", nearest, match.start())
    begins = newline >= 0 or nearest == start
    alone = begins and not source[max(newline + 1, nearest) : match.start()].strip(_BEFORE)
    return alone or source[match.end(1) : match.end(1) + 1] in (b":", b"(")
