"""The Clock port on the system's clocks."""

import time


class SystemClock:
    """Wall time as the system tells it, and a stop watch that no change of the wall time touches."""

    def now(self) -> int:
        """Tell the time in seconds since 1970 (UTC)."""
        return int(time.time())

    def elapsed(self) -> float:
        """Tell seconds since some fixed moment; only differences mean something."""
        return time.monotonic()

    def rest(self, seconds: float) -> None:
        """Wait for so many seconds of the stop watch."""
        time.sleep(max(0.0, seconds))
