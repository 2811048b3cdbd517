"""What the operator's file says about forecasts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.config.operator.collecting_setting import CollectingSetting
from mainstay.domain.computing import Computing
from mainstay.domain.dated_end import DatedEnd
from mainstay.domain.schedule import Missed, Schedule
from mainstay.domain.signal import Side


def night_at(minutes: int, zone: str) -> Schedule:
    """Give when nights are, for so many minutes after midnight in a zone; one that nobody was there for is made up for."""
    # No name of a schedule has a blank in it, so that none is taken for this one.
    return Schedule("nightly forecasts", f"{minutes % 60} {minutes // 60} * * *", zone, "", Missed.ONCE, 0)


NIGHT = night_at(150, "UTC")
"""02:30."""


@dataclass(frozen=True, slots=True)
class ForecastSeries:
    """Series of the operator's own: `server` is "" for the first, `limit` None for none, `subject` "" for its labels'."""

    name: str
    query: str
    server: str = ""
    limit: float | None = None
    side: Side = Side.ABOVE
    unit: str = "1"
    sort: str = "other"
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Slo:
    """What is promised of a latency or a queue: `limit` in the unit of its sort, `labels` with globs of their values."""

    name: str
    limit: float
    sort: str = "latency"
    quantile: float = 0.95
    subjects: tuple[str, ...] = ("*",)
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ForecastEvents:
    """A series of a server whose value changes when something was done to a `subject`, "" for all: a version, a start."""

    query: str
    subject: str = ""
    server: str = ""


@dataclass(frozen=True, slots=True)
class ForecastsSetting:
    """All that is said about forecasts; `night` is when a worker makes them, None for never."""

    series: tuple[ForecastSeries, ...] = ()
    slos: tuple[Slo, ...] = ()
    collecting: CollectingSetting = field(default_factory=CollectingSetting)
    night: Schedule | None = NIGHT
    events: tuple[ForecastEvents, ...] = ()
    dates: tuple[DatedEnd, ...] = ()
    computing: Computing = field(default_factory=Computing)
