"""Blocks of eight weeks of daily numbers as bytes, and back; and the heads of many blocks at once.

Version 1, little-endian: version, width (0 or 1), two bytes 0, 56 means as float64, 56 times the hours that are missing as
uint8 (this is the head, 508 bytes), then 56 times each median, p95, highest and lowest, as float32 (width 0) or float64
(width 1), and 56 counts of points as uint32. Means keep 16 digits: bytes of disks beyond 10^15 and seconds since 1970 go
through as they are. The others keep 7 digits in float32: 10^12 bytes to 33 kB, seconds since 1970 to 64 s, where the quantiles
are off by up to 3 % anyway; float64 is taken where a value is beyond what float32 can hold.
"""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.hours import HOURS
from mainstay.analysis.rollups.points import LARGEST
from mainstay.analysis.rollups.rolling import Numbers
from mainstay.domain.rollup import BLOCK, HEAD

VERSION: Final = 1
_ROUGH = ("median", "p95", "highest", "lowest")
_TINIEST: Final = float(np.finfo(np.float32).tiny)
_EDGES: Final = (float(np.finfo(np.float32).max), LARGEST)
"""The largest numbers of either width; rounding to float32 may lift one a little, never beyond what that holds."""
_MOST_COUNTED: Final = (1 << 32) - 1
_START: list[Any] = [
    ("version", "u1"),
    ("wide", "u1"),
    ("zero", "<u2"),
    ("mean", "<f8", (BLOCK,)),
    ("missing", "u1", (BLOCK,)),
]
_HEAD = np.dtype(_START)
_WHOLE = tuple(
    np.dtype([*_START, *((name, kind, (BLOCK,)) for name in _ROUGH), ("count", "<u4", (BLOCK,))])
    for kind in ("<f4", "<f8")
)
LENGTHS: Final = tuple(kind.itemsize for kind in _WHOLE)
"""Bytes of a block of either width."""


def empty() -> Numbers:
    """Give the numbers of a block in which there is no day."""
    mean, median, p95, highest, lowest = np.full((5, BLOCK), np.nan)
    counts, missing = np.zeros(BLOCK, dtype=np.int64), np.full(BLOCK, HOURS, dtype=np.int64)
    return Numbers(mean, median, p95, highest, lowest, counts, missing)


def packed(numbers: Numbers) -> bytes:
    """Give the numbers of the 56 days of a block as bytes."""
    wide = any(not _fits_float32(getattr(numbers, name)) for name in _ROUGH)
    made = np.zeros((), dtype=_WHOLE[wide])
    made["version"], made["wide"] = VERSION, wide
    for name in ("mean", "missing", *_ROUGH):
        made[name] = getattr(numbers, name)
    made["count"] = np.minimum(numbers.count, _MOST_COUNTED)
    return made.tobytes()


def unpacked(block: bytes) -> Numbers:
    """Give the numbers that bytes hold. Raises ValueError, saying what is wrong, where they are no block of this version."""
    if fault := fault_of(len(block), block[:HEAD]):
        raise ValueError(fault)
    found = np.frombuffer(block, dtype=_WHOLE[block[1]])[0]
    floats = {name: found[name].astype(np.float64) for name in ("mean", *_ROUGH)}
    count, missing = found["count"].astype(np.int64), found["missing"].astype(np.int64)
    sound = missing <= HOURS
    for values in floats.values():
        # A day has points and all its numbers, or neither.
        sound &= np.where(
            count > 0, np.isfinite(values) & (np.abs(values) <= _EDGES[block[1]]), np.isnan(values)
        )
    if not (sound & ((count > 0) == (missing < HOURS))).all():
        raise ValueError("it holds what no day can be")
    return Numbers(**floats, count=count, missing=missing)


def fault_of(length: int, head: bytes) -> str:
    """Tell what is wrong with a block of so many bytes that begins so, "" where nothing is."""
    if length < HEAD or len(head) != HEAD:
        return f"it has {length} bytes and is cut short"
    if head[0] != VERSION:
        return f"its version is {head[0]}, and this program reads version {VERSION}"
    if head[1] > 1 or length != LENGTHS[head[1]]:
        return f"it has {length} bytes where {LENGTHS[min(head[1], 1)]} belong"
    return ""


def heads(found: Sequence[bytes]) -> tuple[NDArray[np.float64], NDArray[np.uint8], NDArray[np.bool_]]:
    """Give means and missing hours (blocks by 56) of heads that have no fault, and which of them hold numbers that can be."""
    read = np.frombuffer(b"".join(found), dtype=_HEAD)
    means, missing = read["mean"], read["missing"]
    with np.errstate(invalid="ignore"):
        sound = np.where(missing < HOURS, np.abs(means) < LARGEST, np.isnan(means) & (missing == HOURS))
    return means, missing, sound.all(axis=1)


def _fits_float32(values: NDArray[np.float64]) -> bool:
    sizes = np.abs(values[np.isfinite(values)])
    return bool(((sizes == 0) | ((sizes >= _TINIEST) & (sizes <= _EDGES[0]))).all())
