"""Where what was decided and done is kept: transactions over records, the same on one file and on a server."""

from contextlib import AbstractContextManager
from typing import Protocol

from mainstay.ports.records.findings import Findings
from mainstay.ports.records.ledger import Ledger
from mainstay.ports.records.messages import Messages
from mainstay.ports.records.proposals import Decisions, Proofs, Proposals
from mainstay.ports.records.runs import Runs
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
    ledger: Ledger
    windows: WindowMarks


class Store(Protocol):
    """A store that is open. It is safe beside other processes on the same store."""

    def reading(self) -> AbstractContextManager[Work]:
        """Look at one state of everything, whatever is written meanwhile; writing in it raises RunFailed.

        Raises RunFailed when the store cannot be reached.
        """
        ...

    def writing(self) -> AbstractContextManager[Work]:
        """Change something: once the block has ended all of it is there, and stays after kill -9 or a power cut.

        An exception in the block undoes all. Raises RunFailed when the store is full, cannot be written, or stays locked.
        """
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
