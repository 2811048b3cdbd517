"""Runs of approved plans."""

from collections.abc import Sequence
from typing import Protocol

from mainstay.domain.run import Run


class Runs(Protocol):
    """Runs by id."""

    def add(self, run: Run) -> None:
        """Keep a new run. Raises Taken when its id is, RunFailed when there is no such proposal."""
        ...

    def get(self, run: str) -> Run | None:
        """Give one, None when there is none of this id."""
        ...

    def change(self, run: Run, was: Run) -> bool:
        """Put `run` in the place of `was`; False, and nothing is changed, when it is no longer as it was.

        Raises ValueError when the two are not the same run.
        """
        ...

    def of(self, proposal: str) -> Sequence[Run]:
        """Give all runs of a proposal, oldest first, those of one second by id."""
        ...
