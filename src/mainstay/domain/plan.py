"""A plan: what would be done, step by step, where, and from which base. It is data and survives any upgrade."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import TypeAlias

Value: TypeAlias = "bool | int | float | str | tuple[Value, ...] | Mapping[str, Value] | None"
"""What a parameter may be: what JSON can say, with lists as tuples; numbers are finite."""

MOST_STEPS = 1_000
"""More steps than a person can judge are no plan; split it."""

PLAN_VERSION = 1


class Repeat(StrEnum):
    """What may be done with a step whose end is not known."""

    IDEMPOTENT = "idempotent"
    VERIFY_FIRST = "verify-first"
    NEVER = "never-repeat"


class Severity(IntEnum):
    """How bad it is to leave things as they are."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class Change(StrEnum):
    """The kind of change that a plan makes; gates are chosen by it."""

    DEPENDENCY = "dependency"
    SECURITY_PATCH = "security-patch"
    CONFIGURATION = "configuration"
    MAJOR_VERSION = "major-version"
    ARCHITECTURE = "architecture"
    CODE = "code"
    MAINTENANCE = "maintenance"
    MODEL = "model"
    DOCUMENTATION = "documentation"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: the `kind` of action and its parameters, by name."""

    kind: str
    parameters: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, how to see that it is done (`check`), and how to take it back (`undo`).

    `id` is the step's alone in its plan; `after` names the steps that must be done before. `time_out` is in seconds, `tries`
    counts the first one too.
    """

    id: str
    action: Action
    check: Action | None = None
    undo: Action | None = None
    time_out: int = 600
    tries: int = 1
    repeat: Repeat = Repeat.VERIFY_FIRST
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What is proposed. All of it stands under the content's hash, so that nothing can change once it is approved.

    `key` tells plans of a matter from others: a plan with the key of an open one of its team is its next revision. `subject`
    is what it is done to (`repo:shop`, `db:orders`), `environment` where (`production`), `base` the state that it was made for
    (a commit, a digest), `targets` what it touches there. `effort` is in hours, `expires` seconds after it was proposed.
    """

    key: str
    title: str
    why: str
    change: Change
    subject: str
    environment: str
    base: str
    steps: tuple[Step, ...]
    severity: Severity = Severity.NONE
    targets: tuple[str, ...] = ()
    risk: str = ""
    way_back: str = ""
    effort: float = 0.0
    expires: int = 0
    labels: Mapping[str, str] = field(default_factory=dict)
    version: int = PLAN_VERSION
