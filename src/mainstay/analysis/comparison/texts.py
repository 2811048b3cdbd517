"""A file's text as tokens that laying it out anew does not change, and the units (functions, classes) it is made of."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.duplication.tokens import Hashes, Positions, tokenise, windows

WINDOW = 5
"""Tokens side by side that are compared as one: fewer stand together by chance, more break at every edit."""
# Formatters add, drop and exchange these: they wrap expressions in parentheses, end lists with commas, choose quotes.
_OF_LAYOUT = bytes.maketrans(b"(),;'\"`", b"       ")

UnitName = tuple[str, str, int]
"""A unit's path, name and line (1-based)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A function or class: where it stands (1-based, inclusive lines), what it is called, and a name for its tokens.

    `same` is equal for units whose tokens are, their own name left out; `windows` are the hashes of its runs of tokens.
    """

    path: str
    name: str
    line: int
    same: bytes
    windows: Hashes

    @property
    def key(self) -> UnitName:
        """What it is known by in its version."""
        return self.path, self.name, self.line


@dataclass(frozen=True, slots=True)
class Text:
    """One version of one file: its tokens' hashes, the 0-based line of each, the hashes of its windows, and its units."""

    path: str
    hashes: Hashes
    lines: Positions
    windows: Hashes
    units: tuple[Unit, ...]


def text_of(
    path: str,
    source: bytes,
    skipped: Iterable[tuple[int, int]] = (),
    places: Sequence[tuple[str, int, int]] = (),
) -> Text:
    """Prepare one version of a file; `skipped` are byte spans of comments, `places` its units as (name, line, end line)."""
    # Comments are found by their bytes, so layout goes afterwards; each byte stays in its place.
    tokens = tokenise(source.translate(_OF_LAYOUT), skipped)
    units = tuple(_unit(path, place, tokens.hashes, tokens.lines) for place in places)
    return Text(path, tokens.hashes, tokens.lines, windows(tokens.hashes, WINDOW), units)


def tokens_by_line(text: Text) -> dict[int, bytes]:
    """Give the tokens of each line (1-based) that has any."""
    lines, starts = np.unique(text.lines, return_index=True)
    ends = [*starts.tolist(), len(text.hashes)][1:]
    return {
        line + 1: text.hashes[start:end].tobytes()
        for line, start, end in zip(lines.tolist(), starts.tolist(), ends, strict=True)
    }


def _unit(path: str, place: tuple[str, int, int], hashes: Hashes, lines: Positions) -> Unit:
    name, line, end_line = place
    first, last = np.searchsorted(lines, (line - 1, end_line))
    own = hashes[first:last]
    called = tokenise(name.rpartition(".")[2].encode("utf-8", "surrogatepass")).hashes
    rest = own[own != called[0]] if len(called) == 1 else own
    return Unit(path, name, line, hashlib.sha256(rest.tobytes()).digest(), windows(own, WINDOW))
