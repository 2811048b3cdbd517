"""Whether what was accepted stays, once: people decide about the same proposals, and their processes are killed at random.

    python -m benchmarks.kills [--kills 1000] [--store sqlite|postgresql|both] [--seed 1]

PostgreSQL it starts for itself from what is installed, with fsync on. Kills are SIGKILL, of processes in which a person
submits and approves (while they open the store, decide, seal, tell the seal), of some that make a store, and of the server's
own. Whoever was killed comes again and does over what was not acknowledged. Leaves with 1 when something was lost, doubled or
torn.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from mainstay.adapters.store.opening import open_store
from tests.hostile.store.deciding import Room
from tests.hostile.store.killing import Moment, Tally, killed
from tests.hostile.store.reckoning import Reckoning, reckon
from tests.servers.postgresql import PostgreSQL, postgresql

STORES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
HEAD = ("kills", "acts tried", "acknowledged", "kept", "accepted lost", "doubled", "torn", "trail", "seconds")


@contextmanager
def room(store: str, folder: Path) -> Iterator[tuple[Room, PostgreSQL | None]]:
    """Give an empty place of a kind to decide in, and the server where it is on one."""
    if store == "sqlite":
        yield Room(str(folder / "store.sqlite"), folder), None
        return
    with postgresql(durable=True) as server:
        yield Room(server.new_place(), folder), server


def told(tally: Tally, found: Reckoning, seconds: float) -> Iterator[str]:
    """Give the cells of a line of the table, in the order of its head."""
    figures = (tally.kills.total(), tally.begun, len(tally.accepted), found.kept, found.lost, found.doubled)
    yield from (f"{figure:,}" for figure in figures)
    yield f"{len(found.torn) + len(tally.broken):,}"
    yield f"{found.trail.sealed:,} rows verified" if found.trail.sound else "DOES NOT VERIFY"
    yield f"{seconds:,.0f}"


def main(given: Sequence[str] | None = None) -> int:
    """Kill, print both tables, and tell by the exit code whether all was kept."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--kills", type=int, default=1_000)
    arguments.add_argument("--store", choices=[*STORES, "both"], default="both")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args(given)
    well = True
    moments: list[str] = []
    print(f"| store | {' | '.join(HEAD)} |")
    print(f"| :-- |{' --: |' * len(HEAD)}")
    for store in STORES if asked.store == "both" else (asked.store,):
        with tempfile.TemporaryDirectory(prefix="mainstay-bench-") as name, room(store, Path(name)) as place:
            here, server = place
            open_store(here.place).close()
            began = time.perf_counter()
            tally = killed(here, asked.kills, random.Random(asked.seed), server)
            found = reckon(here, tally.accepted)
            seconds = time.perf_counter() - began
        print(f"| {STORES[store]} | {' | '.join(told(tally, found, seconds))} |", flush=True)
        moments.append(f"| {STORES[store]} | {' | '.join(f'{tally.kills[one]:,}' for one in Moment)} |")
        for one in (*found.torn, *(f"left broken: {broken}" for broken in tally.broken)):
            print(one)
        well = well and found.sound and not tally.broken
    print(f"\n| killed while | {' | '.join(Moment)} |")
    print(f"| :-- |{' --: |' * len(Moment)}")
    print("\n".join(moments))
    return 0 if well else 1


if __name__ == "__main__":
    raise SystemExit(main())
