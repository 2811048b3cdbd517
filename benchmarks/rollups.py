"""What roll-ups of many series cost: to keep a day of all of them, and to read their levels, beside a file of the same bytes.

    python -m benchmarks.rollups [--series 10000,100000] [--store sqlite|postgresql|both] [--days 84]

Each series has hourly points of so many days. A night takes one more day in: points are rolled up, what is known is looked at,
merged and put, a thousand series a transaction. PostgreSQL it starts for itself from what is installed, with fsync on.
"""

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.store import places
from benchmarks.table import machine
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.forecasting.days import days_of_levels
from mainstay.analysis.rollups.hours import DAY, HOUR
from mainstay.analysis.rollups.levels import blocks_of, levels
from mainstay.analysis.rollups.rolling import Rolled, rolled
from mainstay.analysis.rollups.taking_in import read_from, taken_in
from mainstay.domain.rollup import HEAD, Rollup
from mainstay.domain.signal import Limit, Samples, Side, Signal
from mainstay.ports.store import Store

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
BEGAN = 20_000 * DAY
_AT_ONCE = 1_000
_PATTERNS = 50
"""Series that differ in their points; the others repeat them under names of their own."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of this process on a processor; a server's own are not in them."""

    wall: float
    cpu: float

    def __add__(self, other: "Spent") -> "Spent":
        """Add two up."""
        return Spent(self.wall + other.wall, self.cpu + other.cpu)

    def __sub__(self, other: "Spent") -> "Spent":
        """Give what was spent between two moments."""
        return Spent(self.wall - other.wall, self.cpu - other.cpu)


def _now() -> Spent:
    return Spent(time.perf_counter(), time.process_time())


def signal(number: int) -> Signal:
    """Give a series as an exporter names it."""
    labels = {"instance": f"host-{number // 20}:9100", "job": "node", "device": f"/dev/sd{number % 20}"}
    key = f"node_filesystem_used{{instance={labels['instance']},device={labels['device']}}}"
    limit = Limit(1e12, Side.ABOVE, "the filesystem's own size")
    return Signal("prometheus", key, f"host:host-{number // 20}", "disk used", "disk", "B", labels, limit)


def points(days: int) -> list[Samples]:
    """Give hourly points of so many days and one more, for each pattern."""
    chance = np.random.default_rng(1)
    times = np.arange(BEGAN, BEGAN + (days + 1) * DAY, HOUR, dtype=np.int64)
    rise = np.linspace(1, 1.2, len(times))
    return [
        Samples(times, chance.uniform(1e9, 9e11) * rise * chance.lognormal(0, 0.1, len(times)))
        for _ in range(_PATTERNS)
    ]


def filled(store: Store, many: int, days: int, patterns: Sequence[Samples]) -> None:
    """Keep all series as they are after so many days."""
    until = BEGAN + days * DAY
    made = [taken_in(None, signal(0), rolled(one, BEGAN, until, until)) for one in patterns]
    for begin in range(0, many, _AT_ONCE):
        with store.writing() as work:
            numbers = range(begin, min(begin + _AT_ONCE, many))
            work.series.put(
                replace(_there(made[number % _PATTERNS]), signal=signal(number)) for number in numbers
            )


