"""The few runs of tokens that stand for a text, chosen so that equal texts choose the same ones (winnowing)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.duplication.tokens import Hashes, Tokens, windows


@dataclass(frozen=True, slots=True)
class Shingles:
    """How copies are looked for: every copy of at least `found` tokens is, none shorter than `proven` is told.

    A fingerprint covers `proven` tokens; one is kept of every `found - proven + 1` neighbours.
    """

    found: int = 100

    @property
    def proven(self) -> int:
        """Tokens that one fingerprint proves equal: nine tenths of `found`, so that one in six needs keeping."""
        return max(self.found * 9 // 10, 1)

    @property
    def neighbours(self) -> int:
        """Fingerprints of which the least is kept."""
        return self.found - self.proven + 1


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """One text's fingerprints in order: hashes, and the 1-based first and last line that each covers, and its first token."""

    hashes: Hashes
    first_lines: NDArray[np.uint32]
    last_lines: NDArray[np.uint32]
    tokens: NDArray[np.uint32]

    def to_bytes(self) -> bytes:
        """Write all columns, one behind the other, little-endian."""
        columns = (self.hashes.astype("<u8"), self.first_lines, self.last_lines, self.tokens)
        return b"".join(column.astype(column.dtype.newbyteorder("<")).tobytes() for column in columns)

    @staticmethod
    def from_bytes(data: bytes) -> "Fingerprints":
        """Read what `to_bytes` wrote. Raises ValueError when the length cannot be."""
        count, rest = divmod(len(data), 20)
        if rest:
            raise ValueError("fingerprints are cut off")
        columns = [np.frombuffer(data, "<u4", count, 8 * count + 4 * count * i) for i in range(3)]
        return Fingerprints(np.frombuffer(data, "<u8", count), *columns)


EMPTY = Fingerprints.from_bytes(b"")


def fingerprint(tokens: Tokens, shingles: Shingles) -> Fingerprints:
    """Choose a text's fingerprints by winnowing (Schleimer, Wilkerson, Aiken 2003).

    Runs that repeat themselves at less than their own length (tables of zeros, minified loops) prove
    nothing about copying and are left out, which also bounds what a hostile file can cost.
    """
    hashes = windows(tokens.hashes, shingles.proven)
    if not len(hashes):
        return EMPTY
    chosen = np.flatnonzero(_least_of_some_window(hashes, shingles.neighbours))
    chosen = chosen[~_periodic(hashes[chosen], chosen, shingles.proven)]
    return Fingerprints(
        hashes=hashes[chosen],
        first_lines=(tokens.lines[chosen] + 1).astype(np.uint32),
        last_lines=(tokens.lines[chosen + shingles.proven - 1] + 1).astype(np.uint32),
        tokens=chosen.astype(np.uint32),
    )


def _least_of_some_window(hashes: Hashes, width: int) -> NDArray[np.bool_]:
    width = min(width, len(hashes))
    least = _sliding(hashes, width, np.minimum)
    # A position lies in up to `width` windows; it is chosen when it is the least of one of them, that is
    # when the greatest of their least values is its own.
    edge = np.zeros(width - 1, dtype=np.uint64)
    greatest = _sliding(np.concatenate([edge, least, edge]), width, np.maximum)
    chosen: NDArray[np.bool_] = greatest == hashes
    return chosen


def _sliding(values: Hashes, width: int, pick: np.ufunc) -> Hashes:
    """Slide `pick` over every `width` neighbours in log2(width) passes, by doubling."""
    reach, out = 1, values
    while reach * 2 <= width:
        out = pick(out[:-reach], out[reach:])
        reach *= 2
    if reach < width:
        rest = width - reach
        out = pick(out[:-rest], out[rest:])
    return out


def _periodic(hashes: Hashes, positions: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    order = np.lexsort((positions, hashes))
    near = (np.diff(hashes[order]) == 0) & (np.diff(positions[order]) < length)
    marked = np.zeros(len(hashes), dtype=np.bool_)
    marked[order[:-1]] |= near
    marked[order[1:]] |= near
    return marked
