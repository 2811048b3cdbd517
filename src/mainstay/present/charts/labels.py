"""Finds room for a label within a drawing that stretches: where no line runs behind it, on a narrow page neither."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

NARROW = 190
"""Pixels of the narrowest plot, on a page of 320; on a wider one a label takes a smaller part of the width."""
_LETTER = 6.8  # pixels of a letter of 12 pixels, on the wide side
_ABOVE, _BELOW = 11, 4  # pixels that letters reach above and below the line they stand on
_STEPS = 12
ASIDE = 4
"""Pixels that a label keeps from where it begins or ends."""

Point: TypeAlias = tuple[float, float]
"""A place across (0 to 1) and pixels down."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a label begins, or ends where it is anchored at its `end`: a place across (0 to 1) and pixels down."""

    place: float
    down: float
    anchor: str


def spot(words: str, downs: Sequence[float], lines: Iterable[Sequence[Point]]) -> Spot | None:
    """Give the first spot where the label touches none of the lines; None where there is none.

    `downs` are the pixels down on which it may stand, the best first. Each of them is tried at the left end, at the right end,
    and then in between.
    """
    wide = (len(words) * _LETTER + ASIDE) / NARROW
    if wide > 1:
        return None
    parts = [(one, other) for line in lines for one, other in pairwise(line)]
    starts = [(1 - wide) * step / _STEPS for step in range(_STEPS + 1)]
    ends = [(starts[0], down) for down in downs], [(starts[-1], down) for down in downs]
    between = [(start, down) for down in downs for start in starts[1:-1]]
    for start, down in (*_alternating(*ends), *between):
        if not any(_touches(part, start, start + wide, down) for part in parts):
            return Spot(1.0, down, "end") if start == starts[-1] else Spot(start, down, "start")
    return None


def _alternating(left: Iterable[Point], right: Iterable[Point]) -> list[Point]:
    return [one for pair in zip(left, right, strict=True) for one in pair]


def _touches(part: tuple[Point, Point], start: float, end: float, down: float) -> bool:
    """Whether a straight part of a line runs through the letters from `start` to `end`."""
    (x, y), (other, below) = sorted(part)
    if other < start or x > end:
        return False
    slope = (below - y) / (other - x) if other > x else 0.0
    first = y + slope * (max(start, x) - x)
    last = y + slope * (min(end, other) - x) if other > x else below
    return min(first, last) <= down + _BELOW and max(first, last) >= down - _ABOVE
