"""Workers as processes of this machine."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path


class LocalWorkers:
    """Spawned worker processes, as many as there are cores to be had unless told otherwise."""

    def __init__(self, jobs: int = 0) -> None:
        """Take the number of processes; 0 is one for each core that this process may use."""
        self.jobs = jobs or _cores()

    def open(self, jobs: int, prepare: Callable[..., None], arguments: tuple[object, ...]) -> Executor:
        """Give an executor of `jobs` processes, each of which calls `prepare(*arguments)` first."""
        _import_nothing_from_here()
        return ProcessPoolExecutor(
            max_workers=jobs, mp_context=get_context("spawn"), initializer=prepare, initargs=arguments
        )

    def end(self, executor: Executor) -> None:
        """End the executor's processes at once, whatever they are at, and wait until they are gone."""
        # The library has no public way to stop workers before Python 3.14 (terminate_workers).
        processes: dict[int, BaseProcess] = getattr(executor, "_processes", None) or {}
        running = list(processes.values())
        executor.shutdown(wait=False, cancel_futures=True)
        for process in running:
            process.kill()
        for process in running:
            process.join(timeout=5)


def _import_nothing_from_here() -> None:
    """Keep new interpreters from looking for modules in the current folder, which may be the scanned one.

    They are started with `-c`, which puts that folder before the standard library.
    """
    os.environ["PYTHONSAFEPATH"] = "1"
    # With -E they take no heed of the environment; and in a folder that was removed none can be started.
    if (sys.flags.ignore_environment and not sys.flags.safe_path) or not _is_somewhere():
        os.chdir("/")


def _is_somewhere() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
