"""One transaction in a database, and what can become of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.errors import RunFailed

JOURNAL = "mainstay_done"
"""The table with the keys of what was done."""


class NotDone(RunFailed):
    """The transaction was taken back, or never was: nothing was changed."""


class NotBegun(NotDone):
    """It cannot be done in a transaction at all, or was stopped: nothing was changed."""


class Busy(NotDone):
    """Another try of the same action is at work, so nobody knows how that ends; this one changed nothing."""


class Lost(RunFailed):
    """The database was asked to make the change last and never answered."""


class Torn(RunFailed):
    """A statement ended the transaction itself, so that a part of the change may last."""


@dataclass(frozen=True, slots=True)
class Within:
    """How long is waited, in seconds: for a `statement`, for a `lock`, and until the `deadline` (monotonic clock) for all."""

    statement: float
    lock: float
    deadline: float
    stopped: Callable[[], bool]

    def go_on(self) -> None:
        """Raise NotBegun when it is to stop, NotDone when the time is over."""
        if self.stopped():
            raise NotBegun("it was stopped")
        if time.monotonic() >= self.deadline:
            raise NotDone("its time was over", mend="give the step a longer time_out")


class Session(Protocol):
    """A connection with one transaction; a context manager that takes back what was not committed."""

    def __enter__(self) -> "Session": ...

    def __exit__(self, *exc: object) -> None: ...

    def make_journal(self) -> None:
        """See to it that the journal can be written once it is begun. Raises NotDone."""
        ...

    def begin(self) -> None:
        """Begin the transaction. Raises NotDone."""
        ...

    def claim(self, key: str) -> bool:
        """Write a key into the journal, False where it stands there. Raises Busy where another one is about to, and NotDone."""
        ...

    def run(self, statement: str) -> str:
        """Run one statement, and say in a word or two what it did. Raises NotDone, and Torn where it ended the transaction."""
        ...

    def changed(self) -> int:
        """Count the rows that were changed since the claim, those that triggers changed among them. Raises NotDone."""
        ...

    def commit(self) -> None:
        """Make it last. Raises NotDone where that surely failed, Lost where nobody knows."""
        ...

    def number(self, query: str) -> float | None:
        """Give the one number that a query gives, None for no row or no value.

        Raises NotDone where it gives anything else, or fails.
        """
        ...
