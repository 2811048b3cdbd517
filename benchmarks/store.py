"""How fast decisions are kept: commits a second against the disk's own limit, and what 100,000 proposals cost to look at.

    python -m benchmarks.store [--proposals 100000] [--seconds 3] [--workers 4]

On PostgreSQL, which it starts for itself from what is installed, with fsync on. Without a repository or data of one's own.
"""

import argparse
import os
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from mainstay.adapters.store.opening import open_store
from mainstay.adapters.store.sql_store import SqlStore
from mainstay.domain.audit import Row
from mainstay.domain.decision import Choice, Decision, Door
from mainstay.domain.outbox import Message
from mainstay.domain.plan import Action, Change, Plan, Step
from mainstay.domain.proposal import Proposal, State
from mainstay.ports.records.proposals import Asked
from mainstay.ports.store import Work
from tests.servers.postgresql import postgresql

TEAMS = tuple(f"team {number}" for number in range(20))
AT_ONCE = 2_000
TURNS = 10


def made(number: int, state: State = State.WAITING) -> Proposal:
    """Make a proposal like many others."""
    steps = tuple(Step(f"s{step}", Action("set-version", {"file": "a", "to": "1.3"})) for step in range(5))
    plan = Plan(
        f"key {number}",
        "Raise a library",
        "it is old",
        Change.DEPENDENCY,
        f"repo:{number % 500}",
        "production",
        "4f2a",
        steps,
    )
    times = (number, number)
    return Proposal(
        f"p{number:09}",
        1,
        f"{number:064x}",
        plan,
        f"author {number % 50}",
        TEAMS[number % 20],
        "worker",
        state,
        *times,
    )


def decide(work: Work, number: int, *, audited: bool) -> None:
    """Approve a proposal in the transaction that is open."""
    was = work.proposals.hold(f"p{number:09}")
    if was is None:
        raise LookupError(number)
    now = replace(was, state=State.APPROVED, changed_at=was.changed_at + 1)
    work.proposals.change(now, was)
    work.decisions.add(
        Decision(f"d{number}", was.id, was.content, Choice.APPROVE, "bob", "", Door.API, "good", 9)
    )
    if audited:
        work.trail.append([Row(0, 9, "bob", "api", "approve", was.id, was.content, "good")])
    work.messages.add([Message(f"m{number}", "ops", "approved", "{}", 9)])


def rate(store: SqlStore, waiting: Iterator[int], seconds: float, workers: int, *, audited: bool) -> float:
    """Give commits a second of so many workers."""
    done = [0] * workers
    end = time.perf_counter() + seconds

    def work_on(worker: int) -> None:
        while time.perf_counter() < end:
            with store.writing() as work:
                decide(work, next(waiting), audited=audited)
            done[worker] += 1

    began = time.perf_counter()
    crowd = [threading.Thread(target=work_on, args=(worker,)) for worker in range(workers)]
    for each in crowd:
        each.start()
    for each in crowd:
        each.join()
    return sum(done) / (time.perf_counter() - began)


