"""The Ids port by the clock and the system's randomness."""

import secrets
import threading
from dataclasses import dataclass, field

from mainstay.ports.clock import Clock

_TAIL_BITS = 32
_STEP_BITS = 16
_LARGEST = (1 << 64) - 1


@dataclass(slots=True)
class TimeIds:
    """Eight digits of seconds since 1970 and eight at random; where the clock stands or goes back they still grow."""

    clock: Clock
    _last: int = 0
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def new(self) -> str:
        """Give the next id; see the port."""
        with self._alone:
            by_time = (self.clock.now() << _TAIL_BITS) | secrets.randbits(_TAIL_BITS)
            # The step is random too: another process at the same second must not count along.
            after_last = self._last + 1 + secrets.randbits(_STEP_BITS)
            self._last = min(max(by_time, after_last), _LARGEST)
            return f"{self._last:016x}"
