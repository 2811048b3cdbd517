"""What was put down about the times at which maintenance windows open."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from mainstay.domain.occurrence import Mark


class WindowMarks(Protocol):
    """Marks are added and never changed."""

    def add(self, mark: Mark) -> bool:
        """Keep a mark; False, and nothing is kept, when the same person did the same as the same before."""
        ...

    def every(self) -> Iterator[Mark]:
        """Give all marks in the order in which they came, with few of them in memory.

        Raises RunFailed where one cannot be read.
        """
        ...

    def not_closed(self, now: int) -> Sequence[Mark]:
        """Give all marks about occurrences that have not closed at `now`, in the order in which they came."""
        ...
