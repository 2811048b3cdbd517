"""Names for new records."""

from typing import Protocol


class Ids(Protocol):
    """Ids that no other process gives and that grow with time, so that records sort by it."""

    def new(self) -> str:
        """Give an id of 16 hexadecimal digits that is greater than all that this object gave before."""
        ...
