"""Lines that stretches of a file take up, laid together so that each of many results asks once."""

from bisect import bisect_right
from collections.abc import Iterable


class Spans:
    """Stretches of lines (1-based, inclusive)."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        """Take stretches as (first, last); a last one before the first is a stretch of one line."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((first, max(first, last)) for first, last in stretches):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def cover(self, line: int) -> bool:
        """Tell whether a stretch takes up the line; 0 is the whole file, which any does."""
        place = bisect_right(self._starts, line) - 1
        return not line or (place >= 0 and line <= self._ends[place])
