"""A table's distance from its reference over time: each span compared for itself, and the course of it foretold to the gate."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.drift.comparing import compared, far
from mainstay.analysis.drift.gates import Gates
from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftVerdict, MeasureName
from mainstay.domain.drift_course import ColumnCourse, DriftCourse, Due, Retraining
from mainstay.domain.forecast import WITHIN, Forecast, Verdict
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.domain.sketch import TableSketch

_FIRST = 10_000
"""The day that stands for the first span where spans are foretold as days are."""
_AHEAD = (7, 90)
"""Spans that are foretold at least and at most; between them as many as there were."""
_TOGETHER = 7
"""Spans whose mean is foretold, where there are four times as many."""
_FORETOLD = 200
"""Columns whose course is foretold, those that came nearest to their gates."""
_ORDER = {one: place for place, one in enumerate(Retraining)}


def course_of(
    reference: TableSketch,
    spans: Mapping[int, TableSketch],
    every: int,
    gates: Gates,
    roles: Mapping[str, Role],
) -> DriftCourse:
    """Compare each span (by its number, counted in `every` seconds from 1970) with the reference; more spans ask for more."""
    numbers = range(min(spans), max(spans) + 1)
    stricter = replace(gates, sure=gates.sure / len(spans))
    looks = {
        number: {one.name: one for one in compared(reference, table, stricter, roles).columns}
        for number, table in spans.items()
    }
    names = [name for name in reference.columns if any(name in look for look in looks.values())]
    columns = [_column(name, numbers, looks, roles, every) for name in names]
    nearest = sorted(columns, key=lambda one: -max((each or 0.0 for each in one.distances), default=0.0))
    chosen = nearest[:_FORETOLD]
    told = dict(zip((one.name for one in chosen), _due(chosen, numbers, every), strict=True))
    found = [replace(one, due=told.get(one.name, one.due)) for one in columns]
    return DriftCourse(
        every,
        tuple(number * every for number in numbers),
        tuple(spans[number].rows if number in spans else 0 for number in numbers),
        tuple(sorted(found, key=_first)),
    )


def _column(
    name: str,
    numbers: Sequence[int],
    looks: Mapping[int, Mapping[str, ColumnDrift]],
    roles: Mapping[str, Role],
    every: int,
) -> ColumnCourse:
    found = [looks.get(number, {}).get(name) for number in numbers]
    beyond = tuple(one is not None and one.needs_somebody for one in found)
    since = 0
    for place in range(len(numbers) - 1, -1, -1):
        if not beyond[place]:
            break
        since = numbers[place] * every
    distances = _distances(found)
    short = Due(Retraining.NOW if beyond[-1] else Retraining.NO_GROWTH)
    return ColumnCourse(name, roles.get(name, Role.FEATURE), distances, beyond, since, short)


def _distances(found: Sequence[ColumnDrift | None]) -> tuple[float | None, ...]:
    """Give the distances of the measure that is nearest to its gate on the mean, one and the same for all spans."""
    known: dict[MeasureName, list[float | None]] = {}
    for place, one in enumerate(found):
        if one is not None and one.verdict is not DriftVerdict.TOO_FEW:
            for each in one.measures:
                if each.gate:
                    known.setdefault(each.name, [None] * len(found))[place] = far(each)
    return tuple(max(known.values(), key=_weight)) if known else (None,) * len(found)


def _weight(values: Iterable[float | None]) -> float:
    there = [max(value, 0.0) for value in values if value is not None]
    return math.fsum(there) / len(there)


def _smooth(values: Sequence[float | None]) -> NDArray[np.float64]:
    """Give the mean of the latest spans at each, so that the noise of a single one passes no gate."""
    levels = np.array([math.nan if each is None else each for each in values])
    several = max(1, min(_TOGETHER, len(levels) // 4))
    there = np.isfinite(levels)
    sums, counts = (
        np.cumsum(np.concatenate((np.zeros(several), one))) for one in (np.where(there, levels, 0.0), there)
    )
    within = counts[several:] - counts[:-several]
    means = (sums[several:] - sums[:-several]) / np.maximum(within, 1)
    return np.where(there, means, math.nan)


def _due(columns: Sequence[ColumnCourse], numbers: Sequence[int], every: int) -> list[Due]:
    """Foretell distances with a span for each day, so that dates are counted in spans."""
    ahead = min(max(len(numbers), _AHEAD[0]), _AHEAD[1])
    now = (_FIRST + len(numbers)) * DAY
    end = (numbers[-1] + 1) * every
    series = []
    for one in columns:
        levels = _smooth(one.distances)
        limit = Limit(1.0, Side.ABOVE, "the gate")
        series.append(
            (
                Signal("drift", one.name, one.name, "distance", "drift", limit=limit),
                Days(_FIRST * DAY, levels),
            )
        )

    def moment(day: int) -> int:
        return end + round((day - now) / DAY * every) if day else 0

    return [
        Due(Retraining.NOW) if column.beyond[-1] else _told(found, moment, now, end + ahead * every)
        for column, found in zip(columns, forecasts(series, now, ahead), strict=True)
    ]


def _told(found: Forecast, moment: Callable[[int], int], now: int, horizon: int) -> Due:
    if found.verdict in {Verdict.TOO_SHORT, Verdict.UNUSABLE}:
        return Due(Retraining.TOO_SHORT)
    if found.verdict is Verdict.CROSSES and found.grows:
        at, early, late = (moment(one) for one in (found.at, found.early, found.late))
        return Due(Retraining.DUE, at, early, late, horizon)
    if found.verdict is Verdict.CROSSED:
        return Due(Retraining.NOW)
    may = found.verdict in {Verdict.CROSSES, Verdict.MAY_CROSS} and found.grows
    told = Retraining.MAY if may else Retraining.NO_GROWTH
    if not found.chances:
        return Due(told)
    return Due(told, horizon=moment(now + WITHIN[len(found.chances) - 1] * DAY), chance=found.chances[-1])


def _first(one: ColumnCourse) -> tuple[int, int, int, str]:
    return _ORDER[one.due.retraining], one.due.at, -one.times, one.name
