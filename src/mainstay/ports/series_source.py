"""Where series come from night after night: which there are now, and their points of some span of time."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.domain.notice import Notice
from mainstay.domain.signal import Samples, Signal


@dataclass(frozen=True, slots=True)
class Seen:
    """The series that a source has now, and what a reader must know of those that it did not tell of."""

    signals: Sequence[Signal] = ()
    notices: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True)
class Portion:
    """Some series with all of their points of the span, and the keys of those that could not be read, with a notice why.

    A series that has no points in the span is in neither.
    """

    read: Sequence[tuple[Signal, Samples]] = ()
    unread: Collection[str] = ()
    notice: Notice | None = None


class SeriesSource(Protocol):
    """A source, by the name that its series bear as theirs."""

    @property
    def name(self) -> str:
        """Give its name."""
        ...

    def series(self, now: int) -> Seen:
        """Tell which series there are at a moment (seconds since 1970).

        Raises EvidenceMissing where the source does not answer, UsageError where it cannot be asked.
        """
        ...

    def points(self, keys: Collection[str], start: int, end: int) -> Iterator[Portion]:
        """Give the points of [start, end) of some of the series that were told of, a portion at a time.

        It never raises for what cannot be read; that is told with the portion.
        """
        ...
