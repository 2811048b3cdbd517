"""Executors within this process: one task after the other, or several in threads."""

from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

_Arguments = ParamSpec("_Arguments")
_Result = TypeVar("_Result")


class SerialExecutor(Executor):
    """Does each task at once, when it is given; what the task raises comes to who gave it."""

    def submit(
        self, fn: Callable[_Arguments, _Result], /, *args: _Arguments.args, **kwargs: _Arguments.kwargs
    ) -> Future[_Result]:
        """Do a task now, and give a future that is done."""
        future: Future[_Result] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


class SerialExecutors:
    """One task after the other, on one core."""

    name = "serial"
    width = 1
    worth = 0

    def open(self) -> Executor:
        """Give one that needs nothing."""
        return SerialExecutor()

    def end(self, executor: Executor) -> None:
        """Nothing is under way."""


class ThreadExecutors:
    """Threads: numpy computes outside of Python's lock, and nothing has to be packed and sent."""

    name = "threads"
    worth = 0

    def __init__(self, workers: int) -> None:
        """Take the number of threads."""
        self.width = workers

    def open(self) -> Executor:
        """Give threads, which are started as tasks come."""
        return ThreadPoolExecutor(self.width, thread_name_prefix="batch")

    def end(self, executor: Executor) -> None:
        """Let what is under way come to its end, for threads cannot be stopped, and do nothing more."""
        executor.shutdown(cancel_futures=True)
