"""What is kept of a column of a table: counts that two of them can be added up from, never the rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


class ColumnKind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CATEGORY = "category"
    TEXT = "text"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the bins of a column stand: narrow around `centre`, wider the farther from it, counted in `spread`s."""

    centre: float
    spread: float


@dataclass(frozen=True, slots=True)
class NumberSketch:
    """The numbers of a column: `counts[i]` of them are in bin `first + i` of the scale.

    `missing` cells had nothing in them, `infinite` no finite number, `odd` something that is no number. `least` and `most`
    are of the finite ones, NaN where there are none.
    """

    scale: Scale
    first: int
    counts: Counts
    missing: int = 0
    infinite: int = 0
    odd: int = 0
    least: float = float("nan")
    most: float = float("nan")

    @property
    def count(self) -> int:
        """Count the finite numbers."""
        return int(self.counts.sum())

    @property
    def rows(self) -> int:
        """Count all cells."""
        return self.count + self.missing + self.infinite + self.odd


@dataclass(frozen=True, slots=True)
class TextSketch:
    """The texts of a column.

    `values` counts each text as long as there are not too many different ones; what came after is in `others`. `lengths` are
    those of texts in characters, `words` counts words by a hash of theirs, `looked_at` texts are in both.
    """

    values: Mapping[str, int] = field(default_factory=dict)
    others: int = 0
    missing: int = 0
    lengths: NumberSketch | None = None
    words: Counts = field(default_factory=lambda: np.zeros(0, np.int64))
    looked_at: int = 0

    @property
    def count(self) -> int:
        """Count the texts that are there."""
        return sum(self.values.values()) + self.others

    @property
    def rows(self) -> int:
        """Count all cells."""
        return self.count + self.missing


Sketch = NumberSketch | TextSketch


@dataclass(frozen=True, slots=True)
class TableSketch:
    """A whole table: `columns` in its order, `rows` of them; `name` is what it is called for people."""

    name: str
    rows: int
    columns: Mapping[str, Sketch]
