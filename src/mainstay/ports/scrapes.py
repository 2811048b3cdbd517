"""Reading the numbers that a program shows of itself on one page."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal
from mainstay.ports.http import never


class Kind(StrEnum):
    """What a number is: only what a COUNTER counts grows and begins anew at 0; UNKNOWN is what the page does not say."""

    COUNTER = "counter"
    GAUGE = "gauge"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Scraped:
    """One number of a page. `at` is its own moment in seconds since 1970, None where it is that of the look.

    The value may be infinite or no number (NaN), as the page has it.
    """

    signal: Signal
    kind: Kind
    value: float
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Scrape:
    """What one page told, each series once, and what of it could not be read."""

    numbers: tuple[Scraped, ...]
    notices: tuple[Notice, ...] = ()


class Scrapes(Protocol):
    """One page of numbers."""

    @property
    def name(self) -> str:
        """What messages call it; never with a secret."""
        ...

    def look(self, seconds: float = 10.0, stopped: Callable[[], bool] = never) -> Scrape:
        """Read the page once; `seconds` is all that it may take.

        Raises EvidenceMissing where no page came: it is away, it is late, it answers with an error, or it shows no numbers.
        """
        ...
