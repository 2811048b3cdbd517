"""The pulse of a worker: as long as it beats, nobody takes over what the worker has in hand; when it stops, work stops too."""

import threading
from collections.abc import Callable

from mainstay.domain.errors import RunFailed
from mainstay.domain.lease import Lease
from mainstay.ports.clock import Clock
from mainstay.ports.store import Store

BEATS = 4
"""So often a lease beats within the time after which others take it for dead."""
_GIVE_UP = 0.7
"""The share of that time after which a worker that could not beat takes its leases for lost, before anybody can have them."""


class Pulse:
    """Lets the leases of a worker beat, and knows which are still its own. It is used from several threads."""

    def __init__(self, store: Store, clock: Clock, worker: str, seconds: float) -> None:
        """Beat for `worker` in a store; others take a lease over that did not beat for so many `seconds`."""
        self._store, self._clock, self._worker, self._seconds = store, clock, worker, seconds
        self._own: dict[str, tuple[int, float]] = {}
        self._alone = threading.Lock()
        self.broken_off = threading.Event()

    @property
    def pause(self) -> float:
        """Seconds between two beats."""
        return self._seconds / BEATS

    def hold(self, lease: Lease, since: float) -> None:
        """Take care of a lease from now on; it was taken no earlier than at `since` of the stop watch."""
        with self._alone:
            self._own[lease.target] = (lease.token, since)

    def drop(self, target: str) -> None:
        """Take no more care of the lease of a target."""
        with self._alone:
            self._own.pop(target, None)

    def lost(self, lease: Lease) -> bool:
        """Whether a lease may be somebody else's, so that whatever is done under it must be broken off."""
        with self._alone:
            token, last = self._own.get(lease.target, (0, 0.0))
        late = self._clock.elapsed() - last > self._seconds * _GIVE_UP
        return late or token != lease.token or self.broken_off.is_set()

    def beat(self) -> RunFailed | None:
        """Let all leases beat once, and note those that are lost; give why it could not be done, None where it was."""
        with self._alone:
            before = dict(self._own)
        if not before:
            return None
        began = self._clock.elapsed()
        try:
            with self._store.writing() as work:
                held = {lease.target: lease.token for lease in work.leases.beat(self._worker)}
        except RunFailed as failure:
            return failure
        with self._alone:
            for target, own in before.items():
                if self._own.get(target) == own and held.get(target) == own[0]:
                    self._own[target] = (own[0], began)
                elif self._own.get(target) == own:
                    del self._own[target]
        return None

    def keep_beating(self, ended: threading.Event, say: Callable[[RunFailed], None]) -> None:
        """Beat until something has `ended`."""
        while not ended.wait(self.pause):
            failure = self.beat()
            if failure is not None:
                say(failure)


class Watch:
    """Notices who does not beat any more, by this worker's own stop watch: no two clocks are ever compared."""

    def __init__(self, clock: Clock, seconds: float, is_gone: Callable[[str], bool]) -> None:
        """Take for dead who `is_gone`, or did not beat for so many `seconds`."""
        self._clock, self._seconds, self._is_gone = clock, seconds, is_gone
        self._seen: dict[str, tuple[int, int, float]] = {}

    def dead(self, leases: list[Lease]) -> list[Lease]:
        """Give those of all leases that are in hand whose holder is dead."""
        now = self._clock.elapsed()
        seen: dict[str, tuple[int, int, float]] = {}
        found = []
        for lease in leases:
            token, beat, since = self._seen.get(lease.target, (0, 0, now))
            fresh = (token, beat) != (lease.token, lease.beat)
            seen[lease.target] = (lease.token, lease.beat, now if fresh else since)
            if now - seen[lease.target][2] >= self._seconds or self._is_gone(lease.holder):
                found.append(lease)
        self._seen = seen
        return found
