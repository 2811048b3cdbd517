"""What befalls workers besides their end: each mishap lasts for some seconds while runs are carried out, then all may end."""

import signal
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from tests.hostile.runs.crew import BOUND, SECONDS, Crew, crew_of
from tests.hostile.runs.proxy import network
from tests.hostile.runs.reckoning import Reckoning, reckon
from tests.hostile.runs.rooms import Room
from tests.hostile.runs.stumbling import Stumble, Waiting
from tests.hostile.runs.yard import Yard, plans
from tests.hostile.store.processes import end, pipe, start
from tests.servers.postgresql import PostgreSQL

HOUR = 3_600


@contextmanager
def _midst(crew: Crew, called: str, place: str = "") -> Iterator[None]:
    """Let a worker come, and something befall it in the midst of a run, when an effect is there that it has not told of."""
    waiting = Waiting("effect-after", 3, crew.yard.folder)
    crew.come(called, waiting, place)
    crew.until(waiting.is_there)
    yield
    waiting.go_on()


def stands_still(yard: Yard, point: str, seconds: float) -> Reckoning:
    """One worker is stopped at a boundary for longer than its leases last, and goes on after others took all over."""
    yard.apply(plans(4, 2))
    with crew_of(yard) as crew:
        takes_over = point.startswith("takeover")
        if takes_over:
            dead = crew.come("w0", Stumble("effect-after", 2))
            crew.until(lambda: not dead.lives)
            crew.bury("w0")
        sleeper = crew.come("w1", Stumble(point, 1 if takes_over else 3, signal.SIGSTOP))
        crew.until(sleeper.stands_still)
        crew.come("w2")
        began = time.monotonic()
        crew.until(lambda: crew.have_ended() or time.monotonic() - began > seconds)
        sleeper.send(signal.SIGCONT)
        # There is more to do, for it too.
        yard.apply(plans(4, 2, first=4))
        crew.until(crew.have_ended)
        crew.go_home()
    return reckon(yard)


def clock_jumps(yard: Yard, jumps: Sequence[int]) -> Reckoning:
    """The wall clock is put forward or back by hours, and right again, again and again."""
    with crew_of(yard, "w") as crew:
        for number, hours in enumerate(jumps):
            # What was approved by a clock that was wrong would have to be approved again.
            yard.apply(plans(4, 4, first=4 * number))
            yard.set_clock(hours * HOUR)
            # Somebody dies each time, so that there is something to be looked at again after a while.
            crew.come("dies", Stumble("effect-before", 2))
            began = time.monotonic()
            crew.until(lambda began=began: _is_over(crew, "dies", began + SECONDS))  # type: ignore[misc]
            yard.set_clock(0)
            crew.kill("dies")
        crew.until(crew.have_ended)
        crew.go_home()
    return reckon(yard)


def _is_over(crew: Crew, called: str, until: float) -> bool:
    return not crew.workers[called].lives or crew.have_ended() or time.monotonic() > until


def of_one_name(yard: Yard) -> Reckoning:
    """Two workers are called the same, and one of them dies."""
    yard.apply(plans(6, 3))
    with crew_of(yard) as crew:
        crew.come("w", Stumble("effect-after", 4))
        first = crew.workers.pop("w")
        crew.come("w")
        crew.until(lambda: not first.lives)
        first.process.join(BOUND)
        crew.until(crew.have_ended)
        crew.go_home()
    return reckon(yard)


def locked(yard: Yard, seconds: float) -> Reckoning:
    """Somebody else holds the file of the store locked."""
    yard.apply(plans(6, 3))
    with crew_of(yard) as crew:
        with _midst(crew, "w1"):
            crew.come("w2")
            inlet, outlet = pipe()
            holder = start(_lock, yard.place, seconds, outlet)
            assert inlet.recv() == "locked"
        assert end(holder) == 0
        crew.until(crew.have_ended)
        crew.go_home()
    return reckon(yard)


def _lock(place: str, seconds: float, told: object) -> None:
    database = sqlite3.connect(place, timeout=BOUND, isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    told.send("locked")  # type: ignore[attr-defined]
    time.sleep(seconds)
    database.execute("COMMIT")
    database.close()


def server_gone(yard: Yard, server: PostgreSQL, seconds: float) -> Reckoning:
    """The server of the store goes down in the midst of everything, and comes again."""
    yard.apply(plans(6, 3))
    with crew_of(yard) as crew:
        with _midst(crew, "w1"):
            crew.come("w2")
            server.process.send_signal(signal.SIGQUIT)
            server.process.wait(60)
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            crew.listen()
            time.sleep(0.05)
        with server.again():
            crew.until(crew.have_ended)
            crew.go_home()
            return reckon(yard)


def disk_full(yard: Yard, room: Room, seconds: float) -> Reckoning:
    """The disk of the store has no room any more, and later has."""
    yard.apply(plans(6, 3))
    with crew_of(yard) as crew:
        with _midst(crew, "w1"):
            crew.come("w2")
            room.fill(crew)
        crew.until(lambda: any("Full" in said for said in crew.said))
        time.sleep(seconds)
        room.clear(crew)
        crew.until(crew.have_ended)
        crew.go_home()
    return reckon(yard)


def network_cut(yard: Yard, server: PostgreSQL, seconds: float, *, broken: bool) -> Reckoning:
    """One of two workers is cut off from the server: its connections break, or nothing passes any more and nobody is told."""
    yard.apply(plans(6, 3))
    socket = server.folder / ".s.PGSQL.5432"
    with network(socket) as proxy, crew_of(yard) as crew:
        far = yard.place.replace("@/", f"@127.0.0.1:{proxy.port}/").partition("?")
        options = far[2].partition("&")[2]
        with _midst(crew, "far", f"{far[0]}?{options}"):
            proxy.hold()
            if broken:
                proxy.cut()
        crew.come("near")
        began = time.monotonic()
        crew.until(lambda: crew.have_ended() or time.monotonic() - began > seconds)
        proxy.let_pass()
        yard.apply(plans(4, 2, first=6))
        crew.until(crew.have_ended)
        crew.go_home()
    return reckon(yard)
