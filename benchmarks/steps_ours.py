"""A worker of ours with steps that do nothing: `python -m benchmarks.steps_ours PLACE WORKER SIDE_BY_SIDE`.

It prints `ready`, waits for a line on its input, works until nothing is left, and prints how many seconds that took.
"""

import sys
import time
from collections.abc import Mapping

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.presence import KernelPresence
from mainstay.adapters.store.opening import open_store
from mainstay.domain.plan import Value
from mainstay.domain.run import Mark, Result
from mainstay.flows.shop import Shop
from mainstay.flows.working import Terms, Worker
from mainstay.ports.action import Occasion
from tests.fakes.offices import House


class Nothing:
    """Does nothing, and says so."""

    name = "command"
    looks = False

    def foresee(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Say that it would."""
        del parameters, occasion
        return Result(Mark.DONE)

    def act(self, parameters: Mapping[str, Value], occasion: Occasion) -> Result:
        """Do it."""
        del parameters, occasion
        return Result(Mark.DONE)


def main() -> None:
    """Work once it is said to."""
    place, called, side_by_side = sys.argv[1], sys.argv[2], int(sys.argv[3])
    store, presence = open_store(place), KernelPresence()
    clock = SystemClock()
    house = House(store=store, clock=clock, ids=TimeIds(clock))  # type: ignore[arg-type]
    shop = Shop(
        house.office("worker"), {"command": Nothing()}, presence.own_name(called), lambda _lease: False
    )
    worker = Worker(lambda: shop, presence, Terms(jobs=side_by_side, idle=True), print)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    began = time.perf_counter()
    worker.work()
    sys.stdout.write(f"{time.perf_counter() - began}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
