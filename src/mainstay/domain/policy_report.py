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


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a policy: the gates that it is about, and what, in one sentence."""

    fault: Fault
    gates: tuple[str, ...]
    text: str


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
    problems: tuple[Problem, ...]
