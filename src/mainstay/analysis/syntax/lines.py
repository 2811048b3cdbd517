"""Which lines of a file are blank, comment, code or tests, and how many code lines stand between two of them."""

from collections.abc import Iterable
from itertools import accumulate

_BLANK, _COMMENT, _CODE, _TEST = range(4)


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

    @property
    def tests(self) -> int:
        """Lines of code that are marked as tests, which are no code otherwise."""
        return self._state.count(_TEST)

    def mark_tests(self, first: int, last: int) -> None:
        """Mark code from row `first` to row `last`, both inclusive, as tests, once all comments are marked."""
        for row in range(first, min(last + 1, len(self._state))):
            if self._state[row] == _CODE:
                self._state[row] = _TEST

    def width(self, row: int) -> int:
        """Give how many bytes a row has."""
        return len(self._rows[row])

    def mark_comments(self, spans: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """Mark rows as comment: spans from (row, column in bytes) to (row, column). A row with anything beside stays code."""
        shared: dict[int, list[tuple[int, int]]] = {}
        rows = self._rows
        for (first, column), (last, end) in spans:
            start, stop = first, min(last, len(rows) - 1)
            if rows[first][:column].strip():
                shared.setdefault(first, []).append((column, end if first == last else len(rows[first])))
                start += 1
            if start <= stop == last and rows[last][end:].strip():
                shared.setdefault(last, []).append((column if first == last else 0, end))
                stop -= 1
            for row in range(start, stop + 1):
                self._state[row] = _COMMENT
        for row, parts in shared.items():
            if _is_covered(rows[row], parts):
                self._state[row] = _COMMENT

    def between(self, first: int, last: int) -> int:
        """Count code lines from row `first` to row `last`, both inclusive, once all comments are marked."""
        if not self._up_to:
            self._up_to = [0, *accumulate(state == _CODE for state in self._state)]
        last = min(last, len(self._state) - 1)
        return self._up_to[last + 1] - self._up_to[first] if first <= last else 0


def _is_covered(row: bytes, parts: list[tuple[int, int]]) -> bool:
    reached, rest = 0, b""
    for start, end in sorted(parts):
        rest += row[reached:start]
        reached = max(reached, end)
    return not (rest + row[reached:]).strip()
