"""The Ids port by the clock and the system's randomness."""

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from mainstay.ports.clock import Clock

_SECOND_BITS, _RANDOM_BITS, _STEP_BITS = 32, 16, 20
_LARGEST = (1 << 64) - 1
_NANOSECONDS = 10**9


@dataclass(slots=True)
class TimeIds:
    """Eight digits of seconds since 1970, four of the part of a second, four at random; where the clock goes back they grow.

    So what one process makes right after another one has a greater id, also within the second.
    """

    clock: Clock
    nanoseconds: Callable[[], int] = time.time_ns
    _last: int = 0
    _alone: threading.Lock = field(default_factory=threading.Lock)

    def new(self) -> str:
        """Give the next id; see the port."""
        with self._alone:
            by_time = (self._moment() << _RANDOM_BITS) | secrets.randbits(_RANDOM_BITS)
            # The step is random too: another process at the same moment must not count along.
            after_last = self._last + 1 + secrets.randbits(_STEP_BITS)
            self._last = min(max(by_time, after_last), _LARGEST)
            return f"{self._last:016x}"

    def _moment(self) -> int:
        """Give the seconds and 16 bits of their part; both clocks are read within one second."""
        second = self.clock.now()
        while True:
            part = self.nanoseconds() % _NANOSECONDS
            if (now := self.clock.now()) == second:
                return (second << (_SECOND_BITS - _RANDOM_BITS)) | (part << _RANDOM_BITS) // _NANOSECONDS
            second = now
