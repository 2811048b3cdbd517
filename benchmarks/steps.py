"""Durable steps a second: ours with all that they cost, DBOS with the same work, and what the store can do at all.

    python -m benchmarks.steps [--runs 100] [--steps 10] [--rounds 3] [--store sqlite|postgresql|both] [--peers]

A step does nothing; what is measured is that its intent and its result are kept. Ours has a lease, a journal, the trail's rows
and the gates' leave. SQLite has one worker process, PostgreSQL four; each works on four runs side by side, as does each
process of DBOS, which is installed from the index into an environment of its own, with its SQLite file in WAL mode like ours.
PostgreSQL is started from what is installed, with fsync on. Rounds come in turns.
"""

import argparse
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from benchmarks.measuring import Failed
from benchmarks.peers import install, version
from benchmarks.table import machine
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.store.opening import open_store
from mainstay.domain.plan import Action, Repeat, Step
from mainstay.domain.run import RunState
from mainstay.flows.applying import apply
from tests.fakes.offices import House
from tests.fakes.workshops import steps_plan
from tests.servers.postgresql import PostgreSQL, postgresql

ROOT = Path(__file__).parents[1]
SIDE_BY_SIDE = 4
WORKERS = {"sqlite": 1, "postgresql": 4}
LIMIT_SECONDS = 2.0


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--runs", type=int, default=100)
    arguments.add_argument("--steps", type=int, default=10)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--store", choices=[*WORKERS, "both"], default="both")
    arguments.add_argument("--peers", action="store_true")
    asked = arguments.parse_args(given)
    print(f"Steps a second: {asked.runs} runs of {asked.steps} steps, {asked.rounds} rounds; {machine()}\n")
    print("| store | what | steps/s, median | of all rounds | times DBOS |\n| :-- | :-- | --: | :-- | --: |")
    with tempfile.TemporaryDirectory(prefix="mainstay-steps-") as scratch:
        folder = Path(scratch)
        python = _dbos(folder) if asked.peers else None
        for kind in WORKERS if asked.store == "both" else (asked.store,):
            with _places(kind, folder) as new_place:
                _measure(kind, new_place, asked, python)
    return 0


def _measure(kind: str, new_place: Callable[[], str], asked: argparse.Namespace, python: Path | None) -> None:
    workers = WORKERS[kind]
    named: dict[str, Callable[[], float]] = {
        f"Mainstay, {workers} x {SIDE_BY_SIDE}": lambda: _ours(new_place(), workers, asked.runs, asked.steps)
    }
    if python is not None:
        peer = f"DBOS {version('dbos', python.parents[1])}, {workers} x {SIDE_BY_SIDE}"
        named[peer] = lambda: _theirs(kind, new_place(), workers, python, asked)
    named["limit: bare commits of one row"] = lambda: _bare(kind, new_place(), workers)
    found: dict[str, list[float]] = {what: [] for what in named}
    for _ in range(asked.rounds):
        for what, measure in named.items():
            found[what].append(measure())
    dbos = next((statistics.median(rates) for what, rates in found.items() if "DBOS" in what), 0.0)
    for what, rates in found.items():
        middle = statistics.median(rates)
        ratio = f"{middle / dbos:.2f}" if dbos else ""
        told = ", ".join(f"{rate:,.0f}" for rate in rates)
        print(f"| {kind} | {what} | {middle:,.0f} | {told} | {ratio} |", flush=True)


def _ours(place: str, workers: int, runs: int, steps: int) -> float:
    store, clock = open_store(place), SystemClock()
    house = House(store=store, clock=clock, ids=TimeIds(clock))  # type: ignore[arg-type]
    for number in range(runs):
        done = tuple(
            Step(f"s{at}", Action("command", {"argv": ("true",)}), repeat=Repeat.IDEMPOTENT)
            for at in range(steps)
        )
        plan = steps_plan(*done, key=f"k{number}", subject=f"repo:shop{number}")
        made = house.submit("ada", plan).proposal
        approved = house.choose("bob", made).proposal
        apply(house.office("bob"), approved.id, approved.content)
    module = [sys.executable, "-m", "benchmarks.steps_ours", place]
    seconds = _together([[*module, f"w{number}", str(SIDE_BY_SIDE)] for number in range(workers)])
    with store.reading() as work:
        ended = work.runs.count(None)
    store.close()
    if ended != {RunState.DONE: runs}:
        raise Failed(f"not all runs are done: {ended}")
    return runs * steps / seconds


def _theirs(kind: str, place: str, workers: int, python: Path, asked: argparse.Namespace) -> float:
    url = f"sqlite:///{place}" if kind == "sqlite" else place.replace("postgresql+psycopg", "postgresql")
    if kind == "sqlite":
        with closing(sqlite3.connect(place)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
    share = asked.runs // workers
    script = [str(python), str(ROOT / "benchmarks" / "steps_dbos.py"), url]
    commands = [
        [*script, f"w{number}", str(share), str(asked.steps), str(SIDE_BY_SIDE)] for number in range(workers)
    ]
    return float(share * workers * asked.steps) / _together(commands)


def _together(commands: Sequence[Sequence[str]]) -> float:
    """Start processes, let them begin at once when all are ready, and give the seconds until the last was done."""
    crowd = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for command in commands
    ]
    try:
        for each in crowd:
            if each.stdout is None or each.stdout.readline() != "ready\n":
                raise Failed(f"did not begin: {each.args!r}")
        began = time.perf_counter()
        for each in crowd:
            if each.stdin is not None:
                each.stdin.write("\n")
                each.stdin.flush()
        for each in crowd:
            if each.stdout is None or not each.stdout.readline():
                raise Failed(f"did not end well: {each.args!r}")
        return time.perf_counter() - began
    finally:
        for each in crowd:
            if each.stdin is not None:
                each.stdin.close()
            each.wait(60)


def _bare(kind: str, place: str, workers: int) -> float:
    """Give commits of one row a second, by as many connections as there are workers with their runs side by side."""
    if kind == "sqlite":
        with closing(sqlite3.connect(place, isolation_level=None)) as file:
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = FULL")
            file.execute("CREATE TABLE rows (number INTEGER)")
            done, end = 0, time.perf_counter() + LIMIT_SECONDS
            while time.perf_counter() < end:
                file.execute("INSERT INTO rows VALUES (1)")
                done += 1
            return done / LIMIT_SECONDS
    counts = [0] * workers

    def commit(number: int) -> None:
        with psycopg.connect(place, autocommit=True) as connection:
            end = time.perf_counter() + LIMIT_SECONDS
            while time.perf_counter() < end:
                connection.execute("INSERT INTO bare VALUES (1)")
                counts[number] += 1

    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (number INTEGER)")
    crowd = [threading.Thread(target=commit, args=(number,)) for number in range(workers)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return sum(counts) / LIMIT_SECONDS


@contextmanager
def _places(kind: str, folder: Path) -> Iterator[Callable[[], str]]:
    """Give what makes empty stores of a kind."""
    if kind == "sqlite":
        numbers = iter(range(1_000_000))
        yield lambda: str(folder / f"store-{next(numbers)}.sqlite")
        return
    with postgresql(durable=True) as server:
        yield lambda: _database(server)


def _database(server: PostgreSQL) -> str:
    return server.url(server.new_database())


def _dbos(folder: Path) -> Path:
    return install("dbos", folder / "peers") / "bin" / "python"


if __name__ == "__main__":
    sys.exit(main())
