"""Where the copied regions of a snapshot stand again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.duplication.regions import Index
from mainstay.domain.source_file import Region


@dataclass(frozen=True, slots=True)
class Partner:
    """Another place where a region, or some of it, stands: the snapshot's entry and its lines, 1-based and inclusive."""

    place: int
    line: int
    end_line: int


class Elsewhere:
    """Finds the partners of any number of regions of one snapshot, whose fingerprints are sorted once."""

    def __init__(self, index: Index, snapshot: Sequence[int]) -> None:
        """Take the texts of a snapshot, named by their places in `index`; a text may stand in it several times."""
        self._index, self._snapshot = index, snapshot
        numbers = [index.numbers_of(text) for text in snapshot]
        self._starts = np.cumsum([0, *map(len, numbers)])
        together = np.concatenate(numbers) if numbers else np.empty(0, np.int64)
        self._order = np.argsort(together, kind="stable")
        self._sorted = together[self._order]

    def of(self, place: int, region: Region, most: int = 3) -> list[Partner]:
        """Give up to `most` partners of a region of the entry at `place`, those that share most of it first."""
        prints = self._index.text(self._snapshot[place])
        own = (prints.first_lines >= region.line) & (prints.last_lines <= region.end_line)
        wanted = np.unique(self._index.numbers_of(self._snapshot[place])[own])
        begins, ends = (np.searchsorted(self._sorted, wanted, side) for side in ("left", "right"))
        hits = [self._order[begin:end] for begin, end in zip(begins, ends, strict=True)]
        found = np.sort(np.concatenate(hits)) if hits else np.empty(0, np.int64)
        start = self._starts[place]
        mine = np.isin(found, start + np.flatnonzero(own))
        stretches = sorted(self._stretches(found[~mine]), key=lambda stretch: (-len(stretch), stretch[0]))
        return [self._partner(stretch) for stretch in stretches[:most]]

    def _stretches(self, found: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        """Cut places of fingerprints into runs of neighbours within one entry."""
        if len(found):
            entries = np.searchsorted(self._starts, found, "right")
            cuts = np.flatnonzero((np.diff(found) > 1) | (np.diff(entries) > 0)) + 1
            yield from np.split(found, cuts)

    def _partner(self, stretch: NDArray[np.int64]) -> Partner:
        entry = int(np.searchsorted(self._starts, stretch[0], "right")) - 1
        prints = self._index.text(self._snapshot[entry])
        first, last = (int(place - self._starts[entry]) for place in (stretch[0], stretch[-1]))
        return Partner(entry, int(prints.first_lines[first]), int(prints.last_lines[last]))
