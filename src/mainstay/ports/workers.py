"""Processes that compute side by side."""

from collections.abc import Callable
from concurrent.futures import Executor
from typing import Protocol


class Workers(Protocol):
    """Makes executors of `concurrent.futures` whose workers are processes of their own, spawned and not forked.

    Where a worker dies, the executor raises BrokenExecutor for all that was not done, and a new one is asked for.
    """

    jobs: int

    def open(self, jobs: int, prepare: Callable[..., None], arguments: tuple[object, ...]) -> Executor:
        """Give an executor of `jobs` processes, each of which calls `prepare(*arguments)` first (all picklable)."""
        ...

    def end(self, executor: Executor) -> None:
        """End an executor's processes at once, whatever they are at."""
        ...
