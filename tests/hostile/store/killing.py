"""Ends processes that decide at random moments: in an act, in the sealer, while a store is made, and a server's own."""

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path

from mainstay.adapters.store.checking import check
from mainstay.adapters.store.opening import open_store
from tests.hostile.store.deciding import APPROVERS, Act, Room, decide_for_ever
from tests.hostile.store.processes import heard, kill, pipe, start
from tests.servers.postgresql import PostgreSQL

_MEAN, _LONGEST = 0.04, 0.25
"""Seconds between two kills."""
_MAKING = 0.08
"""Seconds in which a store is made and its maker killed."""
_WAITING = 60.0


class Moment(StrEnum):
    """What was going on when something was killed."""

    OPENING = "opening the store"
    DECIDING = "deciding"
    SEALING = "sealing"
    TELLING = "telling the seal"
    MAKING = "making a store"
    SERVING = "the server's own process"


@dataclass
class Tally:
    """What was killed, how many acts were begun, which were acknowledged, and stores that were left broken by their makers."""

    kills: Counter[Moment] = field(default_factory=Counter)
    begun: int = 0
    accepted: set[Act] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


@dataclass
class _Decider:
    process: ForkProcess
    inlet: Connection
    number: int
    """Of the plan that was begun last."""
    moment: Moment = Moment.OPENING


class Crowd:
    """People who decide at once about the same proposals, each a process of their own."""

    def __init__(self, room: Room, tally: Tally) -> None:
        self._room, self._tally = room, tally
        self._deciders: dict[str, _Decider] = {}

    def come(self, who: str, number: int = 0) -> None:
        """Let a person begin at the plan with a number."""
        inlet, outlet = pipe()
        process = start(decide_for_ever, self._room, who, number, outlet)
        outlet.close()
        self._deciders[who] = _Decider(process, inlet, number)

    def kill(self, who: str) -> Moment:
        """Kill a person's process; tell what it was doing. They come again and do over what was not acknowledged."""
        moment = self._end(who)
        self.come(who, self._deciders[who].number)
        return moment

    def go(self) -> None:
        """Kill everybody."""
        for who in self._deciders:
            self._end(who)

    def wait(self) -> None:
        """Wait until something was acknowledged to somebody."""
        deadline = time.monotonic() + _WAITING
        while not self._tally.accepted:
            assert time.monotonic() < deadline, "nobody decides"
            time.sleep(0.01)
            self.listen()

    def listen(self) -> None:
        """Hear what everybody told, so that no pipe is full."""
        for one in self._deciders.values():
            self._hear(one)

    def _end(self, who: str) -> Moment:
        one = self._deciders[who]
        kill(one.process)
        self._hear(one)
        one.inlet.close()
        return one.moment

    def _hear(self, one: _Decider) -> None:
        for act, kept in heard(one.inlet):
            one.number = int(act.key)
            one.moment = (Moment.DECIDING, Moment.SEALING, Moment.TELLING)[min(kept, 2)]
            if kept:
                self._tally.accepted.add(act)
            else:
                self._tally.begun += 1


def killed(room: Room, kills: int, chance: random.Random, server: PostgreSQL | None = None) -> Tally:
    """Kill so often while people decide: one in ten a store's maker, and with a `server` one in ten a process of its own."""
    tally = Tally()
    few = kills // 10
    wanted = [Moment.MAKING] * few + [Moment.SERVING] * (few if server else 0)
    wanted += [Moment.DECIDING] * (kills - len(wanted))
    chance.shuffle(wanted)
    with _at_work(room, tally, server) as crowd:
        crowd.wait()
        for number, moment in enumerate(wanted):
            time.sleep(min(chance.expovariate(1 / _MEAN), _LONGEST))
            crowd.listen()
            if moment is Moment.MAKING:
                _kill_a_maker(_new_place(room, number, server), chance, tally)
            elif moment is Moment.SERVING and server is not None:
                _kill_a_backend(server, chance)
            else:
                moment = crowd.kill(chance.choice(APPROVERS))  # noqa: PLW2901  # what it turned out to be
            tally.kills[moment] += 1
    return tally


@contextmanager
def _at_work(room: Room, tally: Tally, server: PostgreSQL | None) -> Iterator[Crowd]:
    crowd = Crowd(room, tally)
    try:
        for who in APPROVERS:
            crowd.come(who)
        yield crowd
    finally:
        crowd.go()
        if server is not None:
            _wait_until_all_left(server)


def _new_place(room: Room, number: int, server: PostgreSQL | None) -> str:
    return server.new_place() if server else str(room.folder / f"made {number}.sqlite")


def _kill_a_maker(place: str, chance: random.Random, tally: Tally) -> None:
    maker = start(_make, place)
    time.sleep(chance.uniform(0, _MAKING))
    kill(maker)
    # Made whole by the one who was killed, or by who comes next.
    open_store(place).close()
    report = check(place)
    if report.wrong or report.counts["store"] != 1:
        tally.broken.append(place)
    if "://" not in place:
        for path in Path(place).parent.glob(f"{Path(place).name}*"):
            path.unlink()


def _make(place: str) -> None:
    store = open_store(place)
    signal.pause()
    store.close()


def _kill_a_backend(server: PostgreSQL, chance: random.Random) -> None:
    """Kill a process that the server works for a decider with."""
    deadline = time.monotonic() + _WAITING
    while time.monotonic() < deadline:
        found = server.backends()
        with suppress(ProcessLookupError):
            if found:
                return server.kill_backend(chance.choice(found))
        time.sleep(0.005)
    raise AssertionError("nobody is connected")


def _wait_until_all_left(server: PostgreSQL) -> None:
    """Wait until the server knows that those who were killed are gone."""
    deadline = time.monotonic() + _WAITING
    while server.backends() and time.monotonic() < deadline:
        time.sleep(0.02)
