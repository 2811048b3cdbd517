"""What series cost wherever they are computed: one core, two threads, two processes, a cluster of two workers on this machine.

    python -m benchmarks.scale [--series 1000,10000] [--times 3] [--long] [--days 84]

All series are read from a SQLite store, forecast and handed to a ledger that keeps nothing, as `mainstay nightly` does it. Each
way runs in a process of its own. The slope between the smallest and the largest number is what a series more takes; a million
is told on paper: that slope a million times, with its least and its most of the runs. `--long` does 100,000 for real.
"""

import argparse
import json
import multiprocessing
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ParamSpec, TypeVar

from benchmarks.nightly import fill, night
from benchmarks.rollups import BEGAN
from benchmarks.table import machine
from mainstay.adapters.executors.dask_cluster import DaskExecutors
from mainstay.adapters.executors.here import SerialExecutors, ThreadExecutors
from mainstay.adapters.executors.pools import ProcessExecutors
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.forecasting.days import Days, days_of_levels
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.rollups.hours import DAY
from mainstay.analysis.rollups.levels import blocks_of, levels
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.signal import Signal
from mainstay.flows.blocks import Blocks
from mainstay.flows.foretelling_kept import AT_ONCE
from mainstay.flows.taking_in import stretches
from mainstay.ports.executors import Executors

_Arguments = ParamSpec("_Arguments")
_Made = TypeVar("_Made")
WORKERS = 2
LONG = 100_000
MILLION = 1_000_000
_STARTING = 60.0


@dataclass(frozen=True, slots=True)
class Took:
    """What a run took: seconds by the clock, seconds on processors of all processes, MiB in all of them at their most."""

    wall: float
    cpu: float
    memory: int


def by_serial(place: str, days: int) -> Took:
    """Measure one core."""
    return _took(place, days, SerialExecutors())


def by_threads(place: str, days: int) -> Took:
    """Measure threads of one process."""
    return _took(place, days, ThreadExecutors(WORKERS))


def by_processes(place: str, days: int) -> Took:
    """Measure a pool; of its processes' memory the largest is known, and counted for each."""
    return _took(place, days, ProcessExecutors(WORKERS))


def by_dask(place: str, days: int) -> Took:
    """Measure a cluster that runs already; what its processes took to begin does not count."""
    with cluster(WORKERS) as (executors, pids):
        executors.end(executors.open())
        before = sum(map(_used, pids))
        took = _took(place, days, executors, children=False)
        return Took(took.wall, took.cpu + sum(map(_used, pids)) - before, took.memory + sum(map(_most, pids)))


def there_and_back(place: str, days: int) -> float:
    """Give the milliseconds of a block sent to a worker of a cluster and given back as it is, one after the other."""
    series = _block(place, days)
    with cluster(1) as (executors, _):
        executor = executors.open()
        executor.submit(list, series).result()
        took = [_timed(lambda: executor.submit(list, series).result()) for _ in range(5)]
        executors.end(executor)
    return statistics.median(took) * 1_000


def alone(place: str, days: int) -> float:
    """Give the milliseconds that computing a series takes by itself, on one core and in a block."""
    series, now = _block(place, days), _now(days)
    forecasts(series, now)
    return min(_timed(lambda: forecasts(series, now)) for _ in range(3)) / len(series) * 1_000


WAYS: dict[str, Callable[[str, int], Took]] = {
    "one core": by_serial,
    "two threads": by_threads,
    "two processes": by_processes,
    "dask, two workers here": by_dask,
}


@contextmanager
def cluster(workers: int) -> Iterator[tuple[Executors, Sequence[int]]]:
    """Start a scheduler and workers on loopback; give what opens them, and the numbers of their processes."""
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        file = Path(name, "scheduler.json")
        host = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        began = [_program(name, "scheduler", *host)]
        try:
            deadline = time.monotonic() + _STARTING
            while not (address := _address(file)):
                if time.monotonic() > deadline:
                    raise TimeoutError("the scheduler does not begin")
                time.sleep(0.05)
            words = ("--no-nanny", "--nthreads", "1", "--no-dashboard", "--memory-limit", "0")
            began += [_program(name, "worker", address, *words) for _ in range(workers)]
            executors = DaskExecutors(Computing(ExecutorKind.DASK, workers, address))
            yield executors, [one.pid for one in began]
        finally:
            for one in began:
                one.kill()
                one.wait()


def slopes(fewest: Sequence[Took], most: Sequence[Took], many: int) -> Sequence[float]:
    """Give the seconds that a series more took, in each run; `many` is by how many series the two differ."""
    return sorted((two.wall - one.wall) / many for one, two in zip(fewest, most, strict=True))


def processor(fewest: Sequence[Took], most: Sequence[Took], many: int) -> float:
    """Give the seconds on processors that a series more took, on the median of the runs."""
    return statistics.median((two.cpu - one.cpu) / many for one, two in zip(fewest, most, strict=True))


