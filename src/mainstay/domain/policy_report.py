"""What trying and checking a policy gave, as it is shown: to a terminal, as JSON."""

from dataclasses import dataclass
from enum import StrEnum

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Trial:
    """How an example of a gate came out: "" in `wrong` where as its author said, else what differs in one sentence."""

    gate: str
    example: str
    wrong: str


class Fault(StrEnum):
    """What kind of thing is wrong with a policy."""

    TWICE = "same-name-twice"
    CONTRADICTION = "contradiction"
    UNFILLED = "nobody-can-pass"
    AUTHOR = "author-cannot-propose"
    NEVER = "never-open"
    HOLE = "no-gate"
    UNKNOWN = "unknown-name"
    UNSIGNED = "nobody-can-sign-off"
    UNHEARD = "nobody-is-told"
    UNREAD = "calendar-cannot-be-read"
    RESERVED = "reserved-name"
    UNSTATED = "environments-not-stated"
    SPELLING = "perhaps-misspelt"
    WIDE = "wide-open"
    PLAN = "plan-cannot-be-used"


class Grade(StrEnum):
    """How bad a fault is: an error says something that cannot be meant, a warning what may surprise."""

    ERROR = "error"
    WARNING = "warning"


_WARNINGS = frozenset({Fault.AUTHOR, Fault.UNSTATED, Fault.SPELLING, Fault.WIDE})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a policy: the gates that it is about, and what, in one sentence.

    `team` is whose it is, `roles` whom it lacks, `person` who cannot propose; "" and () where it is about none. `name` is the
    word of the operator's file that is wrong, and `line` where it stands there (0: not known). `usual` says that
    it is so with what comes along and nobody has stated yet: a gate that the program brings, no channel at all.
    """

    fault: Fault
    gates: tuple[str, ...]
    text: str
    team: str = ""
    roles: tuple[str, ...] = ()
    person: str = ""
    name: str = ""
    line: int = 0
    usual: bool = False

    @property
    def grade(self) -> Grade:
        """How bad it is; what is usual in the beginning is only told: most teams have no board."""
        usual = self.usual and self.fault in {Fault.UNFILLED, Fault.UNHEARD}
        return Grade.WARNING if usual or self.fault in _WARNINGS else Grade.ERROR


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A gate that is not for a proposal, and the first of its conditions that does not hold."""

    gate: str
    condition: str


@dataclass(frozen=True, slots=True)
class PolicyTest:
    """All examples of all gates in their order, and how many of them came out otherwise than their authors said."""

    schema: int
    trials: tuple[Trial, ...]
    wrong: int


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """All that is wrong with a policy at a moment (seconds since 1970)."""

    schema: int
    at: int
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
