"""Roll-ups of series as they are kept: who a series is, how far its points were taken in, and what was made of them, packed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mainstay.domain.signal import Signal

BLOCK: Final = 56
"""Days that are packed together: eight weeks, counted from 1970."""
HEAD: Final = 508
"""Bytes at the beginning of a packed block that hold all that daily levels are made of."""


@dataclass(frozen=True, slots=True)
class Rollup:
    """One series with what was made of its points.

    Days are counted from 1970, in UTC. `first_day` and `last_day` are the first and last with points, `taken_to` is the second
    up to which points were taken in. `shape` holds the week profile, the histogram and the days that are open, `blocks` the
    days' numbers by the number of their block (`day // BLOCK`); `analysis/rollups` packs and unpacks both. Blocks
    before `blocks_from` were not asked for. `number` and `turn`
    are the store's own: 0 for a series that is new, and how often it was changed.
    """

    signal: Signal
    first_day: int
    last_day: int
    taken_to: int
    shape: bytes = b""
    blocks: Mapping[int, bytes] = field(default_factory=dict)
    blocks_from: int = 0
    number: int = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A series of which something that the store keeps cannot be read, and why."""

    source: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some series, without shapes and blocks, and beside them the heads of their blocks, as many as there are.

    The four lists belong together: the place of the series in `series`, the number of the block, how many bytes the whole
    block has, and its first `HEAD` bytes. `unreadable` are series that are not among them, for who they are cannot be read.
    `last` is the number of the last series, with which the next stretch is asked for.
    """

    series: Sequence[Rollup]
    places: Sequence[int]
    numbers: Sequence[int]
    lengths: Sequence[int]
    heads: Sequence[bytes]
    unreadable: tuple[Unreadable, ...] = ()
    last: int = 0
