"""Which lines of a file are blank, comment or code, and how many code lines stand between two of them."""

from collections.abc import Iterable
from itertools import accumulate

_BLANK, _COMMENT, _CODE = range(3)


class Lines:
    """The rows of one file, 0-based. Documentation strings count as comment, with the blank rows inside them."""

    def __init__(self, source: bytes) -> None:
        """Split the source; a last line without a newline counts, an empty rest does not."""
        self._rows = source.split(b"\n")
        if not self._rows[-1]:
            self._rows.pop()
        self._state = bytearray(_CODE if row.strip() else _BLANK for row in self._rows)
        self._up_to: list[int] = []

    @property
    def total(self) -> int:
        """All lines."""
        return len(self._rows)

    @property
    def blank(self) -> int:
        """Lines with nothing but white space."""
        return self._state.count(_BLANK)

    @property
    def comment(self) -> int:
        """Lines that hold only a comment or documentation."""
        return self._state.count(_COMMENT)

    @property
    def code(self) -> int:
        """All other lines."""
        return self._state.count(_CODE)

    def mark_comments(self, spans: Iterable[tuple[int, int, int]]) -> None:
        """Mark rows as comment: spans of (first row, first column in bytes, last row). A row with code before it stays code."""
        for first, column, last in spans:
            start = first + 1 if self._rows[first][:column].strip() else first
            for row in range(start, min(last + 1, len(self._state))):
                self._state[row] = _COMMENT

    def between(self, first: int, last: int) -> int:
        """Count code lines from row `first` to row `last`, both inclusive, once all comments are marked."""
        if not self._up_to:
            self._up_to = [0, *accumulate(state == _CODE for state in self._state)]
        last = min(last, len(self._state) - 1)
        return self._up_to[last + 1] - self._up_to[first] if first <= last else 0
