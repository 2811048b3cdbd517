"""Durable steps by DBOS, run in the environment that it is installed in: `URL WORKER WORKFLOWS STEPS SIDE_BY_SIDE`.

It prints `ready`, waits for a line on its input, and prints how many seconds all workflows took.
"""

import sys
import time
from collections import deque
from typing import Any

from dbos import DBOS  # type: ignore[import-not-found]  # it is installed elsewhere


@DBOS.step()  # type: ignore[untyped-decorator]
def step(number: int) -> int:
    """Do nothing."""
    return number


@DBOS.workflow()  # type: ignore[untyped-decorator]
def workflow(steps: int) -> int:
    """Go through some steps."""
    return sum(step(number) for number in range(steps))


def main() -> None:
    """Work once it is said to."""
    url, worker, workflows, steps, side_by_side = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
    # A version of its own: otherwise each process would take over what the others have in hand.
    DBOS(
        config={
            "name": "steps",
            "system_database_url": url,
            "executor_id": worker,
            "application_version": f"bench-{worker}",
            "log_level": "ERROR",
            "run_admin_server": False,
        }
    )
    DBOS.launch()
    DBOS.start_workflow(workflow, 2).get_result()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    began = time.perf_counter()
    under_way: deque[Any] = deque()
    for _ in range(workflows):
        if len(under_way) == side_by_side:
            under_way.popleft().get_result()
        under_way.append(DBOS.start_workflow(workflow, steps))
    while under_way:
        under_way.popleft().get_result()
    sys.stdout.write(f"{time.perf_counter() - began}\n")
    sys.stdout.flush()
    DBOS.destroy()


if __name__ == "__main__":
    main()
