"""Keeping the points that the embedded collector takes, and giving them back with what is known of their series."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.signal import Samples, Signal
from mainstay.ports.host import Counts

MOST_SERIES = 10_000
"""So many different keys are kept; one look of one machine has some sixty."""

LONGEST_KEY = 1_000
"""Characters of a key."""

LATEST = 253_402_300_799
"""The last second of the year 9999."""


LONGEST_FACTS = 64 << 10
"""Bytes of what is kept of one series beside its points, written as JSON."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a series whose points are kept: one that `counts` only grows, and its rate is what is looked at."""

    signal: Signal
    counts: bool = False


class Points(Protocol):
    """What keeps points. What one `append` was given is kept as a whole or not at all, whatever breaks.

    All methods raise RunFailed where the place cannot be read or written, or is damaged; Full where the disk is full.
    """

    def append(self, at: int, values: Mapping[str, float]) -> None:
        """Keep the values of one look, by key, at a moment in seconds since 1970; nothing that is kept already is changed.

        Raises UsageError where the moment, a key, or the number of keys is outside what is kept.
        """
        ...

    def read(self, key: str, start: int, end: int) -> Samples:
        """Give the points of a series from `start` to `end`, both included, in the order in which they were appended by day.

        A moment may come twice, and before an earlier one, where the clock was put back. None where there is no such series.
        """
        ...

    def keys(self) -> Sequence[str]:
        """Name the series that have points, in the order of their names."""
        ...

    def know(self, series: Mapping[str, Known]) -> None:
        """Keep what series are, by key, in the place of what was known of them; what is known of others stays.

        Raises UsageError as `append` does, and where what is known of one is longer than LONGEST_FACTS.
        """
        ...

    def known(self) -> Mapping[str, Known]:
        """Tell what series are, by key, in the order of their names; those of which nobody told it are missing."""
        ...

    def remember(self, counts: Counts) -> None:
        """Keep what a look counted for the next one, which may be another process's, in the place of what was kept before."""
        ...

    def remembered(self) -> Counts | None:
        """Give what was counted last, None where nothing was."""
        ...

    def reach(self) -> tuple[int, int] | None:
        """Give the earliest and the latest moment of all points, or None without one."""
        ...

    def forget(self, days: int, now: int) -> int:
        """Drop the points of days (UTC) more than `days` before `now`; say how many days were dropped.

        A series without any point left is forgotten with all that was known of it.

        The newest `days` days that have points always stay, so that a clock that leaps ahead takes nothing away. Raises
        UsageError where `days` is below 1.
        """
        ...
