"""Work on what others wrote, in a worker process that ends where it takes too much time or memory.

Such work may take for ever or all memory inside a library where no signal handler of Python runs. So the process itself is
ended by the system, and who asked is told how that came about.
"""

import resource
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from queue import SimpleQueue
from typing import Generic, TypeVar

from mainstay.ports.workers import Workers

Argument = TypeVar("Argument")
Answer = TypeVar("Answer")


class Ending(StrEnum):
    """How work ended that gave no answer, as the end of a sentence about its worker."""

    KILLED = "ended"
    CANCELLED = "was ended with another one beside it"
    MEMORY = "had too little memory"
    DEPTH = "met what is nested too deep"


class WorkerEnded(Exception):
    """A worker gave no answer; `how` tells how it ended."""

    def __init__(self, how: Ending) -> None:
        super().__init__(how)
        self.how = how


@dataclass(frozen=True, slots=True)
class Time:
    """The CPU seconds that work may take: `least`, `per_mib` more for each MiB of what is read, and never above `most`."""

    least: float
    per_mib: float = 0.0
    most: float = inf

    def of(self, size: int = 0) -> float:
        """Give the seconds for so many bytes."""
        return min(self.least + self.per_mib * size / (1 << 20), self.most)


def begin_bounded(memory: int) -> None:
    """Begin a worker process that may hold so many bytes of data."""
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (memory if hard < 0 else min(memory, hard), hard))
    # A killed worker is expected, not a fault to be dumped.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What was ignored where this program was started is ignored here too, and then no time would be too long.
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Do what follows in so many CPU seconds; a process that takes longer ends. Only for workers."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Awaited(Generic[Answer]):
    """An answer that a worker is asked for."""

    def __init__(self) -> None:
        """Wait for nothing yet; see `asked_of`."""
        self._done: SimpleQueue[Future[Answer]] = SimpleQueue()

    def put(self, future: Future[Answer]) -> None:
        """Take the future that is done."""
        self._done.put(future)

    def result(self) -> Answer:
        """Wait for the answer and give it, once.

        Raises WorkerEnded when there is none, and whatever the task raised.
        """
        # Not by waiting in the future itself, for then Ctrl-C would have to wait too.
        with _endings_told():
            return self._done.get().result()


def asked_of(executor: Executor, task: Callable[[Argument], Answer], argument: Argument) -> Awaited[Answer]:
    """Ask a worker of this executor; where it has none left, that is told with the result."""
    awaited: Awaited[Answer] = Awaited()
    try:
        executor.submit(task, argument).add_done_callback(awaited.put)
    except BrokenExecutor as error:
        refused: Future[Answer] = Future()
        refused.set_exception(error)
        awaited.put(refused)
    return awaited


def ask_alone(
    workers: Workers, memory: int, task: Callable[[Argument], Answer], argument: Argument
) -> Answer:
    """Ask a worker that is begun for this one task, with so many bytes of memory, and wait for its answer.

    Raises WorkerEnded when there is none, and whatever the task raised.
    """
    executor = workers.open(1, begin_bounded, (memory,))
    try:
        return asked_of(executor, task, argument).result()
    finally:
        workers.end(executor)


def done_here(task: Callable[[Argument], Answer], argument: Argument) -> Answer:
    """Do what is too little for a worker at once, in this process.

    Raises WorkerEnded when it takes too much memory or depth, and whatever else the task raised.
    """
    with _endings_told():
        return task(argument)


@contextmanager
def _endings_told() -> Iterator[None]:
    try:
        yield
    except BrokenExecutor:
        raise WorkerEnded(Ending.KILLED) from None
    except CancelledError:
        # A content killed a worker beside this one, and all were ended.
        raise WorkerEnded(Ending.CANCELLED) from None
    except MemoryError:
        raise WorkerEnded(Ending.MEMORY) from None
    except RecursionError:
        raise WorkerEnded(Ending.DEPTH) from None
