"""What capacity is asked of: servers and files, how growth goes on, what is planned, and what resources cost."""

from dataclasses import dataclass, field

from mainstay.domain.capacity import Pace, Planned
from mainstay.domain.forecast_asked import ForecastAsked


@dataclass(frozen=True, slots=True)
class CapacityAsked:
    """The series as a forecast takes them, and the terms of advice.

    `usage` are tables of what containers are given and use, `prices` a file with prices, "" for none. A `head_room` (0 to 1) of
    each limit is kept free; scaling takes `lead` days and is to last `months`.
    """

    series: ForecastAsked = field(default_factory=ForecastAsked)
    usage: tuple[str, ...] = ()
    prices: str = ""
    pace: Pace = Pace.AS_NOW
    planned: tuple[Planned, ...] = ()
    head_room: float = 0.2
    lead: int = 14
    months: int = 6
