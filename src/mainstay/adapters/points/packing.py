"""Packs the points of one series into few bytes, and gives back the very same ones.

Most readings are whole or have few decimals: as whole numbers, by their differences, they take two bytes or three. Whether
that loses nothing is tried for each pack, as in ALP (Afroozeh and others, SIGMOD 2024); what it would change is kept bit by
bit. Bytes of the same weight stand together, which is what makes deflate (RFC 1951) find something.
"""

import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.signal import Samples, Times, Values

MOST = 100_000
"""Points in one pack."""

_BITS: Final = 255
"""Stands where the number of decimals does, for values that are kept bit by bit."""
_DECIMALS = range(10)
_EXACT = float(1 << 53)
_LEVEL = 6


class Broken(ValueError):
    """The bytes are no pack."""


def packed(samples: Samples) -> bytes:
    """Pack at least one point and at most MOST."""
    decimals, words = _whole(samples.values)
    columns = _columns(_differences(samples.times)) + _columns(words)
    head = bytes([decimals]) + len(samples.times).to_bytes(4, "little")
    return head + zlib.compress(columns, _LEVEL)


def unpacked(content: bytes) -> Samples:
    """Give the points of a pack, in their order. Raises Broken."""
    decimals, count = content[0] if content else 0, int.from_bytes(content[1:5], "little")
    if not 0 < count <= MOST:
        raise Broken("it tells no number of points")
    plain = _inflated(content[5:], 16 * count)
    times = np.cumsum(_unfolded(_words(plain[: 8 * count], count)))
    words = _words(plain[8 * count :], count)
    if decimals == _BITS:
        return Samples(times, words.view(np.float64))
    if decimals not in _DECIMALS:
        raise Broken("it tells no number of decimals")
    return Samples(times, np.cumsum(_unfolded(words)) / 10.0**decimals)


def _inflated(content: bytes, size: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        plain = reader.decompress(content, size + 1)
    except zlib.error as error:
        raise Broken(str(error)) from error
    if len(plain) != size or not reader.eof:
        raise Broken("it has another size")
    return plain


def _whole(values: Values) -> tuple[int, NDArray[np.uint64]]:
    """Give values as differences of whole numbers and how many decimals these stand for, or as their bits."""
    bits = values.view(np.uint64)
    if np.isfinite(values).all():
        for decimals in _DECIMALS:
            if not _fits(values, decimals):
                break
            whole = np.rint(values * 10.0**decimals).astype(np.int64)
            # Bits, for a whole number has no zero below zero.
            if np.array_equal((whole / 10.0**decimals).view(np.uint64), bits):
                return decimals, _differences(whole)
    return _BITS, bits


def _fits(values: Values, decimals: int) -> bool:
    return bool(np.abs(values).max() < _EXACT / 10.0**decimals)


def _differences(whole: Times) -> NDArray[np.uint64]:
    """Give each number's distance to the one before, the first's to 0; small ones are small numbers, whatever their sign."""
    steps = np.diff(whole, prepend=np.int64(0))
    return ((steps << 1) ^ (steps >> 63)).view(np.uint64)


def _unfolded(words: NDArray[np.uint64]) -> Times:
    return (words >> np.uint64(1)).view(np.int64) ^ -(words & np.uint64(1)).view(np.int64)


def _columns(words: NDArray[np.uint64]) -> bytes:
    return words.astype("<u8").view(np.uint8).reshape(-1, 8).T.tobytes()


def _words(columns: bytes, count: int) -> NDArray[np.uint64]:
    table = np.frombuffer(columns, np.uint8).reshape(8, count)
    return np.ascontiguousarray(table.T).view("<u8").reshape(count).astype(np.uint64)
