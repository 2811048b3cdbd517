"""The source lines that a finding shows as its evidence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from mainstay.analysis.classify.contents import text_of
from mainstay.domain.finding import Excerpt, Finding
from mainstay.ports.source import Source

_MOST = 150
_LINES = 12
_COLUMNS = 160
_LINES_OF_A_FILE = 6  # that show what a whole file is about


def with_excerpts(
    found: Iterable[Finding], oids: Mapping[str, str], source: Source, given: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """Add the first lines of each place to the findings that come first.

    `oids` maps paths to objects; what is `given` of them is not read from `source`. One content is held at a time.
    """
    shown = list(found)
    places: dict[str, list[int]] = {}
    for place, finding in enumerate(shown[:_MOST]):
        places.setdefault(oids[finding.path], []).append(place)
    for oid, content in _contents(list(places), source, given):
        if content is None:
            continue
        text = text_of(content)
        for place in places[oid]:
            shown[place] = replace(shown[place], excerpt=_excerpt(text, shown[place]))
    return tuple(shown)


def _contents(
    oids: Sequence[str], source: Source, given: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes | None]]:
    yield from ((oid, given[oid]) for oid in oids if oid in given)
    blobs = source.blobs()
    try:
        yield from blobs.read([oid for oid in oids if oid not in given])
    finally:
        blobs.close()


def _excerpt(text: bytes, finding: Finding) -> Excerpt | None:
    last = min(max(finding.end_line, finding.line), finding.line + _LINES - 1)
    if finding.line == finding.end_line == 1:
        last = _LINES_OF_A_FILE
    # Split no farther than needed: a text of millions of lines takes far more room in pieces.
    lines = text.split(b"\n", last)[:last]
    if finding.line > len(lines):
        return None
    cut = lines[finding.line - 1 :]
    return Excerpt(finding.line, tuple(line.decode("utf-8", "backslashreplace")[:_COLUMNS] for line in cut))
