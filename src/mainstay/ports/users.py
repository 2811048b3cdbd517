"""Who runs this program, by the operating system."""

from typing import Protocol


class Users(Protocol):
    """The operating system's own word; nothing that a user can set counts."""

    def name(self) -> str:
        """Give the name of the user. Raises UsageError when the system knows none."""
        ...
