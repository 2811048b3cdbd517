"""Runs of approved plans, and their journals."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.run import Entry, Run, RunState


@dataclass(frozen=True, slots=True)
class AskedRuns:
    """Which runs are asked for: those of `teams` (None for every team) in `states` (all where empty), by id backwards.

    `subject` is what they worked on, `proposal` the whole id of the one that they carry out or take back, "" for any. `before`
    is the id of the last one of the page before, "" for the first page; `most` is the page's length.
    """

    teams: frozenset[str] | None
    states: frozenset[RunState] = frozenset()
    subject: str = ""
    proposal: str = ""
    before: str = ""
    most: int = 50


class Runs(Protocol):
    """Runs by id."""

    def add(self, run: Run) -> None:
        """Keep a new run. Raises Taken when its id is, RunFailed when there is no such proposal."""
        ...

    def get(self, run: str) -> Run | None:
        """Give one, None when there is none of this id."""
        ...

    def hold(self, run: str) -> Run | None:
        """Give one as `get` does, and let nobody else change it before this transaction has ended."""
        ...

    def starting_with(self, beginning: str, most: int = 10) -> Sequence[str]:
        """Give ids that begin so, in their order."""
        ...

    def change(self, run: Run, was: Run) -> bool:
        """Put `run` in the place of `was`; False, and nothing is changed, when it is no longer as it was.

        Raises ValueError when the two are not the same run.
        """
        ...

    def of(self, proposal: str) -> Sequence[Run]:
        """Give all runs of a proposal, oldest first, those of one second by id."""
        ...

    def page(self, asked: AskedRuns) -> Sequence[Run]:
        """Give one page."""
        ...

    def count(self, teams: frozenset[str] | None) -> dict[RunState, int]:
        """Count the runs of some teams (None for all) by state."""
        ...

    def climbing(self, climb: str, most: int = 100) -> Sequence[Run]:
        """Give the runs that applied something of a change that climbs, the newest first by id."""
        ...

    def ready(self, now: int, most: int = 20) -> Sequence[Run]:
        """Give runs that have not ended and may be brought on at `now` (seconds since 1970), the longest due first.

        Left out are those whose target somebody has in hand, or belongs to another run than them or the one they take back.
        """
        ...

    def next_wake(self) -> int | None:
        """Give when the first that has not ended is to be brought on (seconds since 1970), None where there is none."""
        ...

    def write(self, entries: Iterable[Entry]) -> None:
        """Append entries to journals. Raises Taken when the place of one is: somebody else wrote there."""
        ...

    def journal(self, run: str) -> Sequence[Entry]:
        """Give a run's journal in the order of its places."""
        ...

    def every_entry(self) -> Iterator[Entry]:
        """Give all entries of all journals, by run and place, with few of them in memory."""
        ...
