"""Workers as processes of their own, whose actions append a line to a file: what was really done can be counted afterwards."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.presence import KernelPresence
from mainstay.adapters.store.opening import open_store
from mainstay.domain.errors import MainstayError
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.flows.shop import Shop
from mainstay.flows.working import Terms, Worker
from mainstay.ports.action import ActionKind, Occasion
from mainstay.ports.presence import Presence
from tests.fakes.actions import NobodyGone
from tests.fakes.offices import House

SLOWEST = 0.03


@dataclass(frozen=True)
class World:
    """A file to which each effect appends its line, kept on the disk before it is told."""

    file: Path

    def do(self, deed: str) -> None:
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, f"{deed}\n".encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def counts(self) -> Counter[str]:
        return Counter(self.file.read_text().split()) if self.file.exists() else Counter()


@dataclass(frozen=True)
class Appends:
    """Does a deed once each time, a little before or after its lines are written down by the engine."""

    world: World
    name: str = "command"
    looks: bool = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        time.sleep(random.random() * SLOWEST)
        argv = parameters["argv"]
        assert isinstance(argv, tuple)
        self.world.do(str(argv[-1]))
        time.sleep(random.random() * SLOWEST)
        return Result(Mark.DONE, f"{argv[-1]} is done")


@dataclass(frozen=True)
class Sees:
    """Tells honestly whether a deed was done, and not taken back."""

    world: World
    name: str = "check-command"
    looks: bool = True

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        return Result(Mark.DONE)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        argv = parameters["argv"]
        assert isinstance(argv, tuple)
        counts = self.world.counts()
        there = counts[str(argv[-1])] > counts[f"un{argv[-1]}"]
        return Result(Mark.DONE if there else Mark.FAILED, f"{argv[-1]}: {there}")


def house(place: str) -> House:
    """Give the house of a store."""
    clock = SystemClock()
    return House(store=open_store(place), clock=clock, ids=TimeIds(clock))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Terrace:
    """Where workers work: a store, a world, how long a silent one is waited for, and whether the kernel is asked."""

    place: str
    world: World
    seconds: float = 2.0
    asks_kernel: bool = True

    def start(self, called: str, seed: int) -> int:
        """Start a worker as a process of its own, and give its id; it works until it is killed."""
        child = os.fork()
        if child:
            return child
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            random.seed(seed)
            self._work(called)
        finally:
            os._exit(0)

    def _work(self, called: str) -> None:
        presence: Presence = KernelPresence() if self.asks_kernel else NobodyGone()
        name = KernelPresence().own_name(called)
        own = house(self.place)
        kinds: dict[str, ActionKind] = {one.name: one for one in (Appends(self.world), Sees(self.world))}
        shop = Shop(own.office("worker"), kinds, name, lambda _lease: False)

        def quiet(_failure: MainstayError) -> None:
            """Say nothing: the journal tells."""

        Worker(lambda: shop, presence, Terms(self.seconds, jobs=2), quiet).work()
