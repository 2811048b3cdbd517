"""A run: one approved plan being carried out, or carried out."""

from dataclasses import dataclass
from enum import StrEnum


class RunState(StrEnum):
    """Where a run stands. UNKNOWN is one that was cut off in the midst: it is verified, never silently run again."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDONE = "undone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Run:
    """One carrying out of the plan with the hash `content` of a proposal.

    Times are seconds since 1970, 0 where there is none yet.
    """

    id: str
    proposal: str
    content: str
    state: RunState
    made_at: int
    started_at: int = 0
    ended_at: int = 0
