"""A source of series in memory: a point each hour, which a test shapes."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from mainstay.domain.errors import EvidenceMissing
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Samples, Signal
from mainstay.ports.series_source import Portion, Seen
from tests.fakes.rollups import BEGAN, made_samples


def since(begin: int) -> Callable[[Signal, int, int], Samples]:
    """Give the points that there are from a moment on."""

    def points(_: Signal, start: int, end: int) -> Samples:
        return made_samples(max(start, begin), end)

    return points


@dataclass
class MemorySource:
    """Has the `signals`, with the points that `tell` gives of each; from the portion `fails_at` on nothing can be read."""

    signals: dict[str, Signal]
    name: str = "host"
    tell: Callable[[Signal, int, int], Samples] = field(default_factory=lambda: since(BEGAN))
    away: str = ""
    fails_at: int | None = None
    asked: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    _portions: int = 0

    def series(self, now: int) -> Seen:
        if self.away:
            raise EvidenceMissing(self.away, where=self.name, mend="mend it")
        return Seen([*self.signals.values()], [Notice("metrics-no-limit", "Some have none.")])

    def points(self, keys: Collection[str], start: int, end: int) -> Iterator[Portion]:
        self.asked.append((start, end, tuple(keys)))
        chosen = [*keys]
        for at in range(0, len(chosen), 2):
            some = chosen[at : at + 2]
            if self.fails_at is not None and self._portions >= self.fails_at:
                yield Portion((), some, Notice("metrics-past-unread", "It is gone.", Weight.LIMIT))
                continue
            self._portions += 1
            made = [(self.signals[key], self.tell(self.signals[key], start, end)) for key in some]
            self.before()
            yield Portion([(signal, samples) for signal, samples in made if len(samples.times)])
