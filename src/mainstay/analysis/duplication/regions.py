"""Where code stands twice within one snapshot of a repository."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.duplication.fingerprints import Fingerprints, Shingles
from mainstay.domain.source_file import Region

FEWEST_LINES = 6


class Index:
    """The fingerprints of many texts, numbered once, so that each of many snapshots costs one counting pass."""

    def __init__(self, texts: Sequence[Fingerprints]) -> None:
        """Take all texts that any snapshot will name; a text is named by its place here."""
        self._texts = texts
        self._bounds = np.cumsum([0, *(len(text.hashes) for text in texts)])
        hashes = np.concatenate([text.hashes for text in texts]) if texts else np.empty(0, np.uint64)
        _, numbers = np.unique(hashes, return_inverse=True)
        self._numbers: NDArray[np.int64] = numbers.astype(np.int64)
        self._distinct = int(self._numbers.max()) + 1 if len(self._numbers) else 0

    def text(self, text: int) -> Fingerprints:
        """Give the fingerprints of a text."""
        return self._texts[text]

    def numbers_of(self, text: int) -> NDArray[np.int64]:
        """Give the numbers of a text's fingerprints, in its order; equal ones stand for equal stretches."""
        return self._numbers[self._bounds[text] : self._bounds[text + 1]]

    def duplicated(self, snapshot: Sequence[int], shingles: Shingles) -> list[tuple[Region, ...]]:
        """Give the regions of each text of a snapshot that stand again somewhere in it, in the snapshot's order.

        A text may be named several times (the same content at two paths); it then stands twice.
        """
        # A run that stands twice in one text counts twice: overlapping repeats were left out before.
        numbers = [self.numbers_of(text) for text in snapshot]
        counts = np.bincount(
            np.concatenate(numbers) if numbers else self._numbers[:0], minlength=self._distinct
        )
        return [self._regions(text, counts, shingles) for text in snapshot]

    def _regions(self, text: int, counts: NDArray[np.int64], shingles: Shingles) -> tuple[Region, ...]:
        prints = self._texts[text]
        shared = np.flatnonzero(counts[self.numbers_of(text)] > 1)
        if not len(shared):
            return ()
        regions: list[Region] = []
        begin = shared[0]
        for here, following in zip(shared, [*shared[1:], -1], strict=True):
            # Neighbouring fingerprints that are both shared belong to one copy.
            if following != here + 1:
                line, end_line = int(prints.first_lines[begin]), int(prints.last_lines[here])
                length = int(prints.tokens[here] - prints.tokens[begin]) + shingles.proven
                if end_line - line + 1 >= FEWEST_LINES:
                    regions.append(Region(line, end_line, length))
                begin = following
        return tuple(regions)


def covered_lines(regions: Sequence[Region], first: int = 1, last: int | None = None) -> int:
    """Count the lines from `first` to `last` (to the end without it) that regions cover, overlapping ones once."""
    total, reached = 0, first - 1
    for region in sorted(regions, key=lambda r: r.line):
        end_line = region.end_line if last is None else min(region.end_line, last)
        total += max(end_line - max(region.line - 1, reached), 0)
        reached = max(reached, end_line)
    return total
