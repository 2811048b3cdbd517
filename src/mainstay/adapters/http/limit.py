"""How long something on the network may still take."""

import time
from collections.abc import Callable

from mainstay.ports.http import never

GLANCE = 0.1
"""How long one wait is at most, in seconds, before it is looked whether all of it is to end."""


class Ended(Exception):
    """Its time is over, or somebody stopped it; the text says which."""


class Limit:
    """So many seconds from now on, and what tells that somebody wants it to stop."""

    def __init__(self, seconds: float, stopped: Callable[[], bool] = never) -> None:
        """Begin now."""
        self._ends = time.monotonic() + seconds
        self._stopped = stopped
        self._asked = 0.0

    @property
    def left(self) -> float:
        """How many seconds are left, 0 and less where none are."""
        return self._ends - time.monotonic()

    def wait(self) -> float:
        """Give for how long may be waited at once, above 0 and at most GLANCE. Raises Ended when it is to end."""
        now = time.monotonic()
        # Asking whether to stop may cost more than a piece of data.
        if now - self._asked >= GLANCE:
            self._asked = now
            if self._stopped():
                raise Ended("it was stopped")
        if now >= self._ends:
            raise Ended("it took too long")
        return min(GLANCE, self._ends - now)
