"""What was done with a store as a whole, and what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Flaw(StrEnum):
    """What can be wrong in a store."""

    DAMAGED = "damaged"
    PLAN_ALTERED = "plan-altered"
    UNREADABLE = "unreadable"
    WITHOUT_REVISION = "decision-without-revision"
    WITHOUT_DECISION = "state-without-decision"
    IMPOSSIBLE_STATE = "impossible-state"
    MISLAID = "mislaid"
    OUTBOX = "outbox"
    GAP = "gap"
    NOT_AS_TOLD = "not-as-told"
    ADDED = "added"
    OPEN_TO_OTHERS = "open-to-others"


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is wrong: its kind, the table or record that it is about, and one sentence."""

    flaw: Flaw
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class StoreReport:
    """The store at `where` (its address without a password), the `revision` of its tables, and how many rows each has.

    `before` is the revision that it had before it was migrated, `file` the backup that was written or read, "" without one.
    `more` counts what is wrong beyond the things that `wrong` tells.
    """

    where: str
    revision: str
    counts: Mapping[str, int] = field(default_factory=dict)
    wrong: tuple[Wrong, ...] = ()
    more: int = 0
    before: str = ""
    file: str = ""
