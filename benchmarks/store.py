"""What a store that was used for long costs: to look at, to decide in, to keep on; and what the audit trail costs each commit.

    python -m benchmarks.store [--proposals 100000] [--store sqlite|postgresql|both] [--parts limits,flows,commands,audit]

PostgreSQL it starts for itself from what is installed, with fsync on. Half of the proposals wait; the trail has three rows for
each. Beside each table stands what the disk, the drivers and Python take by themselves.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from benchmarks.store_contents import ROWS, Place, fill, furnish
from benchmarks.store_rates import (
    MODES,
    SEALED,
    WITHOUT,
    bare_commits,
    fsyncs,
    selects,
    share,
    starts,
    turns,
)
from benchmarks.store_times import Timed, commands, growing, warm
from benchmarks.table import machine
from tests.servers.postgresql import postgresql

PARTS = ("limits", "flows", "commands", "audit")
KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def places(kinds: Iterable[str], folder: Path, stack: ExitStack) -> Iterator[Place]:
    """Give an empty store of each kind, all on the same disk and all waiting for it, each with a folder of its own."""
    for kind in kinds:
        own = folder / kind
        own.mkdir()
        if kind == "sqlite":
            yield Place(KINDS[kind], str(own / "store.sqlite"), own)
        else:
            server = stack.enter_context(postgresql(durable=True))
            yield Place(KINDS[kind], server.new_place(), own)


def show(title: str, rows: Sequence[tuple[str, Sequence[Timed]]]) -> None:
    """Print a table of milliseconds: what was done, and for each store the median and the 95th percentile."""
    head = " | ".join(f"{kind}: median | 95 %" for kind, _ in rows)
    print(f"\n| {title} | {head} |\n| :-- |{' --: | --: |' * len(rows)}")
    told: dict[str, list[str]] = {}
    for _, timed in rows:
        for what, times in timed:
            told.setdefault(what, []).append(f"{statistics.median(times):,.1f} | {_late(times):,.1f}")
    for what, cells in told.items():
        print(f"| {what} | {' | '.join(cells)} |", flush=True)


def _late(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]


def show_limits(folder: Path, stores: Sequence[Place], many: int, seconds: float, times: int) -> None:
    """Print what is possible at all."""
    limits = {
        "the disk takes a page (fdatasync)": fsyncs(folder, seconds),
        "SQLite by itself commits a row": bare_commits(folder, seconds),
        **{f"{one.kind}'s driver gives a row by its key": selects(one, many, seconds) for one in stores},
        "Python starts": starts(times, "-c", "pass"),
        "Python starts and imports click": starts(times, "-c", "import click"),
        "Python starts and imports click, rich.console, sqlalchemy": starts(
            times, "-c", "import click, rich.console, sqlalchemy"
        ),
    }
    print("\n| limits, milliseconds | median | 95 % |\n| :-- | --: | --: |")
    for what, taken in limits.items():
        print(f"| {what} | {statistics.median(taken):,.2f} | {_late(taken):,.2f} |", flush=True)


def show_audit(stores: Sequence[Place], many: int, seconds: float, pairs: int) -> None:
    """Print what is left of the commits a second with the audit on."""
    print(
        f"\n| commits a second | workers | {' | '.join(MODES)} | share with its row | share with all of it |"
    )
    print(f"| :-- |{' --: |' * (len(MODES) + 3)}")
    for one in stores:
        for workers in (1, 4):
            found = turns(one, many, seconds, workers, pairs)
            cells = [f"{statistics.median(found[mode]):,.0f}" for mode in MODES]
            for mode in MODES[1:]:
                middle, low, high = share(found[mode], found[WITHOUT])
                cells.append(f"{middle:.0%} ({low:.0%} to {high:.0%})")
            print(f"| {one.kind} | {workers} | {' | '.join(cells)} |", flush=True)
    print(
        f"\n{pairs} turns of {seconds:g} s in each mode, mixed; "
        "the share is the median of the turns' ratios, with its 95 % interval."
    )
    print(f'"{SEALED}": a process of its own seals and anchors twice a second meanwhile.')


def main(given: Sequence[str] | None = None) -> int:
    """Print all tables."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--proposals", type=int, default=100_000)
    arguments.add_argument("--store", choices=[*KINDS, "both"], default="both")
    arguments.add_argument("--parts", default=",".join(PARTS), help="some of them, with commas between")
    arguments.add_argument(
        "--times", type=int, default=40, help="so often each flow, and half as often each command"
    )
    arguments.add_argument("--pairs", type=int, default=20)
    arguments.add_argument("--seconds", type=float, default=0.6, help="of each turn")
    asked = arguments.parse_args(given)
    many, parts = asked.proposals, asked.parts.split(",")
    print(machine())
    with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        stores = list(places(KINDS if asked.store == "both" else [asked.store], folder, stack))
        for one in stores:
            began = time.perf_counter()
            furnish(one)
            fill(one, many)
            print(
                f"{one.kind}: {many:,} proposals, {many * ROWS:,} rows, in {time.perf_counter() - began:.0f} s"
            )
        if "limits" in parts:
            show_limits(folder, stores, many, 4 * asked.seconds, max(asked.times // 2, 2))
        if "flows" in parts:
            title = f"flows with {many:,} proposals, milliseconds"
            show(title, [(one.kind, list(warm(one, many, asked.times))) for one in stores])
            title = f"a timer's and an auditor's work, {many:,} proposals, milliseconds"
            show(title, [(one.kind, list(growing(one, many, asked.times))) for one in stores])
        if "commands" in parts:
            title = f"whole commands with {many:,} proposals, milliseconds"
            show(title, [(one.kind, list(commands(one, many, max(asked.times // 2, 2)))) for one in stores])
        if "audit" in parts:
            show_audit(stores, many, asked.seconds, asked.pairs)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
