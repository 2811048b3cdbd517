"""What time it is."""

from typing import Protocol


class Clock(Protocol):
    """Wall time and a stop watch; tests set both."""

    def now(self) -> int:
        """Tell the time in seconds since 1970 (UTC)."""
        ...

    def elapsed(self) -> float:
        """Tell seconds since some fixed moment; only differences mean something."""
        ...
