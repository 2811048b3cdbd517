"""Reading some columns of a table side by side, row by row, as texts."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol


class Rows(Protocol):
    """What reads files of one kind."""

    def read(self, path: Path, columns: Sequence[str]) -> Iterator[list[tuple[str, ...]]]:
        """Give the cells of these columns, in this order, portion by portion; "" where one is empty.

        Rows that do not fit are left out. Raises UsageError where the file is not there, is broken or has no such column;
        RunFailed where the system does not let it be read, or what reads it is not installed.
        """
        ...