def main(given: Sequence[str] | None = None) -> int:
    """Print a table for each number of series, and what a million would take."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--series", default="1000,10000", help="how many, with commas between")
    arguments.add_argument("--times", type=int, default=3, help="runs of each")
    arguments.add_argument("--days", type=int, default=84)
    arguments.add_argument("--long", action="store_true", help="100,000 series too, once")
    asked = arguments.parse_args(given)
    print(machine())
    counts = sorted(map(int, asked.series.split(",")))
    found: dict[str, dict[int, list[Took]]] = {way: {} for way in WAYS}
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name:
        for many in [*counts, LONG] if asked.long else counts:
            place = str(Path(name, f"{many}.sqlite"))
            _apart(fill, place, many, asked.days)
            print(f"\n| {many:,} series of {asked.days} days | s | CPU s | MiB | series/s |")
            print("| :-- | --: | --: | --: | --: |")
            for way, work in WAYS.items():
                runs = [_apart(work, place, asked.days) for _ in range(1 if many == LONG else asked.times)]
                found[way][many] = runs
                _show(way, runs, many)
        place = str(Path(name, f"{counts[-1]}.sqlite"))
        each, block = _apart(alone, place, asked.days), _apart(there_and_back, place, asked.days)
    _tell(found, counts)
    in_block = min(counts[-1], AT_ONCE)
    print(f"\nA block of {in_block:,} series there and back, nothing computed, on dask: {block:.0f} ms.")
    print(
        f"Limit: computing alone {each:.3f} ms a series on one core; a million on {WORKERS}: {each * 1_000 / WORKERS:,.0f} s."
    )
    return 0


def _tell(found: dict[str, dict[int, list[Took]]], counts: Sequence[int]) -> None:
    print("\n| a series more | ms | least to most | CPU ms | a million, on paper | least to most |")
    print("| :-- | --: | --: | --: | --: | --: |")
    for way, runs in found.items():
        fewest, most_of_all, more = runs[counts[0]], runs[counts[-1]], max(counts[-1] - counts[0], 1)
        each, cpu = slopes(fewest, most_of_all, more), processor(fewest, most_of_all, more)
        middle, least, most = statistics.median(each), each[0], each[-1]
        print(
            f"| {way} | {middle * 1_000:.3f} | {least * 1_000:.3f} to {most * 1_000:.3f} "
            f"| {cpu * 1_000:.3f} | {middle * MILLION:,.0f} s | {least * MILLION:,.0f} to {most * MILLION:,.0f} s |"
        )


def _show(way: str, runs: Sequence[Took], many: int) -> None:
    wall = statistics.median(one.wall for one in runs)
    cpu, memory = statistics.median(one.cpu for one in runs), max(one.memory for one in runs)
    print(f"| {way} | {wall:.2f} | {cpu:.1f} | {memory:,} | {many / wall:,.0f} |", flush=True)


def _took(place: str, days: int, executors: Executors, *, children: bool = True) -> Took:
    store, now = open_store(place), _now(days)
    before, began = _cpu(children=children), time.perf_counter()
    with Blocks(executors) as blocks:
        night(store, now, days, blocks)
    wall, cpu = time.perf_counter() - began, _cpu(children=children) - before
    store.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    if children:
        memory += executors.width * resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return Took(wall, cpu, memory >> 10)


def _block(place: str, days: int) -> list[tuple[Signal, Days]]:
    store, since, until = open_store(place), BEGAN // DAY, BEGAN // DAY + days
    portion = next(iter(levels(stretches(store, blocks_of(since, until), at_once=AT_ONCE), since, until)))
    store.close()
    its = days_of_levels(portion.first, portion.levels)
    return [(one.signal, some) for one, some in zip(portion.series, its, strict=True)]


def _now(days: int) -> int:
    return BEGAN + days * DAY + 9_000


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _apart(work: Callable[_Arguments, _Made], *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Made:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work, *args, **kwargs).result()


def _cpu(*, children: bool) -> float:
    who = [resource.RUSAGE_SELF, *([resource.RUSAGE_CHILDREN] if children else [])]
    used = [resource.getrusage(one) for one in who]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _used(pid: int) -> float:
    """Give the seconds on processors of another process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _most(pid: int) -> int:
    """Give the MiB that another process had at its most."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) >> 10


def _program(folder: str, *words: str) -> "subprocess.Popen[bytes]":
    where = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1]), "OPENBLAS_NUM_THREADS": "1"}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *words], cwd=folder, env=where, stdout=quiet, stderr=quiet
    )


def _address(file: Path) -> str:
    try:
        return str(json.loads(file.read_text())["address"])
    except (OSError, ValueError):
        return ""


if __name__ == "__main__":
    raise SystemExit(main())
