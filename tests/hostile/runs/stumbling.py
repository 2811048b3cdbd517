"""A worker that dies or stands still at a step boundary that was named before: around a commit, an effect, a takeover."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from mainstay.domain.errors import MainstayError
from mainstay.domain.lease import Lease
from mainstay.domain.run import Entry, Mark
from mainstay.ports.store import Store, Work

POINTS = (
    "intent-before",
    "intent-after",
    "effect-before",
    "effect-after",
    "look",
    "result-before",
    "result-after",
    "takeover-before",
    "takeover-after",
    "take-before",
    "take-after",
)
"""An intent and a result are around the commit that keeps them; so is a takeover, which takes a lease that somebody holds."""


OUTSIDE = tuple(point for point in POINTS if point == "effect-before" or not point.endswith("-before"))
"""Those that are in no transaction."""
_STOPPING = 0.05


class _Gate:
    """What this process does that must not be stopped in its midst."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside, self._shut = 0, False

    @contextmanager
    def through(self) -> Iterator[None]:
        with self._changed:
            self._changed.wait_for(lambda: not self._shut)
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                self._changed.notify_all()

    @contextmanager
    def shut(self) -> Iterator[None]:
        """Let nobody in, once nobody is inside."""
        with self._changed:
            self._shut = True
            self._changed.wait_for(lambda: not self._inside)
        try:
            yield
        finally:
            with self._changed:
                self._shut = False
                self._changed.notify_all()


ACTING = _Gate()
"""An effect, from the last question whether it may come until it is there.

What is on its way when a process is stopped can be called back by nobody. Here it has either come or will be asked about.
"""
_WRITING = _Gate()
"""A transaction. Who stands still in one holds everybody up; that is tried by itself, at a boundary that is in one."""


class Stumble:
    """Sends this process a signal when it comes to a point for the time with that number."""

    def __init__(self, point: str, number: int, with_signal: int = signal.SIGKILL) -> None:
        self.point, self._left, self._signal = point, number, with_signal
        self._alone = threading.Lock()

    @property
    def kills(self) -> bool:
        return self._signal == signal.SIGKILL

    def at(self, moment: str) -> None:
        if moment != self.point:
            return
        with self._alone:
            self._left -= 1
            now = self._left == 0
        if now:
            self._befall()

    def _befall(self) -> None:
        with ExitStack() as alone:
            if not self.kills:
                alone.enter_context(ACTING.shut())
            if not self.kills and self.point in OUTSIDE:
                alone.enter_context(_WRITING.shut())
            os.kill(os.getpid(), self._signal)
            # Another thread may have been chosen to take the signal, and this one go on for a moment.
            time.sleep(_STOPPING)


class Waiting(Stumble):
    """Lets the one run that comes to a point wait there for a test; all else of its worker goes on."""

    def __init__(self, point: str, number: int, folder: Path) -> None:
        super().__init__(point, number, 0)
        self._here, self._on = folder / "it waits", folder / "it goes on"

    def is_there(self) -> bool:
        return self._here.exists()

    def go_on(self) -> None:
        self._on.touch()

    def _befall(self) -> None:
        self._here.touch()
        while not self._on.exists():
            time.sleep(_STOPPING / 10)


class Stumbling:
    """A store around whose commits a worker stumbles. `hear` is told what failed, which who carries on keeps to himself."""

    def __init__(
        self, store: Store, at: Callable[[str], None], hear: Callable[[MainstayError], None]
    ) -> None:
        self._store, self._at, self._hear = store, at, hear

    def reading(self) -> AbstractContextManager[Work]:
        return self._store.reading()

    @contextmanager
    def writing(self) -> Iterator[Work]:
        told: list[str] = []
        try:
            with _WRITING.through(), self._store.writing() as work:
                yield _Listening(work, told)  # type: ignore[misc]
                for what in told:
                    self._at(f"{what}-before")
        except MainstayError as failure:
            self._hear(failure)
            raise
        for what in told:
            self._at(f"{what}-after")

    def close(self) -> None:
        self._store.close()


class _Listening:
    """One transaction, of which is noted what will be kept with it."""

    def __init__(self, work: Work, told: list[str]) -> None:
        self._work = work
        self.runs = _Runs(work.runs, told)
        self.leases = _Leases(work.leases, told)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)


class _Around:
    def __init__(self, records: Any, told: list[str]) -> None:
        self._records, self._told = records, told

    def __getattr__(self, name: str) -> Any:
        return getattr(self._records, name)


class _Runs(_Around):
    def write(self, entries: Iterable[Entry]) -> None:
        made = list(entries)
        self._records.write(made)
        self._told += ["intent" if one.mark is Mark.BEGUN else "result" for one in made]


class _Leases(_Around):
    def take(self, target: str, run: str, holder: str, was: Lease | None) -> Lease | None:
        taken: Lease | None = self._records.take(target, run, holder, was)
        if taken is not None:
            self._told.append("takeover" if was is not None and was.holder else "take")
        return taken
