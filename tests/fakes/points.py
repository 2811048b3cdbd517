"""Points in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mainstay.domain.errors import UsageError
from mainstay.domain.signal import Samples
from mainstay.ports.host import Counts
from mainstay.ports.points import LATEST, LONGEST_FACTS, LONGEST_KEY, MOST_SERIES, Known

_DAY = 86_400


@dataclass
class MemoryPoints:
    """Keeps looks in a list."""

    looks: list[tuple[int, dict[str, float]]] = field(default_factory=list)
    facts: dict[str, Known] = field(default_factory=dict)
    counts: Counts | None = None

    def append(self, at: int, values: Mapping[str, float]) -> None:
        self._refuse_unfit(at, values)
        if values:
            self.looks.append((at, dict(values)))

    def read(self, key: str, start: int, end: int) -> Samples:
        found = [(at, values[key]) for at, values in self.looks if key in values and start <= at <= end]
        found.sort(key=lambda one: one[0] // _DAY)
        return Samples(
            np.array([at for at, _ in found], np.int64), np.array([value for _, value in found], np.float64)
        )

    def keys(self) -> Sequence[str]:
        return sorted({key for _, values in self.looks for key in values}.union(self.facts))

    def know(self, series: Mapping[str, Known]) -> None:
        self._refuse_unfit(0, series)
        if any(len(str(one)) > LONGEST_FACTS for one in series.values()):
            raise UsageError("that is not kept")
        self.facts |= series

    def known(self) -> Mapping[str, Known]:
        return dict(sorted(self.facts.items()))

    def remember(self, counts: Counts) -> None:
        self.counts = counts

    def remembered(self) -> Counts | None:
        return self.counts

    def reach(self) -> tuple[int, int] | None:
        moments = [at for at, _ in self.looks]
        return (min(moments), max(moments)) if moments else None

    def forget(self, days: int, now: int) -> int:
        if days < 1:
            raise UsageError("points are kept for a day at least")
        held = sorted({at // _DAY for at, _ in self.looks}, reverse=True)
        old = {day for day in held[days:] if day < now // _DAY - days}
        self.looks = [one for one in self.looks if one[0] // _DAY not in old]
        if old:
            left = {key for _, values in self.looks for key in values}
            self.facts = {key: one for key, one in self.facts.items() if key in left}
        return len(old)

    def _refuse_unfit(self, at: int, values: Mapping[str, object]) -> None:
        fit = all(0 < len(key) <= LONGEST_KEY and key.isprintable() for key in values)
        if not (fit and 0 <= at <= LATEST and len({*self.keys(), *values}) <= MOST_SERIES):
            raise UsageError("that is not kept")