def a_night(store: Store, many: int, days: int, patterns: Sequence[Samples]) -> Iterator[tuple[str, Spent]]:
    """Take one more day in, and give what each part of it took."""
    since, until = read_from(BEGAN + days * DAY), BEGAN + (days + 1) * DAY
    names = ("points rolled up", "looked at", "merged", "put and committed")
    taken = dict.fromkeys(names, Spent(0.0, 0.0))
    for begin in range(0, many, _AT_ONCE):
        signals = [signal(number) for number in range(begin, min(begin + _AT_ONCE, many))]
        marks = [_now()]
        new: list[Rolled] = [
            rolled(patterns[(begin + place) % _PATTERNS], since, until, until)
            for place in range(len(signals))
        ]
        marks.append(_now())
        with store.reading() as work:
            known = work.series.known(
                "prometheus", [one.key for one in signals], blocks_of(since // DAY, 0)[0]
            )
        marks.append(_now())
        made = [_there(taken_in(known[one.key], one, day)) for one, day in zip(signals, new, strict=True)]
        marks.append(_now())
        with store.writing() as work:
            work.series.put(made)
        marks.append(_now())
        for name, before, after in zip(names, marks, marks[1:], strict=False):
            taken[name] = taken[name] + (after - before)
    yield from taken.items()


def read(store: Store, days: int) -> tuple[Spent, int, int]:
    """Give what reading the levels of all series took, how many levels there were, and bytes of heads."""
    began = _now()
    found = size = 0
    since, until = BEGAN // DAY, BEGAN // DAY + days
    with store.reading() as work:
        for portion in levels(work.series.stretches(blocks_of(since, until)), since, until):
            series = days_of_levels(portion.first, portion.levels)
            found += int(np.isfinite(portion.levels).sum())
            size += len(series) * HEAD * len(range(*blocks_of(since, until)))
    return _now() - began, found, size


def limit(folder: Path, size: int) -> tuple[float, float]:
    """Give the seconds that the same bytes take to be written to one file, down to the disk, and read back."""
    file = folder / "bytes"
    data = os.urandom(1 << 20)
    began = time.perf_counter()
    with file.open("wb") as out:
        for _ in range(0, size, len(data)):
            out.write(data)
        out.flush()
        os.fsync(out.fileno())
    written = time.perf_counter()
    with file.open("rb", buffering=0) as inlet:
        while inlet.read(1 << 20):
            pass
    ended = time.perf_counter()
    file.unlink()
    return written - began, ended - written


def _there(one: Rollup | None) -> Rollup:
    if one is None:
        raise ValueError("a series without points")
    return one


def _kept(store: Store, many: int) -> tuple[int, int]:
    """Give the bytes that are kept of a series, and those that a night writes of it."""
    with store.reading() as work:
        one = _there(work.series.get("prometheus", signal(many - 1).key))
    whole = len(one.shape) + sum(map(len, one.blocks.values()))
    return whole, len(one.shape) + len(one.blocks[max(one.blocks)])


def main(given: Sequence[str] | None = None) -> int:
    """Print a table for each store and number of series."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--series", default="10000,100000", help="how many, with commas between")
    arguments.add_argument("--days", type=int, default=84)
    arguments.add_argument("--store", choices=[*KINDS, "both"], default="both")
    asked = arguments.parse_args(given)
    patterns = points(asked.days)
    print(machine())
    for many in map(int, asked.series.split(",")):
        with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name, ExitStack() as stack:
            folder = Path(name)
            for place in places(KINDS if asked.store == "both" else [asked.store], folder, stack):
                print(
                    f"\n| {place.kind}, {many:,} series of {asked.days} days | s | CPU s | series/s | limit, s |"
                )
                print("| :-- | --: | --: | --: | --: |")
                store = open_store(place.address)
                began = _now()
                filled(store, many, asked.days, patterns)
                took = _now() - began
                whole, night = _kept(store, many)
                wrote, _ = limit(folder, many * whole)
                _show("put for the first time, all days", took, many, wrote)
                wrote, _ = limit(folder, many * night)
                for what, took in a_night(store, many, asked.days, patterns):
                    _show(f"a night: {what}", took, many, wrote if "put" in what else None)
                for when in ("first", "again"):
                    took, found, size = read(store, asked.days)
                    _show(f"levels read, {when}", took, many, limit(folder, size)[1])
                if found != many * asked.days:
                    raise ValueError(f"{found:,} levels are there where {many * asked.days:,} belong")
                store.close()
                print(
                    f"\n{whole:,} bytes are kept of a series, {night:,} written a night, {size // many:,} read for levels;"
                )
                print(f"most memory so far {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10:,} MiB")
    return 0


def _show(what: str, took: Spent, many: int, least: float | None) -> None:
    rate = many / took.wall
    beside = "" if least is None else f"{least:.2f}"
    print(f"| {what} | {took.wall:.2f} | {took.cpu:.2f} | {rate:,.0f} | {beside} |", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
