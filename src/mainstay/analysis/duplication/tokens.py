"""A text's tokens as 64-bit numbers, vectorised: words and single punctuation marks, white space and comments left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Positions = NDArray[np.int64]

# Odd, so that they can be undone modulo 2**64; digits of pi and e, to have nothing up the sleeve.
_BYTE_BASE = 0x243F6A8885A308D3
_TOKEN_BASE = 0xB7E151628AED2A6B
_SPACE, _WORD, _MARK = 0, 1, 2


def _byte_classes() -> NDArray[np.uint8]:
    classes = np.full(256, _MARK, dtype=np.uint8)
    classes[[9, 10, 11, 12, 13, 32, 92]] = _SPACE  # a backslash only joins lines
    classes[[*range(48, 58), *range(65, 91), 95, *range(97, 123), *range(128, 256)]] = _WORD
    return classes


_CLASSES = _byte_classes()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, in order: a hash each, and the 0-based line each begins on."""

    hashes: Hashes
    lines: Positions


def tokenise(source: bytes, skipped: Iterable[tuple[int, int]] = ()) -> Tokens:
    """Cut a text into tokens; byte spans in `skipped` (comments, documentation) count as white space.

    Two tokens are equal when their bytes are, up to a chance of about 2**-64 for texts that were not made to collide.
    """
    text = bytearray(source)
    for start, end in skipped:
        text[start:end] = b" " * (end - start)
    data = np.frombuffer(text, dtype=np.uint8)
    classes = _CLASSES[data]
    starts_here = classes == _MARK
    is_word = classes == _WORD
    starts_here[:1] |= is_word[:1]
    starts_here[1:] |= is_word[1:] & ~is_word[:-1]
    starts = np.flatnonzero(starts_here)
    if not len(starts):
        return Tokens(np.empty(0, np.uint64), np.empty(0, np.int64))
    forward, backward = powers(_BYTE_BASE, len(data) + 1)
    # Rabin and Karp's polynomial as one running sum: a token's value is a difference, shifted back to position 0.
    running = np.zeros(len(data) + 1, dtype=np.uint64)
    values = np.where(classes != _SPACE, data.astype(np.uint64) + np.uint64(1), np.uint64(0))
    np.cumsum(values * forward[: len(data)], out=running[1:])
    ends = np.append(starts[1:], len(data))
    hashes = scramble((running[ends] - running[starts]) * backward[starts])
    newlines = np.flatnonzero(np.frombuffer(source, dtype=np.uint8) == 10)
    return Tokens(hashes, np.searchsorted(newlines, starts))


def windows(hashes: Hashes, size: int) -> Hashes:
    """Give the hash of every run of `size` tokens; entry i is that of tokens i to i + size - 1."""
    if len(hashes) < size:
        return np.empty(0, np.uint64)
    forward, backward = powers(_TOKEN_BASE, len(hashes) + 1)
    running = np.zeros(len(hashes) + 1, dtype=np.uint64)
    np.cumsum(hashes * forward[: len(hashes)], out=running[1:])
    return scramble((running[size:] - running[:-size]) * backward[: len(hashes) - size + 1])


def scramble(values: Hashes) -> Hashes:
    """Mix bits (the finaliser of SplitMix64, Steele et al. 2014) so that low and high bits are equally good."""
    mixed = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def powers(base: int, length: int) -> tuple[Hashes, Hashes]:
    """Give base**i and its inverse modulo 2**64 for i below `length` (at least that many)."""
    return _powers(base, 1 << max(16, (length - 1).bit_length()))


@lru_cache(maxsize=4)
def _powers(base: int, length: int) -> tuple[Hashes, Hashes]:
    inverse = pow(base, -1, 1 << 64)
    forward = np.full(length, base, dtype=np.uint64)
    backward = np.full(length, inverse, dtype=np.uint64)
    forward[0] = backward[0] = 1
    return np.multiply.accumulate(forward), np.multiply.accumulate(backward)
