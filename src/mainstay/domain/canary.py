"""What is watched after a change, how each metric stands at a look, and what the look comes to."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.plan import Action


class Measured(StrEnum):
    """What a metric gives: a value at each moment, errors of a total in each step of time, or looks of a check that failed."""

    SERIES = "series"
    COUNTS = "counts"
    LOOKS = "looks"


class Worse(StrEnum):
    """Which direction is bad."""

    HIGHER = "higher"
    LOWER = "lower"
    BOTH = "both"


class Ruling(StrEnum):
    """What a look comes to. Before the end of the watch it is GO_ON or ROLL_BACK."""

    GO_ON = "go-on"
    KEEP = "keep"
    ROLL_BACK = "roll-back"
    INCONCLUSIVE = "inconclusive"


class Standing(StrEnum):
    """How one metric stands.

    OPEN before the end. DOUBTFUL looks worse at the end, but not surely. MISSING has too little data to be told anything of.
    """

    OPEN = "open"
    PASSED = "passed"
    DOUBTFUL = "doubtful"
    FAILED = "failed"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Asked:
    """The expressions of one arm: the value, or of counts the errors and their total, each of one step of time."""

    value: str
    total: str = ""


@dataclass(frozen=True, slots=True)
class Watched:
    """One metric under watch.

    Two arms that run side by side have a `canary` and a `control`; without a control the time before the change is compared.
    Instead of both, `check` is an action that looks each time, and `allowed` the share of its looks that may fail. `tolerance`
    is the least effect that matters, as a share of the control. `weight` counts for what is not critical.
    """

    name: str
    measured: Measured
    canary: Asked = Asked("")
    control: Asked | None = None
    check: Action | None = None
    allowed: float = 0.0
    worse: Worse = Worse.HIGHER
    critical: bool = False
    must_have: bool = True
    tolerance: float = 0.0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How one metric stands at a look, and why.

    `canary` and `control` are the medians of a series, of counts the errors of each request. `change` is the estimate of the
    relative change with its 95 % interval (infinite where the control is nothing); of looks all of them are shares that failed,
    and `control` is what is allowed. `chance` is that of seeing this much or more in a healthy change, at this look alone;
    `limit` is what it must not exceed here to fail, and `spent` what all looks so far used up of `budget`, the metric's part of
    all false roll backs. `fails_from` is the change (of looks the share that failed) from which on it would fail at this look,
    all else as it is; infinite where none would, 0 where it cannot be told. `points` count steps of time with data.
    """

    name: str
    measured: Measured
    critical: bool
    standing: Standing
    points: int = 0
    control_points: int = 0
    canary: float = 0.0
    control: float = 0.0
    change: float = 0.0
    low: float = 0.0
    high: float = 0.0
    chance: float = 1.0
    limit: float = 0.0
    spent: float = 0.0
    budget: float = 0.0
    missing: str = ""
    fails_from: float = 0.0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one look comes to, with a reading of each metric."""

    ruling: Ruling
    readings: tuple[Reading, ...]
