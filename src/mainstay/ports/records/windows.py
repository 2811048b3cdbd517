"""What was put down about the times at which maintenance windows open."""

from collections.abc import Sequence
from typing import Protocol

from mainstay.domain.occurrence import Mark


class WindowMarks(Protocol):
    """Marks are added and never changed."""

    def add(self, mark: Mark) -> bool:
        """Keep a mark; False, and nothing is kept, when the same person did the same as the same before."""
        ...

    def not_closed(self, now: int) -> Sequence[Mark]:
        """Give all marks about occurrences that have not closed at `now`, in the order in which they came."""
        ...
