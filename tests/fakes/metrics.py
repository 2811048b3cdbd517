"""A metrics store in memory."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.signal import Samples
from mainstay.ports.metrics import Series
from mainstay.ports.metrics_store import AlertingRule, RecordingRule, Sampled, everything

Told = Sequence[tuple[Mapping[str, str], float]]


@dataclass
class MemoryMetrics:
    """Answers each expression with what `told` has for it at a moment, by its whole text; others are no series.

    Those of `refused` are refused. With `away` set it answers nothing, and says so.
    """

    told: dict[str, Callable[[float], Told]] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    away: str = ""
    name: str = "memory"
    asked: list[str] = field(default_factory=list)

    def tell(self, query: str, number: float, **labels: str) -> None:
        """Answer an expression with one number from now on, whatever the moment."""
        self.told[query] = lambda _at: [(labels, number)]

    def instant(
        self, query: str, at: float, seconds: float = 10.0, stopped: Callable[[], bool] = lambda: False
    ) -> Sequence[Series]:
        return [Series(labels, ((at, number),)) for labels, number in self._at(query, at, stopped)]

    def over(
        self,
        query: str,
        start: float,
        end: float,
        step: float,
        seconds: float = 10.0,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Sequence[Series]:
        if end < start or step <= 0:
            raise UsageError("that is no span of time")
        points: dict[tuple[tuple[str, str], ...], list[tuple[float, float]]] = {}
        for number in range(int((end - start) / step + 1e-6) + 1):
            at = start + number * step
            for labels, value in self._at(query, at, stopped):
                points.setdefault(tuple(labels.items()), []).append((at, value))
        return [Series(dict(labels), tuple(some)) for labels, some in points.items()]

    def _at(self, query: str, at: float, stopped: Callable[[], bool]) -> Told:
        self.asked.append(query)
        if stopped():
            raise EvidenceMissing("it was stopped", where=self.name)
        if self.away:
            raise EvidenceMissing(self.away, where=self.name)
        if query in self.refused:
            raise UsageError("an expression is refused", where=self.name)
        return self.told.get(query, lambda _at: [])(at)


@dataclass
class MemoryMetricsStore(MemoryMetrics):
    """Gives in bulk what MemoryMetrics gives; its rules and names are as they were set.

    Those `known` are there at any time, those of `former` ended at a moment.
    """

    alerting: tuple[AlertingRule, ...] = ()
    recording: tuple[RecordingRule, ...] = ()
    known: frozenset[str] = frozenset()
    former: Mapping[str, int] = field(default_factory=dict)

    def samples(
        self,
        query: str,
        start: int,
        end: int,
        step: int,
        seconds: float = 120.0,
        stopped: Callable[[], bool] = lambda: False,
        wanted: Callable[[Mapping[str, str]], bool] = everything,
    ) -> Sequence[Sampled]:
        found = []
        for one in self.over(query, start, end, step, seconds, stopped):
            points = [(int(at), value) for at, value in one.points if not math.isnan(value)]
            if points and wanted(one.labels):
                times, values = zip(*points, strict=True)
                found.append(Sampled(one.labels, Samples(np.array(times), np.array(values, dtype=float))))
        return found

    def rules(
        self, seconds: float = 30.0, stopped: Callable[[], bool] = lambda: False
    ) -> Sequence[AlertingRule]:
        self._at("rules", 0, stopped)
        return self.alerting

    def recordings(
        self, seconds: float = 30.0, stopped: Callable[[], bool] = lambda: False
    ) -> Sequence[RecordingRule]:
        self._at("rules", 0, stopped)
        return self.recording

    def names(
        self, since: int, until: int, seconds: float = 30.0, stopped: Callable[[], bool] = lambda: False
    ) -> frozenset[str]:
        self._at("names", 0, stopped)
        return self.known | {name for name, ended in self.former.items() if since <= ended}
