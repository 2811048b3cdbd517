"""Where what was decided and done is kept: transactions over records, the same on one file and on a server.

What can go wrong is of five kinds (`domain.errors`), and who works on the store acts by them. `Unreachable`: it is away or
stays locked; nothing was kept, try again. `Full`: nothing was kept. `Taken`: an id or a key that must be new is there already;
nothing was kept. `OutcomeUnknown`: the change was sent and no answer came; look whether it is there. A plain `RunFailed`:
nothing was kept, and it will be no better the next time.

Every method that writes, or holds what it gives, raises RunFailed where the store is only looked at, even where it would have
nothing to write. Every method that writes raises RunFailed for a text with a NUL or half a surrogate pair, a whole number
beyond 64 bits, and a number that is not finite. What has no order of its own is said to be in none; texts sort by their code
points.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from mainstay.ports.records.findings import Findings
from mainstay.ports.records.leases import Leases
from mainstay.ports.records.ledger import Ledger
from mainstay.ports.records.messages import Messages
from mainstay.ports.records.proposals import Decisions, Proofs, Proposals
from mainstay.ports.records.replays import Replays
from mainstay.ports.records.runs import Runs
from mainstay.ports.records.schedules import ScheduleMarks
from mainstay.ports.records.series import Series
from mainstay.ports.records.subjects import Subjects
from mainstay.ports.records.trail import Trail
from mainstay.ports.records.windows import WindowMarks


class Work(Protocol):
    """One transaction, and the records as they are in it."""

    proposals: Proposals
    decisions: Decisions
    proofs: Proofs
    trail: Trail
    messages: Messages
    subjects: Subjects
    findings: Findings
    runs: Runs
    leases: Leases
    schedules: ScheduleMarks
    ledger: Ledger
    replays: Replays
    windows: WindowMarks
    series: Series


class Store(Protocol):
    """A store that is open. It is safe beside other processes on the same store."""

    def reading(self) -> AbstractContextManager[Work]:
        """Look at one state of everything, whatever is written meanwhile; writing in it raises RunFailed.

        Raises Unreachable when the store is away, RunFailed when it was migrated by another version of this program.
        """
        ...

    def writing(self) -> AbstractContextManager[Work]:
        """Change something: once the block has ended all of it is there, and stays after kill -9 or a power cut.

        An exception in the block undoes all. After a RunFailed of one of its records nothing of the block is kept, though it
        was caught: all further work in it, and its end, raise RunFailed that names the first failure. Raises Unreachable when
        the store is away or stays locked, Full when it takes no more, OutcomeUnknown when nobody knows whether the block was
        kept, and RunFailed when it cannot be written.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
