"""A model as a source of series that are read night after night: how far each column is from what the model was made for."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from mainstay.analysis.drift.comparing import compared, far
from mainstay.analysis.drift.gates import Gates
from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftVerdict
from mainstay.domain.errors import EvidenceMissing, RunFailed
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Limit, Samples, Side, Signal
from mainstay.domain.sketch import TableSketch
from mainstay.domain.watched_model import WatchedModel
from mainstay.keepers.models.learning import together
from mainstay.ports.series_source import Portion, Seen
from mainstay.present.visible import visible

SPAN = 86_400
"""Seconds of the rows that make one point."""
_HOUR = 3_600
_SHOWN = 5
_DAYS = 7
_PAST = 400
"""Days back that are looked at: one row of 1970 must not make as many days of a table as there were since."""
_LOST = {DriftVerdict.GONE, DriftVerdict.OTHER_KIND}


@dataclass(frozen=True, slots=True)
class Learnt:
    """The reference of a model, and what it gets now by days, counted from 1970."""

    reference: TableSketch
    days: Mapping[int, TableSketch]
    notices: Sequence[Notice] = ()


@dataclass(slots=True)
class ModelSeries:
    """The distances of a model's columns, a point for each day that is over; 1 is the gate at which it is due for retraining.

    A point is of the rows of a week, so that the noise of a day passes no gate: of its day and the six before it.

    `learn` reads its files, and of the current one the days within a range. Raises as UsageError what is wrong with them, as
    RunFailed what the system refuses.
    """

    model: WatchedModel
    gates: Gates
    learn: Callable[[WatchedModel, range], Learnt]
    _points: dict[str, dict[int, float]] = field(default_factory=dict)
    _signals: dict[str, Signal] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Give the name that its series bear as their source."""
        return f"model:{self.model.name}"

    def series(self, now: int) -> Seen:
        """Compare each day that is over with the reference.

        Raises UsageError for files that are not right, EvidenceMissing for those that cannot be read.
        """
        try:
            learnt = self.learn(self.model, range(now // SPAN - _PAST, now // SPAN + 1))
        except RunFailed as failure:
            raise EvidenceMissing(failure.what, where=failure.where, mend=failure.mend) from failure
        self._points, lost = {}, set[str]()
        days = sorted(day for day in learnt.days if (day + 1) * SPAN <= now)
        for day in days:
            lost = set()
            week = together(
                [learnt.days[one] for one in range(day - _DAYS + 1, day + 1) if one in learnt.days]
            )
            for column in compared(learnt.reference, week, self.gates, _roles(self.model)).columns:
                if column.verdict in _LOST:
                    lost.add(column.name)
                distance = _distance(column)
                if distance is not None:
                    # The hour before midnight: a night that ends soon after has this day, and the one before it had not.
                    self._points.setdefault(column.name, {})[(day + 1) * SPAN - _HOUR] = distance
        self._signals = {name: self._signal(name) for name in self._points}
        return Seen(list(self._signals.values()), [*learnt.notices, *self._told(lost)])

    def points(self, keys: Collection[str], start: int, end: int) -> Iterator[Portion]:
        """Give the distances of the days whose points lie within."""
        read = []
        for key in keys:
            within = {at: value for at, value in self._points[key].items() if start <= at < end}
            if within:
                samples = Samples(np.array(list(within), np.int64), np.array(list(within.values())))
                read.append((self._signals[key], samples))
        yield Portion(read)

    def _signal(self, column: str) -> Signal:
        limit = Limit(1.0, Side.ABOVE, f"the gate {self.model.gate:g} of model {self.model.name}")
        return Signal(
            self.name, column, self.model.about, f"drift of {column} (1: retrain)", "drift", limit=limit
        )

    def _told(self, lost: Collection[str]) -> Iterator[Notice]:
        if lost:
            examples = tuple(visible(name, 100) for name in sorted(lost)[:_SHOWN])
            text = f"Columns of model {visible(self.model.name, 100)} are gone, or of another kind, on the last day."
            mend = "look with: mainstay drift"
            yield Notice("model-columns-lost", text, Weight.LIMIT, mend, len(lost), examples)


def _roles(model: WatchedModel) -> Mapping[str, Role]:
    return dict.fromkeys(model.labels, Role.LABEL) | dict.fromkeys(model.predictions, Role.PREDICTION)


def _distance(column: ColumnDrift) -> float | None:
    """Give the distance of the measure that is nearest to its gate; None where too few rows, or nothing, can be compared."""
    if column.verdict is DriftVerdict.TOO_FEW:
        return None
    return max((far(one) for one in column.measures if one.gate), default=None)
