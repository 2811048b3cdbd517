"""Looking at the machine itself: what it has of everything, how much of it is used, and how what it depends on answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from mainstay.domain.notice import Notice
from mainstay.domain.signal import Signal
from mainstay.ports.http import never


@dataclass(frozen=True, slots=True)
class Reading:
    """One number of one look, and the series that it belongs to."""

    signal: Signal
    value: float


@dataclass(frozen=True, slots=True)
class Counts:
    """What only ever counts up, as one look found it; the next one makes rates of it.

    `boot` names the run of the machine that counts, `seconds` is how long it runs.
    """

    boot: str
    seconds: float
    counts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: readings, each of another key; what was not read, with its reason; what the next look wants."""

    readings: tuple[Reading, ...]
    notices: tuple[Notice, ...]
    counts: Counts

    @property
    def values(self) -> dict[str, float]:
        """The readings by key."""
        return {one.signal.key: one.value for one in self.readings}


class Host(Protocol):
    """What looks at one machine."""

    def look(
        self, before: Counts | None = None, seconds: float = 10.0, stopped: Callable[[], bool] = never
    ) -> Look:
        """Look once, in at most about so many seconds, whatever hangs; it raises nothing because something cannot be read.

        `before` is what the last look counted. Without it, more than a day after it, and after a new start of the machine,
        there are no rates, and a notice `rates-later` says so.
        """
        ...
