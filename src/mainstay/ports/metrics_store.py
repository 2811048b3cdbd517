"""Reading a metrics store in bulk: thousands of series over weeks, its alerting rules, and which metrics it has."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mainstay.domain.signal import Samples
from mainstay.ports.http import never
from mainstay.ports.metrics import Metrics


@dataclass(frozen=True, slots=True)
class Sampled:
    """One series in bulk: its labels, and its points in the order of time, none of which is NaN; some may be infinite."""

    labels: Mapping[str, str]
    samples: Samples


@dataclass(frozen=True, slots=True)
class AlertingRule:
    """An alerting rule as a store tells it: its name, its expression with the comparison in it, and its labels.

    `lasts` is for how many seconds the expression must hold. All of it is text from outside.
    """

    name: str
    expression: str
    lasts: float = 0.0
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RecordingRule:
    """A recording rule as a store tells it: the name of what it records, its expression, and the labels that it adds.

    All of it is text from outside.
    """

    name: str
    expression: str
    labels: Mapping[str, str] = field(default_factory=dict)


def everything(_labels: Mapping[str, str]) -> bool:
    """Want each series."""
    return True


class MetricsStore(Metrics, Protocol):
    """A metrics store that is read in bulk.

    All methods raise as those of Metrics do, and are stopped as they are. A store that asks for patience (429 or 503 with
    Retry-After) is given it, as long as `seconds` allow.
    """

    def samples(
        self,
        query: str,
        start: int,
        end: int,
        step: int,
        seconds: float = 120.0,
        stopped: Callable[[], bool] = never,
        wanted: Callable[[Mapping[str, str]], bool] = everything,
    ) -> Sequence[Sampled]:
        """Give the values of an expression from `start` to at most `end`, both included, each `step` whole seconds.

        It is asked for in portions that fit into answers, whatever the number of series. Points that are NaN are left out, and
        so is a series without points, and one whose labels are not `wanted`. Raises EvidenceMissing where there is more
        than the store or the memory takes: nothing is cut short in silence.
        """
        ...

    def rules(self, seconds: float = 30.0, stopped: Callable[[], bool] = never) -> Sequence[AlertingRule]:
        """Give all alerting rules that the store evaluates, none where it evaluates none."""
        ...

    def recordings(
        self, seconds: float = 30.0, stopped: Callable[[], bool] = never
    ) -> Sequence[RecordingRule]:
        """Give all recording rules that the store evaluates, none where it evaluates none."""
        ...

    def names(
        self, since: int, until: int, seconds: float = 30.0, stopped: Callable[[], bool] = never
    ) -> frozenset[str]:
        """Name the metrics that had a point in that span of time, and perhaps some that had one shortly before or after."""
        ...
