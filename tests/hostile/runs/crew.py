"""Workers, each a process of its own, that are watched, ended at any moment, and come again."""

import itertools
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path

from mainstay.adapters.presence import KernelPresence
from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import MainstayError, RunFailed
from mainstay.domain.run import ENDED, Answer, Entry, Purpose, Run, RunState, WaitFor
from mainstay.flows.applying import tell
from mainstay.flows.working import Terms, Worker
from mainstay.ports.presence import Presence
from mainstay.ports.records.runs import AskedRuns
from mainstay.ports.store import Store
from tests.fakes.actions import NobodyGone
from tests.hostile.runs.effects import counted
from tests.hostile.runs.stumbling import Stumble, Stumbling
from tests.hostile.runs.yard import Yard
from tests.hostile.store.processes import heard, pipe, start

SECONDS = 2.0
"""After which a silent worker counts as dead."""
JOBS = 2
BOUND = 180.0
"""Seconds after which something will never come; nothing is asserted about time."""
KERNEL: Presence = KernelPresence()
"""The kernel tells at once that a worker of this machine has ended."""
SILENCE: Presence = NobodyGone()
"""Nobody tells; who does not beat any more is taken for dead, as one of another machine is."""
_PAUSE = 0.05
_LOOKS = 4
"""Every so many pauses the store is looked at."""


@dataclass
class Hired:
    """A worker's process, and what it says."""

    process: ForkProcess
    said: Connection
    stumble: Stumble | None = None
    ready: bool = False
    still_since: float = 0.0
    """When it was first seen to stand still, by the stop watch; 0 where it was not."""

    @property
    def pid(self) -> int:
        assert self.process.pid is not None
        return self.process.pid

    @property
    def lives(self) -> bool:
        return self.process.is_alive()

    def send(self, number: int) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, number)

    def stands_still(self) -> bool:
        try:
            facts = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return False
        return facts.rpartition(")")[2].split()[0] == "T"


def hire(yard: Yard, called: str, stumble: Stumble | None, place: str, presence: Presence) -> Hired:
    """Let a worker come, who stumbles where it is said."""
    inlet, outlet = pipe()
    process = start(_work, yard, called, stumble, place, presence, outlet)
    outlet.close()
    return Hired(process, inlet, stumble)


def _work(
    yard: Yard, called: str, stumble: Stumble | None, place: str, presence: Presence, said: Connection
) -> None:
    random.seed()

    def at(moment: str) -> None:
        if stumble is not None:
            stumble.at(moment)

    # Several threads have something to say, and a pipe takes one message at a time.
    alone = threading.Lock()

    def say(failure: MainstayError) -> None:
        with alone:
            said.send(f"{type(failure).__name__}: {failure.what}")

    store = Stumbling(_opened(place or yard.place), at, say)
    name = KernelPresence().own_name(called)
    worker = Worker(lambda: yard.shop(store, name, at), presence, Terms(SECONDS, JOBS), say)
    signal.signal(signal.SIGTERM, lambda number, frame: worker.end())
    said.send("ready")
    worker.work()
    store.close()


def _opened(place: str) -> Store:
    deadline = time.monotonic() + BOUND
    while True:
        try:
            return open_store(place)
        except RunFailed:
            if time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)


class Crew:
    """Some workers in a yard, and the person who answers what they ask. `presence` tells them who is gone."""

    def __init__(self, yard: Yard, presence: Presence) -> None:
        self.yard, self.presence = yard, presence
        self.workers: dict[str, Hired] = {}
        self.said: Counter[str] = Counter()
        self.asked = 0
        self.runs: list[Run] = []

    def come(self, called: str, stumble: Stumble | None = None, place: str = "", name: str = "") -> Hired:
        """Let a worker come, in the place of one who was called the same; others may have its `name` too."""
        self.workers[called] = hire(self.yard, name or called, stumble, place, self.presence)
        return self.workers[called]

    def listen(self) -> None:
        """Hear what everybody says, so that no pipe is full."""
        for one in self.workers.values():
            told = heard(one.said)
            one.ready = one.ready or "ready" in told
            self.said.update(told)

    def bury(self, called: str) -> int:
        """Wait for one that has ended, and give its exit code."""
        one = self.workers.pop(called)
        one.process.join(BOUND)
        self.said.update(heard(one.said))
        one.said.close()
        assert one.process.exitcode is not None, f"{called} does not end"
        return one.process.exitcode

    def kill(self, called: str) -> None:
        """End one at this instant, if it has not ended."""
        self.workers[called].send(signal.SIGKILL)
        self.bury(called)

    def wake(self, seconds: float) -> int:
        """Let those go on who stood still for so long, and give how many they are."""
        now, woken = time.monotonic(), 0
        for one in self.workers.values():
            if not one.stands_still():
                one.still_since = 0.0
            elif not one.still_since:
                one.still_since = now
            elif now - one.still_since > seconds:
                one.stumble, one.still_since = None, 0.0
                one.send(signal.SIGCONT)
                woken += 1
        return woken

    def go_home(self) -> None:
        """Let all end in order, once they have come."""
        self.until(lambda: all(one.ready for one in self.workers.values()))
        for one in self.workers.values():
            one.send(signal.SIGCONT)
            one.send(signal.SIGTERM)
        for called in list(self.workers):
            assert self.bury(called) == 0, called

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds, and answer meanwhile what is asked."""
        deadline = time.monotonic() + BOUND
        for turn in itertools.count():
            self.listen()
            if turn % _LOOKS == 0:
                self.look()
            if holds():
                return
            assert time.monotonic() < deadline, (
                self.said,
                [run for run in self.runs if run.state not in ENDED],
            )
            time.sleep(_PAUSE)

    def look(self) -> None:
        """Look at the store, and answer what is asked; where it is away what was seen last stays."""
        with suppress(MainstayError), self.yard.store() as store:
            with store.reading() as work:
                self.runs = list(work.runs.page(AskedRuns(None, most=100_000)))
                last = {run.id: work.runs.journal(run.id)[-1:] for run in self.runs if _asks(run)}
            for run in self.runs:
                if last.get(run.id):
                    self._answer(store, run, last[run.id][0])

    def have_ended(self) -> bool:
        """Whether all runs had, when they were looked at last."""
        return bool(self.runs) and all(run.state in ENDED for run in self.runs)

    def _answer(self, store: Store, run: Run, last: Entry) -> None:
        """Tell what is asked by what is really there."""
        deed = f"un{last.step}" if run.purpose is Purpose.UNDO else last.step
        said = Answer.DONE if counted(self.yard.effects)[deed] > 0 else Answer.NOT_DONE
        office = self.yard.office(store, "bob")
        tell(office, run.id, said, "I looked", frozenset({"check-command"}))
        self.asked += 1


def _asks(run: Run) -> bool:
    return run.state is RunState.WAITING and run.waits_for is WaitFor.PERSON and run.wake_at > 0


@contextmanager
def crew_of(yard: Yard, *called: str, presence: Presence = KERNEL) -> Iterator[Crew]:
    """Let workers work; whatever happens none of them stays."""
    crew = Crew(yard, presence)
    try:
        for name in called:
            crew.come(name)
        yield crew
    finally:
        for name in list(crew.workers):
            crew.kill(name)
