"""Workers as processes of this machine."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context, parent_process
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import ParamSpec, TypeVar

from mainstay.adapters.processes.interrupts import interrupts_held, signals_withheld

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")
_USUAL_END = 1.0  # seconds in which the library has done with killed workers if nothing holds it up


class LocalWorkers:
    """Spawned worker processes, as many as there are cores to be had unless told otherwise.

    They end with this process, even when it is killed, and signals to the whole process group leave them alone.
    """

    def __init__(self, jobs: int = 0) -> None:
        """Take the number of processes; 0 is one for each core that this process may use."""
        self.jobs = jobs or _cores()

    def open(self, jobs: int, prepare: Callable[..., None], arguments: tuple[object, ...]) -> Executor:
        """Give an executor of `jobs` processes, each of which calls `prepare(*arguments)` first; one is started at once."""
        _import_nothing_from_here()
        with ExitStack() as unless_opened:
            # The library starts a process of its own here, to remove its semaphores.
            with interrupts_held(), signals_withheld():
                pool = _Pool(jobs, get_context("spawn"), _begin, (prepare, arguments))
                unless_opened.callback(self.end, pool)
            pool.start()
            unless_opened.pop_all()
        return pool

    def end(self, executor: Executor) -> None:
        """End the executor's processes at once, whatever they are at, and wait until they are gone."""
        with interrupts_held():
            # The library has no public way to stop workers before Python 3.14 (kill_workers).
            processes: dict[int, BaseProcess] = getattr(executor, "_processes", None) or {}
            running = list(processes.values())
            for process in running:
                process.kill()
            for process in running:
                process.join(timeout=5)
            manager: Thread | None = getattr(executor, "_executor_manager_thread", None)
            # Of an answer that a worker was killed in the middle of, the library's thread waits for the rest, because
            # this process itself holds the pipe's other end open.
            _close(executor, "_result_queue", "_writer")
            if manager is not None:
                manager.join(_USUAL_END)
                if manager.is_alive():
                    # The same with tasks that no worker reads any more, before Python 3.11.5 (gh-94777).
                    _close(executor, "_call_queue", "_reader")
            executor.shutdown(cancel_futures=True)


class _Pool(ProcessPoolExecutor):
    _started: Future[None] | None = None

    def start(self) -> None:
        """Start the first worker, for which there is nothing to do yet."""
        self._started = self.submit(_nothing)

    def submit(
        self, fn: Callable[_Arguments, _Result], /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Future[_Result]:
        """Submit a task, for which a worker may be started."""
        with interrupts_held(), signals_withheld():
            return super().submit(fn, *args, **kwargs)

    def _adjust_process_count(self) -> None:
        # The first task is for the worker that is being started: another one would be there no sooner, and to load it costs
        # more than a small repository does. The library has no public way to say so.
        starting = self._started is not None and not self._started.done()
        if not starting or len(self._pending_work_items) > 2:
            super()._adjust_process_count()


def _nothing() -> None:
    """Do nothing, once the worker is there."""


def _begin(prepare: Callable[..., None], arguments: tuple[object, ...]) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    prepare(*arguments)


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _close(executor: Executor, queue: str, end: str) -> None:
    pipe = getattr(getattr(executor, queue, None), end, None)
    if pipe is not None:
        pipe.close()


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
