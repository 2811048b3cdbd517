"""What the operator's file says about forecasts."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mainstay.config.operator.collecting_setting import CollectingSetting
from mainstay.domain.signal import Side


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
    """All that is said about forecasts."""

    series: tuple[ForecastSeries, ...] = ()
    slos: tuple[Slo, ...] = ()
    collecting: CollectingSetting = field(default_factory=CollectingSetting)
    events: tuple[ForecastEvents, ...] = ()
