"""The lines of a text that comes in pieces and may have no end of line at all."""

from collections.abc import Iterable, Iterator

LONGEST = 64 << 10
"""Bytes of a line; of a longer one its beginning alone is given."""


def text_lines(pieces: Iterable[bytes]) -> Iterator[str]:
    """Give the lines without their ends and what surrounds them; bytes that are no UTF-8 become question marks in a diamond."""
    kept = b""
    for piece in pieces:
        *lines, rest = piece.split(b"\n")
        if lines:
            lines[0] = kept + lines[0]
            kept = b""
        for line in lines:
            yield line[:LONGEST].decode("utf-8", "replace").strip()
        kept = (kept + rest)[:LONGEST]
    yield kept.decode("utf-8", "replace").strip()
