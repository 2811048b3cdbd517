"""A clock that was put back: what waits for a moment is looked at again, so that nothing waits for a moment that was."""

from dataclasses import replace

from mainstay.domain.run import LONG, RunState
from mainstay.flows.office import Office
from mainstay.ports.records.runs import AskedRuns

SLACK = 600
"""So many seconds may the clocks of several machines differ."""
_MOST = 10_000
_LOOKS = 3
"""So often are they woken, for somebody may still have been about to rest by the clock as it was."""


class Waking:
    """Notices by this process's own stop watch, or by the trail, that the wall clock was put back."""

    def __init__(self) -> None:
        """Know nothing of any clock yet."""
        self._last: tuple[int, float] | None = None
        self._heeded = 0
        self._left = 0

    def heed(self, office: Office) -> None:
        """Let all runs that wait for a moment be looked at, if the clock was put back. Raises RunFailed as the store does."""
        now, elapsed = office.clock.now(), office.clock.elapsed()
        if self._last is not None and now - self._last[0] < elapsed - self._last[1] - SLACK:
            self._left = _LOOKS
        self._last = now, elapsed
        with office.store.reading() as work:
            newest = work.trail.newest()
        if newest is not None and newest.id != self._heeded and newest.at > now + SLACK:
            self._left, self._heeded = _LOOKS, newest.id
        if not self._left:
            return
        with office.store.writing() as work:
            for run in work.runs.page(AskedRuns(None, frozenset({RunState.WAITING}), most=_MOST)):
                if now < run.wake_at < LONG:
                    work.runs.change(replace(run, wake_at=0), run)
        self._left -= 1
