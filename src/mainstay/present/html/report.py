"""Renders the whole report of a repository's code as one HTML file of at most 5 MB."""

from collections.abc import Iterable
from itertools import islice

from mainstay.domain.code_report import CodeReport
from mainstay.domain.forecast import ForecastList
from mainstay.present.html.caps import FRAME, LIMIT, Caps
from mainstay.present.html.pieces import MARK, Pieces

_FULL_FIRST = 150  # files whose sections are in full before any other gets one
_RESERVE = 4_000  # bytes for what the frame says more once sections are left out


def render(report: CodeReport, foretold: ForecastList | None = None) -> str:
    """Give the report as one HTML document that needs nothing beside itself, with what is `foretold` where it is given.

    It has at most `caps.LIMIT` bytes in UTF-8, whatever the repository: tables hold their worst rows, and
    sections of files are shortened, then left out, from the last, least costly ones on. What is missing is
    said where it would stand.
    """
    pieces = Pieces(report, foretold)
    every = pieces.file_sections
    links = pieces.links(every)
    caps = Caps()
    frame = pieces.frame(links, caps, every, every)
    while _bytes(frame) > FRAME and not caps.least:
        caps = caps.halved()
        frame = pieces.frame(links, caps, every, every)
    folders = pieces.folders(links)
    files, full = _fitting(pieces, LIMIT - _RESERVE - _bytes(frame) - _bytes(folders))
    if full < every:  # links to what is left out become plain text, which only makes the page smaller
        links = pieces.links(len(files))
        folders = pieces.folders(links)
        frame = pieces.frame(links, caps, len(files), full)
    return frame.replace(MARK, f"{folders}{''.join(files)}", 1)


def _fitting(pieces: Pieces, room: int) -> tuple[list[str], int]:
    """Give the sections of files that fit into so many bytes, and how many of the first are in full.

    The worst few are in full whatever it takes; then as many as possible have their figures told; then as
    many of those as possible, again from the worst on, are told in full.
    """
    kept, room = _taken(islice(pieces.files(0, full=True), _FULL_FIRST), room)
    full = len(kept)
    if full < min(_FULL_FIRST, pieces.file_sections):
        return kept, full
    short, room = _taken(pieces.files(full, full=False), room)
    for index, section in enumerate(pieces.files(full, full=True)):
        if index >= len(short) or _bytes(section) - _bytes(short[index]) > room:
            break
        room -= _bytes(section) - _bytes(short[index])
        short[index] = section
        full += 1
    return kept + short, full


def _taken(sections: Iterable[str], room: int) -> tuple[list[str], int]:
    """Give the first sections that together fit into so many bytes, and the bytes that are left."""
    kept: list[str] = []
    for section in sections:
        size = _bytes(section)
        if size > room:
            break
        kept.append(section)
        room -= size
    return kept, room


def _bytes(text: str) -> int:
    return len(text.encode("utf-8"))
