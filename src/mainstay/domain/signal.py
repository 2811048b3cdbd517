"""Series of numbers that are looked at over time: what they are, where their limit comes from, and their points."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    # Settings name a side, and commands that compute nothing must not load numpy for that.
    import numpy as np
    from numpy.typing import NDArray

Times: TypeAlias = "NDArray[np.int64]"
"""Seconds since 1970."""
Values: TypeAlias = "NDArray[np.float64]"


class Side(StrEnum):
    """On which side of its limit a series is in trouble."""

    ABOVE = "above"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Limit:
    """The value at which a series is in trouble, on which side, and who says so.

    `source` is a sentence that is shown beside it: `the filesystem's own size`, `rule DiskFull of
    the server`, `mainstay-server.yaml`.
    """

    value: float
    side: Side
    source: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One series.

    `key` names it for ever within its `source` (`host`, the name of a metrics server, the whole path of a file). `subject` is
    what it is about (`host:web1`), `what` a phrase for people (`disk used of /var`), `sort` its class, by which predictions
    are scored (`disk`, `memory`, `latency`), `unit` what it is counted in (`B`, `s`, `1/s`, `share` for 0 to 1, a plain `1`
    for counts).
    """

    source: str
    key: str
    subject: str
    what: str
    sort: str
    unit: str = "1"
    labels: Mapping[str, str] = field(default_factory=dict)
    limit: Limit | None = None


@dataclass(frozen=True, slots=True)
class Samples:
    """The points of one series as they came: in any order, twice, with values that are no numbers."""

    times: Times
    values: Values
