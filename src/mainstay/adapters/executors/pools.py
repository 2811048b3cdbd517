"""Executors of processes of this machine, for blocks of series."""

import os
from concurrent.futures import Executor
from typing import Final

from mainstay.adapters.executors.processes import LocalWorkers

_THREADS: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class ProcessExecutors:
    """Spawned processes, so many; each takes some 100 MB and half a second to begin.

    They end with this process, even when it is killed. Where one dies all that was not done raises BrokenExecutor.
    """

    name = "processes"
    worth = 3

    def __init__(self, workers: int) -> None:
        """Take the number of processes."""
        self.width = workers
        self._workers = LocalWorkers(workers)

    def open(self) -> Executor:
        """Start a first process; the others follow as tasks come."""
        for name in _THREADS:
            # Each process has one core for itself: threads of libraries of linear algebra would fight for them.
            os.environ.setdefault(name, "1")
        return self._workers.open(self.width, _prepare, ())

    def end(self, executor: Executor) -> None:
        """End all processes at once."""
        self._workers.end(executor)


def _prepare() -> None:
    """Nothing is to be prepared: a task brings all that it needs."""
