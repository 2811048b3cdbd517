"""A metrics server as a source of series that are read night after night."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.domain.errors import EvidenceMissing, MainstayError
from mainstay.keepers.metrics.finding import find
from mainstay.keepers.metrics.found import Found
from mainstay.keepers.metrics.reading import batches
from mainstay.ports.clock import Clock
from mainstay.ports.metrics_store import MetricsStore
from mainstay.ports.series_source import Portion, Seen

STEP = 3_600
"""Seconds between two points; a point of an hour is what the server says at its beginning."""
_WITHIN = 5_400.0
"""Seconds that all questions about the past may take together."""


@dataclass(slots=True)
class ServerSeries:
    """The series that are found on a server; `first` says that it is the one meant where the operator's file names none."""

    store: MetricsStore
    setting: ForecastsSetting
    clock: Clock
    first: bool = True
    _found: dict[str, Found] = field(default_factory=dict)
    _ends: float = 0.0

    @property
    def name(self) -> str:
        """Give the name of the server."""
        return self.store.name

    def series(self, now: int) -> Seen:
        """Find what is worth a forecast. Raises EvidenceMissing where the server does not answer."""
        finding = find(self.store, now, self.setting, clock=self.clock, first=self.first)
        self._found = {one.signal.key: one for one in finding.found}
        self._ends = self.clock.elapsed() + _WITHIN
        return Seen([one.signal for one in finding.found], finding.notices)

    def points(self, keys: Collection[str], start: int, end: int) -> Iterator[Portion]:
        """Give points each hour, the series of one expression together."""
        chosen = [self._found[key] for key in keys]
        left = self._ends - self.clock.elapsed()
        for batch in batches(
            self.store, chosen, start, end - STEP, STEP, clock=self.clock, within=max(left, 0.0)
        ):
            unread = [one.signal.key for one in batch.missing] if batch.notice is not None else []
            read = [(one.signal, samples) for one, samples in batch.read]
            yield Portion(read, unread, batch.notice)


@dataclass(frozen=True, slots=True)
class UnusableSeries:
    """A server of the operator's file that cannot be asked at all, and why."""

    name: str
    failure: MainstayError

    def series(self, now: int) -> Seen:  # noqa: ARG002  # it is never there
        """Raise EvidenceMissing: nothing can be told."""
        raise EvidenceMissing(self.failure.what, where=self.failure.where, mend=self.failure.mend)

    def points(self, keys: Collection[str], start: int, end: int) -> Iterator[Portion]:  # noqa: ARG002
        """Give nothing."""
        yield from ()
