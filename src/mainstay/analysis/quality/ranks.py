"""Rows that are ranked in groups, and how right each group stands: gain of the first ten, precision, rank of the first hit.

Rows of a group may come in any order and far from each other, so they are kept: some 20 bytes each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.quality.sums import BLOCKS, Values, number
from mainstay.domain.errors import UsageError

MOST_ROWS = 20_000_000
FIRST = 10
"""Places that count for the cumulated gain."""


@dataclass(slots=True)
class RankSums:
    """Rows of groups as they come; `finish` makes them to sums by block."""

    groups: dict[str, int] = field(default_factory=dict)
    portions: list[tuple[NDArray[np.int64], Values, Values]] = field(default_factory=list)
    rows: int = 0
    left_out: int = 0

    def add(self, rows: Iterable[Sequence[str]]) -> None:
        """Add rows of a label, a prediction and a group; those that lack one, or have a label below 0, are left out.

        Raises UsageError where there are too many.
        """
        known = self.groups
        read = [
            (known.setdefault(group, len(known)), number(label), number(said))
            for label, said, group in rows
            if group
        ]
        found = np.array(read, np.float64).reshape(-1, 3)
        found = found[np.isfinite(found).all(axis=1) & (found[:, 1] >= 0)]
        self.rows += len(found)
        if self.rows > MOST_ROWS:
            raise UsageError(
                f"more than {MOST_ROWS:,} rows are ranked",
                where="--group",
                mend="give a sample: some of the groups, each with all of its rows",
            )
        self.portions.append((found[:, 0].astype(np.int64), found[:, 1], found[:, 2]))

    def finish(self) -> tuple[Values, int]:
        """Give sums of shape (BLOCKS, 4), groups before their figures, and how many groups have no relevant row."""
        if not self.rows:
            return np.zeros((BLOCKS, 4)), len(self.groups)
        group, label, said = (np.concatenate(parts) for parts in zip(*self.portions, strict=True))
        figures, relevant = _of_groups(group, label, said, len(self.groups))
        # Groups go to blocks as they first came, and so the same ones for every prediction of the same rows.
        kept = figures[relevant]
        blocks = np.arange(len(kept)) % BLOCKS
        columns = (np.ones(len(kept)), *kept.T)
        sums = np.stack([np.bincount(blocks, column, BLOCKS) for column in columns], axis=1)
        return sums.astype(np.float64), int(np.count_nonzero(~relevant))


def _of_groups(
    group: NDArray[np.int64], label: Values, said: Values, count: int
) -> tuple[Values, NDArray[np.bool_]]:
    """Give gain, precision and reciprocal rank of each group (count by 3), and which have a relevant row.

    Rows with one and the same prediction stand in the worst order: who says the same of all is not rewarded by luck.
    """
    order = np.lexsort((label, -said, group))
    ideal = np.lexsort((-label, group))
    places, hits = _places(group[order]), label[order] > 0
    discount = np.where(places < FIRST, 1 / np.log2(places + 2), 0.0)
    gain = np.bincount(group[order], label[order] * discount, count)
    best = np.bincount(group[ideal], label[ideal] * discount, count)
    relevant = best > 0
    so_far = np.cumsum(hits) - _before(np.cumsum(hits), places)
    precisions = np.bincount(group[order], np.where(hits, so_far / (places + 1), 0.0), count)
    found = np.maximum(np.bincount(group[order], hits, count), 1)
    first = np.bincount(group[order], np.where(hits & (so_far == 1), 1 / (places + 1), 0.0), count)
    with np.errstate(divide="ignore", invalid="ignore"):
        figures = np.stack((gain / best, precisions / found, first), axis=1).astype(np.float64)
    return figures, relevant


def _places(group: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give the place of each row within its group, from 0; rows of a group stand together."""
    begins = np.flatnonzero(np.diff(group, prepend=group[0] - 1))
    lengths = np.diff(begins, append=len(group))
    return np.arange(len(group)) - np.repeat(begins, lengths)


def _before(totals: NDArray[np.int64], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """Give what the total was before the group of each row began."""
    begins = np.arange(len(places)) - places
    return np.where(begins > 0, totals[begins - 1], 0)
