"""Small texts that the kernel makes: read to a limit, and nothing where they are missing or hold something else."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

MOST = 4 << 20
"""Bytes of one text; the list of 10,000 mounts has some 2 MB."""

_PORTION = 64 << 10
_NUMBER = re.compile(r"\s*(\d{1,19})\s*")


@dataclass(frozen=True, slots=True)
class KernelFiles:
    """The files below /proc and /sys; `root` is another folder in tests."""

    root: Path = Path("/")

    def text(self, path: str) -> str:
        """Give the text at a path such as `proc/stat`, "" where it cannot be read."""
        try:
            handle = os.open(self.root / path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
            try:
                return _read(handle).decode("utf-8", "surrogateescape")
            finally:
                os.close(handle)
        except (OSError, ValueError):
            return ""

    def number(self, path: str) -> int | None:
        """Give the one number at a path, or None where there is none, such as where `max` stands for no limit."""
        return whole(self.text(path))

    def table(self, path: str) -> dict[str, int]:
        """Give the numbers of a text with a name and a number on each line, such as `MemTotal: 24684084 kB`."""
        pairs = (line.split()[:2] for line in self.text(path).splitlines())
        named = ((pair[0].rstrip(":"), whole(pair[1])) for pair in pairs if len(pair) == 2)
        return {name: number for name, number in named if number is not None}


def _read(handle: int) -> bytes:
    """Read in small portions: below /proc/sys the kernel refuses to be asked for megabytes at once."""
    pieces: list[bytes] = []
    room = MOST
    while room > 0 and (piece := os.read(handle, min(_PORTION, room))):
        pieces.append(piece)
        room -= len(piece)
    return b"".join(pieces)


def whole(text: str) -> int | None:
    """Give a number of plain digits, or None where it is something else."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None
