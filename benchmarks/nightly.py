"""What a night takes for many series beside the servers: all of them read from the store, made to levels, forecast.

    python -m benchmarks.nightly [--series 10000,100000] [--days 84] [--peers]

Each series has hourly points of so many days in a SQLite store. They are read, forecast and handed to a ledger that keeps
nothing, as `mainstay nightly` does it; the limit beside it is to read the same bytes from one file and to look at each level
once. Promised: 100,000 series in 40 s on two cores, with 1 GiB of memory in all processes together.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.rollups import BEGAN, Spent, filled, limit, points
from benchmarks.table import machine
from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.adapters.executors.pools import ProcessExecutors
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.rollups.hours import DAY
from mainstay.analysis.rollups.levels import blocks_of, levels
from mainstay.domain.forecast import Verdict
from mainstay.domain.rollup import HEAD
from mainstay.flows.blocks import Blocks
from mainstay.flows.foretelling_kept import Made, entered, foretell_kept
from mainstay.flows.taking_in import stretches
from mainstay.ports.store import Store

_MOST_SECONDS, _MOST_MEMORY, _PROMISED = 40.0, 1 << 10, 100_000


def fill(place: str, many: int, days: int) -> None:
    """Keep so many series of so many days in a store that is made."""
    store = open_store(place)
    filled(store, many, days, points(days))
    store.close()


def read(store: Store, now: int, days: int) -> int:
    """Read the levels of all series; give how many there are."""
    since, until = now // DAY - days, now // DAY
    found = levels(stretches(store, blocks_of(since, until)), since, until)
    return sum(int(np.isfinite(portion.levels).sum()) for portion in found)


def night(store: Store, now: int, days: int, blocks: Blocks) -> int:
    """Forecast all series; give how many there were, and raise ValueError where one was not forecast."""
    seen = 0

    def enter(made: Made) -> None:
        nonlocal seen
        seen += sum(1 for one, levels in made if one.course is not None and len(levels.levels) == days)

    foretell = partial(forecasts, now=now)
    found = entered(foretell_kept(store, now, days, foretell, blocks), enter)
    if seen != found.counts.total() or found.unreadable or found.counts[Verdict.UNUSABLE]:
        raise ValueError(f"of {found.counts.total():,} series {seen:,} were forecast")
    return seen


def _spent(work: Callable[[], int]) -> tuple[Spent, int]:
    began = Spent(time.perf_counter(), _processor())
    found = work()
    return Spent(time.perf_counter(), _processor()) - began, found


def _processor() -> float:
    """Give seconds on a processor of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _pass(many: int, days: int) -> int:
    matrix = np.ones((many, days))
    began = time.perf_counter()
    matrix.sum()
    return round((time.perf_counter() - began) * 1_000)


def main(given: Sequence[str] | None = None) -> int:
    """Print a table for each number of series; leave with 1 where the promise is not kept."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--series", default="10000,100000", help="how many, with commas between")
    arguments.add_argument("--days", type=int, default=84)
    arguments.add_argument("--peers", action="store_true", help="measure one core, and processes, too")
    asked = arguments.parse_args(given)
    print(machine())
    kept = True
    spawn = multiprocessing.get_context("spawn")
    for many in map(int, asked.series.split(",")):
        with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
            place = str(Path(name, "store.sqlite"))
            # In a process of its own: what it takes of memory is no part of a night.
            with ProcessPoolExecutor(1, mp_context=spawn) as pool:
                pool.submit(fill, place, many, asked.days).result()
            kept &= _measured(place, many, asked.days, peers=asked.peers)
    return 0 if kept else 1


def _measured(place: str, many: int, days: int, *, peers: bool) -> bool:
    now = BEGAN + days * DAY + 9_000
    store = open_store(place)
    size = many * HEAD * len(range(*blocks_of(BEGAN // DAY, BEGAN // DAY + days)))
    print(f"\n| SQLite, {many:,} series of {days} days | s | CPU s | series/s | MiB |")
    print("| :-- | --: | --: | --: | --: |")
    took, found = _spent(lambda: read(store, now, days))
    if found != many * days:
        raise ValueError(f"{found:,} levels are there where {many * days:,} belong")
    _show("read and made to levels", took, many)
    with Blocks(ThreadExecutors(2)) as pool:
        took, _ = _spent(lambda: night(store, now, days, pool))
    memory = _show("read, forecast, handed on: two threads, as a night does", took, many)
    if peers:
        with Blocks(SerialExecutors()) as pool:
            _show("the same with one", _spent(lambda: night(store, now, days, pool))[0], many)
        _show("the same with two processes", _spent(lambda: _by_processes(store, now, days))[0], many)
    _, once = limit(Path(place).parent, size)
    print(f"| limit: the same {size >> 20:,} MiB from one file | {once:.2f} | | | |")
    print(f"| limit: each level looked at once | {_pass(many, days) / 1_000:.3f} | | | |")
    store.close()
    return many < _PROMISED or (took.wall <= _MOST_SECONDS and memory <= _MOST_MEMORY)


def _by_processes(store: Store, now: int, days: int) -> int:
    with Blocks(ProcessExecutors(2)) as pool:
        return night(store, now, days, pool)


def _show(what: str, took: Spent, many: int) -> int:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"| {what} | {took.wall:.1f} | {took.cpu:.1f} | {many / took.wall:,.0f} | {memory:,} |", flush=True)
    return memory


if __name__ == "__main__":
    raise SystemExit(main())
