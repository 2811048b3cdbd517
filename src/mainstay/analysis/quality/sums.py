"""Rows of labels and predictions as sums in blocks, so that files may be larger than memory and intervals cost no rows.

Rows go to 400 blocks in turn; intervals come from drawing blocks with replacement (the bootstrap of grouped rows).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
BLOCKS = 400
MOST_CLASSES = 50
OTHERS = "all others"
_LONGEST = 200
BINS = 10
"""Groups of chances for the calibration."""


@dataclass(slots=True)
class ClassSums:
    """How often each class was said where each was true, by block: `pairs[label, prediction]` has shape (BLOCKS,)."""

    pairs: dict[tuple[str, str], Values] = field(default_factory=dict)
    classes: dict[str, None] = field(default_factory=dict)
    rows: int = 0
    left_out: int = 0

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of a label and a prediction; those that lack one are left out."""
        for label, prediction in rows:
            if not label or not prediction:
                self.left_out += 1
                continue
            pair = (self._class(label), self._class(prediction))
            if pair not in self.pairs:
                self.pairs[pair] = np.zeros(BLOCKS)
            self.pairs[pair][self.rows % BLOCKS] += 1
            self.rows += 1

    def _class(self, text: str) -> str:
        name = text[:_LONGEST]
        if name in self.classes or len(self.classes) < MOST_CLASSES:
            self.classes[name] = None
            return name
        return OTHERS

    def table(self, classes: Sequence[str]) -> Values:
        """Give the counts by block: shape (BLOCKS, classes, classes), labels before predictions."""
        found = np.zeros((BLOCKS, len(classes), len(classes)))
        places = {name: place for place, name in enumerate(classes)}
        for (label, prediction), counts in self.pairs.items():
            found[:, places[label], places[prediction]] += counts
        return found


@dataclass(slots=True)
class NumberSums:
    """Sums of numbers by block, shape (BLOCKS, 5): rows, labels, their squares, errors, the sizes of errors; then squares.

    For chances `bins` has rows, chances and labels of ten groups, shape (BLOCKS, BINS, 3).
    """

    sums: Values = field(default_factory=lambda: np.zeros((BLOCKS, 6)))
    bins: Values = field(default_factory=lambda: np.zeros((BLOCKS, BINS, 3)))
    rows: int = 0
    left_out: int = 0
    chances: bool = True

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of a label and a prediction; those of which one is no finite number are left out."""
        read = [(number(one), number(other)) for one, other in rows]
        pairs = np.array(read, np.float64).reshape(-1, 2)
        there = np.isfinite(pairs).all(axis=1)
        self.left_out += int((~there).sum())
        label, said = pairs[there].T
        if not len(label):
            return
        blocks = (self.rows + np.arange(len(label))) % BLOCKS
        self.rows += len(label)
        error = said - label
        columns = (np.ones(len(label)), label, label**2, error, np.abs(error), error**2)
        for place, column in enumerate(columns):
            self.sums[:, place] += np.bincount(blocks, column, BLOCKS)
        self.chances &= bool(np.isin(label, (0.0, 1.0)).all() and said.min() >= 0 and said.max() <= 1)
        if self.chances:
            groups = np.minimum((said * BINS).astype(np.int64), BINS - 1)
            for place, column in enumerate((columns[0], said, label)):
                counted = np.bincount(blocks * BINS + groups, column, BLOCKS * BINS)
                self.bins[:, :, place] += counted.reshape(BLOCKS, BINS)


def number(text: str) -> float:
    """Give the number that a cell holds, NaN for what is none or too large to be squared."""
    try:
        found = float(text)
    except ValueError:
        return math.nan
    return found if abs(found) < 1e150 else math.nan
