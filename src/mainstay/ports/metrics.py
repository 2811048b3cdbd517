"""Asking a metrics store, such as Prometheus, for numbers over time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from mainstay.ports.http import never


@dataclass(frozen=True, slots=True)
class Series:
    """One series: its labels, and its points as pairs of seconds since 1970 and a value, in the order of time.

    A value may be infinite or no number (NaN), as the store has it. A gap has no point.
    """

    labels: Mapping[str, str]
    points: tuple[tuple[float, float], ...]


class Metrics(Protocol):
    """One metrics store that understands PromQL.

    Both methods raise EvidenceMissing where no complete answer came (it is away, it is late, it answered with warnings that
    say that data is missing), and UsageError where the expression is refused or gives no numbers. An empty answer is one:
    there is no such series. Once `stopped` is true it is given up, with EvidenceMissing.
    """

    @property
    def name(self) -> str:
        """What messages call it; never with a secret."""
        ...

    def instant(
        self, query: str, at: float, seconds: float = 10.0, stopped: Callable[[], bool] = never
    ) -> Sequence[Series]:
        """Give the value of an expression at a moment, one point for each series; `seconds` is all that it may take."""
        ...

    def over(
        self,
        query: str,
        start: float,
        end: float,
        step: float,
        seconds: float = 10.0,
        stopped: Callable[[], bool] = never,
    ) -> Sequence[Series]:
        """Give the values of an expression from `start` to at most `end`, both included, each `step` seconds.

        Long spans are asked for in pieces, so that no limit on the points of one answer cuts them short.
        """
        ...
