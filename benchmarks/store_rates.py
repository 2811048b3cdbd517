"""Commits a second with the audit trail and without, in turns; and what the disk and the drivers do by themselves."""

import multiprocessing
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

import psycopg

from benchmarks.store_contents import Place, decide, id_of
from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.sql_store import SqlStore
from mainstay.flows.auditing import seal_and_anchor

WITHOUT, ROW, SEALED = "without", "with its row", "with its row, sealed and anchored"
MODES = (WITHOUT, ROW, SEALED)
_REST = 0.5
"""Seconds between two rounds of the sealer, as `flows.auditing` has it."""
_names = count(1)


def turns(place: Place, many: int, seconds: float, workers: int, pairs: int) -> dict[str, list[float]]:
    """Give commits a second of so many workers in each mode, turn by turn; each turn has every mode once, in another order."""
    chance = random.Random(workers)
    found: dict[str, list[float]] = {mode: [] for mode in MODES}
    store = open_store(place.address)
    try:
        for _ in range(pairs):
            for mode in chance.sample(MODES, len(MODES)):
                with _sealer(place, on=mode == SEALED):
                    found[mode].append(_rate(store, many, seconds, workers, audited=mode != WITHOUT))
                _seal_the_rest(place)
    finally:
        store.close()
    return found


def share(some: Sequence[float], all_of: Sequence[float]) -> tuple[float, float, float]:
    """Give the median of the ratios of pairs, and the 95 % interval of it by the bootstrap."""
    ratios = [one / other for one, other in zip(some, all_of, strict=True)]
    chance = random.Random(1)
    medians = sorted(statistics.median(chance.choices(ratios, k=len(ratios))) for _ in range(5_000))
    return statistics.median(ratios), medians[124], medians[-125]


def _rate(store: SqlStore, many: int, seconds: float, workers: int, *, audited: bool) -> float:
    done = [0] * workers
    end = time.perf_counter() + seconds

    def work_on(worker: int) -> None:
        # Each has proposals of its own, so that they wait for the store and not for each other.
        number = many // 2 + worker
        while time.perf_counter() < end:
            with store.writing() as work:
                decide(work, number, f"r{next(_names)}", audited=audited)
            done[worker] += 1
            number = number + workers if number + workers < many else many // 2 + worker

    began = time.perf_counter()
    crowd = [threading.Thread(target=work_on, args=(worker,)) for worker in range(workers)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return sum(done) / (time.perf_counter() - began)


@contextmanager
def _sealer(place: Place, *, on: bool) -> Iterator[None]:
    """Seal and anchor beside, in a process of its own, if asked to."""
    if not on:
        yield
        return
    spawning = multiprocessing.get_context("spawn")
    inlet, outlet = spawning.Pipe()
    process = spawning.Process(target=_seal_for_a_while, args=(place, outlet))
    process.start()
    inlet.recv()
    try:
        yield
    finally:
        inlet.send("end")
        process.join()


def _seal_for_a_while(place: Place, told: Connection) -> None:
    with place.office() as office:
        told.send("ready")
        while not told.poll(_REST):
            seal_and_anchor(office.store, office.keys, office.anchors, office.clock)


def _seal_the_rest(place: Place) -> None:
    with place.office() as office:
        seal_and_anchor(office.store, office.keys, office.anchors, office.clock)


def fsyncs(folder: Path, seconds: float) -> list[float]:
    """Give how long the disk takes for a page, in milliseconds."""
    with (folder / "raw").open("wb", buffering=0) as file:

        def write() -> None:
            file.write(b"x" * 4_096)
            os.fdatasync(file.fileno())

        return _times(seconds, write)


def bare_commits(folder: Path, seconds: float) -> list[float]:
    """Give how long SQLite by itself takes to commit one row (write-ahead log, synchronous FULL), in milliseconds."""
    with sqlite3.connect(folder / "raw.sqlite", isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
        return _times(
            seconds, lambda: database.execute("INSERT INTO t (text) VALUES ('a row of some length')")
        )


def selects(place: Place, many: int, seconds: float) -> list[float]:
    """Give how long the driver by itself takes for a proposal by its primary key, in milliseconds."""
    numbers = random.Random(1)
    if "://" not in place.address:
        with sqlite3.connect(place.address) as database:
            asked = "SELECT * FROM proposals WHERE id = ?"
            return _times(
                seconds, lambda: database.execute(asked, (id_of(numbers.randrange(many)),)).fetchone()
            )
    with psycopg.connect(place.address, autocommit=True) as server:
        asked = "SELECT * FROM proposals WHERE id = %s"
        return _times(seconds, lambda: server.execute(asked, (id_of(numbers.randrange(many)),)).fetchone())


def starts(times: int, *words: str) -> list[float]:
    """Give how long Python takes to start and run some words, in milliseconds."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)
        taken.append((time.perf_counter() - began) * 1_000)
    return taken


def _times(seconds: float, work: Callable[[], object]) -> list[float]:
    taken, end = [], time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        work()
        taken.append((time.perf_counter() - began) * 1_000)
    return taken
