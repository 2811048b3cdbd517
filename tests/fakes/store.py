"""A store in memory; it passes the contract of the real ones, and dies or fails at the step that a test names."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mainstay.domain.errors import RunFailed
from tests.fakes.kept.decisions import MemoryDecisions, MemoryProofs
from tests.fakes.kept.held import Held, Records, Turn
from tests.fakes.kept.ledger import MemoryLedger, MemoryReplays
from tests.fakes.kept.messages import MemoryMessages
from tests.fakes.kept.observations import MemoryFindings, MemorySubjects
from tests.fakes.kept.proposals import MemoryProposals
from tests.fakes.kept.runs import MemoryLeases, MemoryRuns, MemoryScheduleMarks
from tests.fakes.kept.series import MemorySeries
from tests.fakes.kept.trail import MemoryTrail
from tests.fakes.kept.windows import MemoryWindowMarks

KINDS: dict[str, Callable[[Turn], Records]] = {
    "proposals": MemoryProposals,
    "decisions": MemoryDecisions,
    "proofs": MemoryProofs,
    "trail": MemoryTrail,
    "messages": MemoryMessages,
    "subjects": MemorySubjects,
    "findings": MemoryFindings,
    "runs": MemoryRuns,
    "leases": MemoryLeases,
    "schedules": MemoryScheduleMarks,
    "ledger": MemoryLedger,
    "replays": MemoryReplays,
    "windows": MemoryWindowMarks,
    "series": MemorySeries,
}


class Killed(BaseException):
    """The process is gone: nothing of it runs on, and no transaction that was open is kept."""


@dataclass
class Disk:
    """What outlives a process; `somebody_seals` stands for a sealer elsewhere."""

    held: Held = field(default_factory=Held)
    alone: threading.Lock = field(default_factory=threading.Lock)
    somebody_seals: bool = False


class MemoryWork:
    """One transaction, and the records as they are in it."""

    proposals: MemoryProposals
    decisions: MemoryDecisions
    proofs: MemoryProofs
    trail: MemoryTrail
    messages: MemoryMessages
    subjects: MemorySubjects
    findings: MemoryFindings
    runs: MemoryRuns
    leases: MemoryLeases
    schedules: MemoryScheduleMarks
    ledger: MemoryLedger
    replays: MemoryReplays
    windows: MemoryWindowMarks
    series: MemorySeries

    def __init__(self, turn: Turn) -> None:
        for name, kind in KINDS.items():
            setattr(self, name, kind(turn))


class MemoryStore:
    """One process's hold on a disk, on which who writes is alone.

    `kill_at` counts its writing steps, commits among them, and dies before that one. `breaks` names a step and the failure that
    it ends with, once: "look", "begin", "commit" (nothing is kept) or "committed" (all is).
    """

    def __init__(self, disk: Disk | None = None, kill_at: int = 0) -> None:
        self.disk = disk or Disk()
        self.steps = 0
        self.breaks: dict[str, RunFailed] = {}
        self._kill_at = kill_at

    @property
    def held(self) -> Held:
        """Give what is on the disk."""
        return self.disk.held

    @contextmanager
    def reading(self) -> Iterator[MemoryWork]:
        self._break_off("look")
        yield MemoryWork(Turn(self.held.copied(), False, self.step))

    @contextmanager
    def writing(self) -> Iterator[MemoryWork]:
        with self.disk.alone:
            self._break_off("begin")
            turn = Turn(self.held.copied(), True, self.step, self.disk.somebody_seals)
            yield MemoryWork(turn)
            turn.must_be_sound()
            self.step("commit")
            self.disk.held = turn.held
            self.step("committed")

    def close(self) -> None:
        """Do nothing: what is in memory stays as long as the store."""

    def step(self, what: str) -> None:
        """Count a step, or die or fail before it."""
        self.steps += 1
        if self.steps == self._kill_at:
            raise Killed(what)
        self._break_off(what)

    def _break_off(self, what: str) -> None:
        if what in self.breaks:
            raise self.breaks.pop(what)