def raw_rate(folder: Path, seconds: float) -> float:
    """Give the commits a second of SQLite by itself: one row, write-ahead log, synchronous FULL."""
    with sqlite3.connect(folder / "raw.sqlite", isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
        return _counted(
            seconds, lambda: database.execute("INSERT INTO t (text) VALUES ('a row of some length')")
        )


def fsync_rate(folder: Path, seconds: float) -> float:
    """Give how often the disk takes a page and says so."""
    with (folder / "raw").open("wb", buffering=0) as file:

        def write() -> None:
            file.write(b"x" * 4_096)
            os.fdatasync(file.fileno())

        return _counted(seconds, write)


def _counted(seconds: float, work: Callable[[], object]) -> float:
    count, began = 0, time.perf_counter()
    while time.perf_counter() - began < seconds:
        work()
        count += 1
    return count / (time.perf_counter() - began)


def filled(store: SqlStore, many: int) -> None:
    """Keep so many proposals, in few transactions."""
    states = (State.REJECTED, State.WAITING, State.EXPIRED, State.WITHDRAWN)
    for first in range(0, many, AT_ONCE):
        with store.writing() as work:
            for number in range(first, min(first + AT_ONCE, many)):
                # Those that are approved here wait; of the rest most are closed.
                work.proposals.add(made(number, State.WAITING if number >= many // 2 else states[number % 4]))


def looks(store: SqlStore, many: int) -> Iterator[tuple[str, list[float]]]:
    """Time what people do, a few times each, in milliseconds."""
    one, few = frozenset({TEAMS[3]}), frozenset(TEAMS[:5])
    rare = frozenset({State.SNOOZED})
    pages = {
        "page: all": Asked(None),
        "page: one team, waiting": Asked(one, frozenset({State.WAITING})),
        "page: five teams, three states": Asked(
            few, frozenset({State.WAITING, State.APPROVED, State.SNOOZED})
        ),
        "page: a state that nothing has": Asked(few, rare),
        "page: a subject, deep": Asked(None, subject="repo:77", before=f"p{many // 2:09}"),
        "page: the middle": Asked(one, before=f"p{many // 2:09}"),
    }
    for name, asked in pages.items():
        yield name, [_timed(store, partial(_page, asked)) for _ in range(15)]
    yield "get", [_timed(store, lambda work: work.proposals.get(f"p{many // 3:09}")) for _ in range(15)]
    yield "count by state", [_timed(store, lambda work: work.proposals.count(few)) for _ in range(15)]
    yield (
        "find by beginning",
        [_timed(store, lambda work: work.proposals.starting_with("p0000123")) for _ in range(15)],
    )


def _page(asked: Asked, work: Work) -> object:
    return work.proposals.page(asked)


def _timed(store: SqlStore, look: Callable[[Work], object]) -> float:
    began = time.perf_counter()
    with store.reading() as work:
        look(work)
    return (time.perf_counter() - began) * 1_000


def changes(store: SqlStore, many: int) -> Iterator[tuple[str, list[float]]]:
    """Time adding and approving, a few times each, in milliseconds."""
    adding, approving = [], []
    for number in range(many, many + 15):
        began = time.perf_counter()
        with store.writing() as work:
            work.proposals.add(made(number))
        adding.append((time.perf_counter() - began) * 1_000)
        began = time.perf_counter()
        with store.writing() as work:
            decide(work, number, audited=True)
        approving.append((time.perf_counter() - began) * 1_000)
    yield "add", adding
    yield "approve", approving


@contextmanager
def stores(folder: Path) -> Iterator[tuple[tuple[str, SqlStore], ...]]:
    """Give an empty store of each kind, both on the same disk and both waiting for it."""
    with postgresql(durable=True) as server:
        both = (
            ("SQLite", open_store(str(folder / "store.sqlite"))),
            ("PostgreSQL", open_store(server.new_place())),
        )
        try:
            yield both
        finally:
            for _, store in both:
                store.close()


def main() -> None:
    """Print both tables."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--proposals", type=int, default=100_000)
    arguments.add_argument("--seconds", type=float, default=3.0)
    arguments.add_argument("--workers", type=int, default=4)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name, stores(Path(name)) as both:
        folder = Path(name)
        print("| commits a second | workers | with audit row | without | share |")
        print("| :-- | --: | --: | --: | --: |")
        print(f"| limit: fdatasync of a page | 1 | {fsync_rate(folder, asked.seconds):,.0f} | | |")
        print(f"| limit: SQLite alone, one row | 1 | {raw_rate(folder, asked.seconds):,.0f} | | |")
        for kind, store in both:
            filled(store, asked.proposals)
            waiting = iter(range(asked.proposals // 2, asked.proposals))
            for workers in (1, asked.workers):
                # In turns, for a disk that others use is not the same from second to second.
                turns = [
                    [
                        rate(store, waiting, asked.seconds / TURNS, workers, audited=audited)
                        for audited in (True, False)
                    ]
                    for _ in range(TURNS)
                ]
                audited, without = (statistics.mean(each) for each in zip(*turns, strict=True))
                print(f"| {kind} | {workers} | {audited:,.0f} | {without:,.0f} | {audited / without:.0%} |")
        print(
            f"\n| {asked.proposals:,} proposals, milliseconds | "
            + " | ".join(f"{kind}: median | worst" for kind, _ in both)
            + " |"
        )
        print("| :-- | --: | --: | --: | --: |")
        told: dict[str, list[str]] = {}
        for _, store in both:
            for what, times in (*looks(store, asked.proposals), *changes(store, asked.proposals)):
                told.setdefault(what, []).extend((f"{statistics.median(times):.1f}", f"{max(times):.1f}"))
        for what, cells in told.items():
            print(f"| {what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
