"""Error budgets: what is promised of requests, how fast the promise is used up, and when nothing is left of it."""

from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.forecast import Forecast
from mainstay.domain.notice import Notice

SCHEMA = 1
LEAST_BAD = 5
"""Bad events below which no burn is beyond doubt, whatever share of all they are."""
MANY = 30
"""Bad events to be expected at the factor of a pair from which on a window is taken at its word."""


class Alert(StrEnum):
    """What a burn asks of people."""

    PAGE = "page"
    TICKET = "ticket"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two windows in seconds that must both burn `factor` times as fast as the objective allows, and what follows."""

    alert: Alert
    short: int
    long: int
    factor: float


@dataclass(frozen=True, slots=True)
class Objective:
    """What is promised: of all that `total` counts the share `goal` (above 0, at most 1) is good, over `days`.

    `bad` or `good` counts what is not, or what is; the other is "". Each is a selector of counters, or an expression of PromQL
    with $window in the place of its range. `server` is a metrics server by its name, "" for the first; `source` says who
    stated it.
    """

    name: str
    goal: float
    total: str
    bad: str = ""
    good: str = ""
    days: int = 30
    subject: str = ""
    server: str = ""
    source: str = "given on the command line"


@dataclass(frozen=True, slots=True)
class Rate:
    """What a window of `seconds` counted, how many times as fast as allowed that burns, and between what that surely lies.

    The interval holds it with a chance of 0.9: its lower end is passed with 0.95. None where there was no traffic, or the
    objective has no budget. `seen` is the share of the window of which there are data.
    """

    seconds: int
    bad: float
    total: float
    burn: float | None
    low: float | None
    high: float | None
    seen: float


class Heat(StrEnum):
    """What the two windows of a pair come to."""

    FIRES = "fires"
    DOUBTFUL = "doubtful"
    """Both are above the factor, and too few requests were seen for that to be beyond doubt."""
    QUIET = "quiet"
    NO_TRAFFIC = "no-traffic"


@dataclass(frozen=True, slots=True)
class Burn:
    """A pair with what its windows saw. `more` is how many more requests like these would leave no doubt, 0 for none."""

    pair: Pair
    heat: Heat
    in_short: Rate
    in_long: Rate
    more: int = 0


@dataclass(frozen=True, slots=True)
class Soon:
    """When the budget is gone if the burn of the last `seconds` goes on, and its interval of 0.8; 0: never."""

    seconds: int
    at: int
    early: int
    late: int


@dataclass(frozen=True, slots=True)
class WorstDay:
    """The 24 hours from `start` on with the most `bad` events; at `leaves` they are out of the window."""

    start: int
    bad: float
    share: float
    leaves: int


class BudgetState(StrEnum):
    """What comes of an objective now."""

    PAGE = "page"
    """It burns so fast that somebody must see to it at once."""
    EXHAUSTED = "exhausted"
    """Nothing is left of it."""
    TICKET = "ticket"
    """It burns faster than it lasts."""
    DOUBTFUL = "doubtful"
    """It may burn; too few requests were seen to tell."""
    HOLDS = "holds"
    NO_TRAFFIC = "no-traffic"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True)
class Budget:
    """An objective as it stands at `made_at` (seconds since 1970).

    Of `total` events of the window `bad` were bad; data are there of the share `seen` of it. `spent` is the part of the budget
    that is used up (above 1: more than all), `fits` how many bad events more it bears at the traffic seen; None where there is
    no traffic, `spent` also where there is no budget. `forecast` is where `spent` goes. `reason` says why it is unusable, or
    what else must be known.
    """

    objective: Objective
    made_at: int
    state: BudgetState
    bad: float = 0.0
    total: float = 0.0
    seen: float = 0.0
    spent: float | None = None
    fits: float | None = None
    burns: tuple[Burn, ...] = ()
    soon: Soon | None = None
    worst: WorstDay | None = None
    forecast: Forecast | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BudgetList:
    """The budgets of one command, made `at`, the most urgent first, from `sources`; `notices` say what must be known."""

    schema: int
    at: int
    sources: tuple[str, ...]
    budgets: tuple[Budget, ...]
    notices: tuple[Notice, ...] = ()
