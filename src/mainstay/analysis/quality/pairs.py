"""Rows on which two predictions are held against one label: both must have said something."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mainstay.analysis.quality.sums import number


def both_said(rows: Iterable[tuple[str, ...]], *, as_numbers: bool) -> list[tuple[str, ...]]:
    """Give the rows that hold a label and two predictions, which come first in this order; numbers where they must be."""
    if as_numbers:
        return [row for row in rows if all(math.isfinite(number(cell)) for cell in row[:3])]
    return [row for row in rows if all(row[:3])]


@dataclass(slots=True)
class Duel:
    """Rows that one of two predictions said right, and the other did not."""

    champion: int = 0
    challenger: int = 0

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of a label, the prediction in use and the other one."""
        for label, used, other, *_ in rows:
            if (used == label) != (other == label):
                self.champion += used == label
                self.challenger += other == label
