"""Capacity: what resources will need, when to scale them and by how much, and which are larger than what uses them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mainstay.domain.forecast import Verdict
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal

SCHEMA = 1
MONTHS = (3, 6, 12)
"""Months ahead at which a need is told."""


class Pace(StrEnum):
    """How growth goes on."""

    AS_NOW = "as-now"
    HALF = "half"
    DOUBLE = "double"


@dataclass(frozen=True, slots=True)
class Planned:
    """What people know will come at a moment (seconds since 1970): more by a `share` of the level, or by an `amount`."""

    at: int
    share: float = 0.0
    amount: float = 0.0


@dataclass(frozen=True, slots=True)
class Need:
    """What a resource is to need so many `months` ahead: most likely `middle`, and at most `high` with a chance of 0.9."""

    months: int
    middle: float
    high: float


class Scaling(StrEnum):
    """What is to be done about a resource that has a limit."""

    NOW = "scale-now"
    """The head room is used up now."""
    DATED = "scale"
    """The head room is used up at a date."""
    MAYBE = "may-need"
    """It may be: only the upper end of the band goes so far."""
    LASTS = "lasts"
    NO_LIMIT = "no-limit"
    UNKNOWN = "unknown"
    """There is too little to tell, or nothing that could be used."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Where a resource goes, and when it must be scaled by how much. Moments are seconds since 1970, 0 where there is none.

    `usable` is its limit less the head room. That is passed at `at`, with a chance of 0.8 between `early` and `late` (0: not
    within a year); `begin` is so much before that as scaling takes. Then it takes `amount` more to last, at the upper end of
    the band, and `amount_middle` at its middle. `grows` says that growth is beyond doubt; without, `reason` tells so. `cost` is
    what the amount costs a month, None without a price.
    """

    signal: Signal
    scaling: Scaling
    verdict: Verdict
    days: int = 0
    level: float | None = None
    usable: float | None = None
    grows: bool = False
    needs: tuple[Need, ...] = ()
    at: int = 0
    early: int = 0
    late: int = 0
    begin: int = 0
    amount: float = 0.0
    amount_middle: float = 0.0
    cost: float | None = None
    reason: str = ""


class Resource(StrEnum):
    """What a container is given."""

    CPU = "cpu"
    MEMORY = "memory"


class Fit(StrEnum):
    """How what is given fits what is used."""

    TOO_SMALL = "too-small"
    IDLE = "idle"
    OVER = "over-provisioned"
    FITS = "fits"
    LEFT_OUT = "left-out"
    """No advice is given, for a reason."""


@dataclass(frozen=True, slots=True)
class Sizing:
    """A resource of a workload as it is given and used, for each container of it.

    `given` and what is used is counted in cores or bytes. `usual` is the 95th percentile of the busy hours, `highest` the most
    that was used, `start_up` the most in the first minutes after a start (0: no start was seen). `killed_at` is the largest
    limit at which it was killed for want of memory (0: never), `throttled` the share of time in which the CPU was held back.
    `advised` is the size to give, None without advice; that is for `floor` where the use is below what makes sense to give.
    `saved` is what that saves a month for all `copies` (negative: costs), None without a price.
    """

    source: str
    subject: str
    resource: Resource
    fit: Fit
    given: float
    days: int
    usual: float = 0.0
    highest: float = 0.0
    start_up: float = 0.0
    killed_at: float = 0.0
    throttled: float = 0.0
    copies: int = 1
    advised: float | None = None
    floor: bool = False
    saved: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PastAdvice:
    """An advice that entered the ledger at `made_at`, and what came of it: "" while it is not known.

    `held` is None while nobody knows.
    """

    made_at: int
    due_at: int
    subject: str
    text: str
    came: str = ""
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class Prices:
    """What a month of a unit costs, by kind of resource (`cpu`: a core, `memory` and `disk`: a byte), in a `currency`."""

    currency: str
    by_kind: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class CapacityReport:
    """What resources need and which are too large, as it is known `at` (seconds since 1970), from `sources`.

    Growth goes on at a `pace`, with what is `planned`; a `head_room` (0 to 1) of each limit is kept free, scaling takes `lead`
    days and is to last `months`. `saves` is what the advice on sizes saves a month, `costs` what scaling within a year costs a
    month, both None without prices. `past` is earlier advice, the newest first.
    """

    schema: int
    at: int
    sources: tuple[str, ...]
    pace: Pace
    planned: tuple[Planned, ...]
    head_room: float
    lead: int
    months: int
    growth: tuple[Growth, ...]
    sizes: tuple[Sizing, ...]
    currency: str = ""
    saves: float | None = None
    costs: float | None = None
    past: tuple[PastAdvice, ...] = ()
    notices: tuple[Notice, ...] = ()
