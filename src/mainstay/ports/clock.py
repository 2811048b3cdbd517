"""What time it is, and waiting."""

from typing import Protocol


class Clock(Protocol):
    """Wall time and a stop watch; tests set both."""

    def now(self) -> int:
        """Tell the time in seconds since 1970 (UTC)."""
        ...

    def elapsed(self) -> float:
        """Tell seconds since some fixed moment; only differences mean something."""
        ...

    def rest(self, seconds: float) -> None:
        """Wait for so many seconds of the stop watch, whatever becomes of the wall time; none for 0 or less."""
        ...
