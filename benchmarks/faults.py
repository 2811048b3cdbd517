"""Whether each step's effect is there exactly once, or honestly unknown and then verified, when workers are killed in runs.

    python -m benchmarks.faults [--kills 150] [--runs 30] [--store sqlite|postgresql|both] [--seed 1]

PostgreSQL it starts for itself from what is installed, with fsync on. Three workers carry out runs whose effects are lines of a
file, kept on the disk; they are killed with SIGKILL at random, some have the same name, and in a part of the rounds they are
frozen for longer than their lease and woken again. Leaves with 1 when an effect came twice that may not, or is missing.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.table import machine
from tests.hostile.runs.acting import Terrace, World
from tests.hostile.runs.killing import Tally, killed, propose, reckon
from tests.servers.postgresql import postgresql

STORES = ("sqlite", "postgresql")
WAYS = ("killed, the kernel tells", "killed, silence tells", "killed and frozen")
HEAD = (
    "store | how | kills | runs done | taken back | waiting for a person | steps | ends nobody knew, verified | "
    "idempotent, done again | done twice | lost | not as told | seconds"
)


def main(given: Sequence[str] | None = None) -> int:
    """Kill, print a table, and tell by the exit code whether all is as it should be."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--kills", type=int, default=150)
    arguments.add_argument("--runs", type=int, default=30)
    arguments.add_argument("--store", choices=[*STORES, "both"], default="both")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args(given)
    print(f"{machine()}\n\n| {HEAD} |\n|{' --: |' * (HEAD.count('|') + 1)}")
    well = True
    for store in STORES if asked.store == "both" else (asked.store,):
        for way in WAYS:
            with _place(store) as (place, folder):
                tally = _round(place, folder, way, asked)
            print(f"| {store} | {way} | {' | '.join(_cells(tally))} |", flush=True)
            well &= not (tally.doubled or tally.lost or tally.wrong)
    return 0 if well else 1


def _round(place: str, folder: Path, way: str, asked: argparse.Namespace) -> Tally:
    terrace = Terrace(place, World(folder / "effects"), 1.0, asks_kernel=way == WAYS[0])
    made = propose(terrace, asked.runs, 6)
    began = time.monotonic()
    tally = Tally(killed(terrace, asked.kills, asked.seed, freeze=way == WAYS[2]))
    tally.seconds = time.monotonic() - began
    return reckon(terrace, made, tally)


def _cells(tally: Tally) -> Iterator[str]:
    counts = (
        tally.kills,
        tally.runs["done"],
        tally.runs["undone"],
        tally.runs["waiting"],
        tally.steps,
        tally.unknown,
        tally.again,
        len(tally.doubled),
        len(tally.lost),
        len(tally.wrong),
    )
    yield from (f"{count:,}" for count in counts)
    yield f"{tally.seconds:,.0f}"


@contextmanager
def _place(store: str) -> Iterator[tuple[str, Path]]:
    with tempfile.TemporaryDirectory(prefix="mainstay-faults-") as name:
        folder = Path(name)
        if store == "sqlite":
            yield str(folder / "store.sqlite"), folder
            return
        with postgresql(durable=True) as server:
            yield server.new_place(), folder


if __name__ == "__main__":
    raise SystemExit(main())
