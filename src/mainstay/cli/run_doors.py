"""What the commands about runs ask of the program behind them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol

from mainstay.cli.record_doors import RecordDoors
from mainstay.domain.errors import MainstayError
from mainstay.flows.shop import Shop
from mainstay.flows.working import Terms, Worker


class RunDoors(RecordDoors, Protocol):
    """What `mainstay.wiring.runs` gives. All raise MainstayError when the store or the operator's file cannot be used."""

    def shop(self) -> AbstractContextManager[Shop]:
        """Open the store, and what carries plans out, for the person who runs this. Raises UsageError as `office` does."""
        ...

    def worker(
        self, called: str, terms: Terms, say: Callable[[MainstayError], None]
    ) -> AbstractContextManager[Worker]:
        """Give a worker that tells what fails; 0 jobs are as many as the operator's file says."""
        ...

    def is_gone(self, worker: str) -> bool:
        """Whether the worker of this whole name has surely ended; False where that cannot be told, as of another machine's."""
        ...
