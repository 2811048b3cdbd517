"""Executors of `concurrent.futures`: where blocks of series are computed, be it here, in processes or on a cluster."""

from concurrent.futures import Executor
from typing import Protocol


class TaskKilled(Exception):
    """A task ended each worker that was given it, so that no more are tried."""


class Executors(Protocol):
    """Opens executors that compute what is pickleable and carries its own data; `name` is what they are called.

    Where a worker dies, the executor either has the task done by another one, or its futures raise BrokenExecutor: it is ended
    then, and a new one opened. TaskKilled says that a task was given to several workers and each of them died of it.
    """

    name: str
    width: int
    """Tasks that are computed at once."""
    worth: int
    """Tasks from which on opening one is worth it; fewer are done sooner by whoever asks."""

    def open(self) -> Executor:
        """Give an executor. Raises RunFailed where none can be had, UsageError where what is asked for cannot be."""
        ...

    def end(self, executor: Executor) -> None:
        """End an executor and what it began, whatever its workers are at."""
        ...
