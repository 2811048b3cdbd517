"""Whether each step's effect is there exactly once, or honestly unknown and then verified, whatever befalls the workers.

    python -m benchmarks.faults [--kills 50] [--seconds 30] [--store sqlite|postgresql|both] [--only WORD] [--seed 1]

PostgreSQL it starts for itself from what is installed, with fsync on. Workers are processes of their own that carry out runs
of six steps of every kind, whose effects are lines of a file, kept on the disk. `--kills` is how often kill -9 comes in each of
three ways on each store, besides those at each boundary and the other faults: 336 in all by default. `--seconds` is how long a
store or a network is away. Leaves with 1 when an effect came twice that may not, is missing, or a journal or the trail tells
what was not.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from benchmarks.table import machine
from mainstay.domain.run import RunState
from tests.hostile.runs import mishaps
from tests.hostile.runs.crew import KERNEL, SECONDS, SILENCE
from tests.hostile.runs.killing import Tally, killed, killed_at_each_point
from tests.hostile.runs.reckoning import Reckoning, reckon, together
from tests.hostile.runs.rooms import on_small_disk
from tests.hostile.runs.stumbling import POINTS
from tests.hostile.runs.yard import Yard, yard_of
from tests.servers.postgresql import PostgreSQL, postgresql

STORES = ("sqlite", "postgresql")
HEAD = (
    "store | what befell them | times | runs done | taken back | steps | ends nobody knew, verified | "
    "idempotent, done again | done twice | lost | not as told | seconds"
)
_SAME_NAME = 5
_JUMPS = (5, -3, 12, -20)


@dataclass(frozen=True)
class Site:
    """Where one fault is tried: a folder, a server where the store is on one, and what was asked for."""

    folder: Path
    server: PostgreSQL | None
    asked: argparse.Namespace
    numbers: Iterator[int]

    def yard(self) -> Yard:
        """Give a new yard with an empty store."""
        folder = self.folder / str(next(self.numbers))
        folder.mkdir()
        place = self.server.new_place() if self.server else str(folder / "store.sqlite")
        return yard_of(place, folder)


Found = tuple[int, str, Reckoning]
"""How many workers were killed, what else was done how often, and what came of it."""


def _kill(**how: object) -> Callable[[Site], Found]:
    def fault(site: Site) -> Found:
        yard = site.yard()
        tally = killed(yard, site.asked.kills, random.Random(site.asked.seed), **how)  # type: ignore[arg-type]
        return _tallied(tally, reckon(yard))

    return fault


def _tallied(tally: Tally, found: Reckoning) -> Found:
    return tally.kills.total(), f"{tally.stood} stops" if tally.stood else "", found


def _kill_at_each(site: Site) -> Found:
    yard = site.yard()
    return _tallied(killed_at_each_point(yard), reckon(yard))


def _stop_at_each(site: Site) -> Found:
    found = [mishaps.stands_still(site.yard(), point, 1.5 * SECONDS) for point in POINTS]
    return 0, f"{len(found)} stops", together(found)


def _jump(site: Site) -> Found:
    return 0, f"{len(_JUMPS)} jumps", mishaps.clock_jumps(site.yard(), _JUMPS)


def _same_name(site: Site) -> Found:
    return _SAME_NAME, "", together(mishaps.of_one_name(site.yard()) for _ in range(_SAME_NAME))


def _away(site: Site) -> Found:
    if site.server is None:
        return 0, "1", mishaps.locked(site.yard(), site.asked.seconds)
    return 0, "1", mishaps.server_gone(site.yard(), site.server, site.asked.seconds)


def _full(site: Site) -> Found:
    with on_small_disk(site.server, site.folder) as (yard, room):
        return 0, "1", mishaps.disk_full(yard, room, site.asked.seconds)


def _cut(*, broken: bool) -> Callable[[Site], Found]:
    def fault(site: Site) -> Found:
        assert site.server is not None, "a file has no network"
        return 0, "1", mishaps.network_cut(site.yard(), site.server, site.asked.seconds, broken=broken)

    return fault


FAULTS: dict[str, Callable[[Site], Found]] = {
    "killed at each step boundary": _kill_at_each,
    "killed, the kernel tells": _kill(presence=KERNEL),
    "killed, silence tells": _kill(presence=SILENCE),
    "killed, some stopped beyond the lease": _kill(presence=SILENCE, freezes=True),
    "stopped beyond the lease at each boundary": _stop_at_each,
    "clock put forward and back by hours": _jump,
    "two workers of one name, one killed": _same_name,
    "store locked, or its server down": _away,
    "disk of the store full": _full,
    "network to the server broken": _cut(broken=True),
    "network to the server silent": _cut(broken=False),
}
_OF_SERVERS = tuple(name for name in FAULTS if name.startswith("network"))


def main(given: Sequence[str] | None = None) -> int:
    """Let everything befall workers, print a table, and tell by the exit code whether all is as it should be."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    arguments.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    arguments.add_argument("--kills", type=int, default=50, help="in each of three ways, on each store")
    arguments.add_argument("--seconds", type=float, default=30.0, help="that a store or a network is away")
    arguments.add_argument("--store", choices=[*STORES, "both"], default="both")
    arguments.add_argument("--only", default="", help="of all faults those whose name has this word")
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args(given)
    print(f"{machine()}\n\n| {HEAD} |\n|{' --: |' * (HEAD.count('|') + 1)}", flush=True)
    kills, amiss = 0, []
    for store in STORES if asked.store == "both" else (asked.store,):
        for name, fault in FAULTS.items():
            if asked.only not in name or (store == "sqlite" and name in _OF_SERVERS):
                continue
            began = time.monotonic()
            with _site(store, asked) as site:
                many, else_done, found = fault(site)
            kills += many
            amiss += [f"{store}, {name}: {one}" for one in found.amiss]
            cells = _cells(many, else_done, found, time.monotonic() - began)
            print(f"| {store} | {name} | {' | '.join(cells)} |", flush=True)
    print(f"\n{kills} kills")
    for one in amiss:
        print(one, file=sys.stderr)
    return 1 if amiss else 0


def _cells(kills: int, else_done: str, found: Reckoning, seconds: float) -> Iterator[str]:
    yield " + ".join(one for one in (f"{kills} kills" if kills else "", else_done) if one)
    counts = (
        found.states[RunState.DONE],
        found.states[RunState.UNDONE],
        found.steps,
        found.verified,
        found.again,
        len(found.doubled),
        len(found.lost),
        len(found.wrong),
    )
    yield from (f"{count:,}" for count in counts)
    yield f"{seconds:,.0f}"


@contextmanager
def _site(store: str, asked: argparse.Namespace) -> Iterator[Site]:
    with tempfile.TemporaryDirectory(prefix="mainstay-faults-") as name:
        if store == "sqlite":
            yield Site(Path(name), None, asked, count())
            return
        with postgresql(durable=True) as server:
            yield Site(Path(name), server, asked, count())


if __name__ == "__main__":
    raise SystemExit(main())
