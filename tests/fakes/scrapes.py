"""A page of numbers in memory."""

from collections.abc import Callable
from dataclasses import dataclass, field

from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.signal import Signal
from mainstay.ports.scrapes import Kind, Scrape, Scraped


@dataclass
class MemoryScrapes:
    """Shows the numbers of `told` by their names, or says why it is `away`."""

    told: dict[str, tuple[Kind, float]] = field(default_factory=dict)
    away: str = ""
    name: str = "memory"

    def look(self, seconds: float = 10.0, stopped: Callable[[], bool] = lambda: False) -> Scrape:
        if self.away or stopped():
            raise EvidenceMissing(self.away or "it was stopped", where=self.name, mend="look again")
        return Scrape(
            tuple(
                Scraped(
                    Signal(self.name, key, "service:shop", key, "metric", "1", {"__name__": key}), kind, value
                )
                for key, (kind, value) in self.told.items()
            )
        )
