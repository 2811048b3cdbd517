"""Anomalies of series: found, set beside what was done nearest to them, and sorted by what most needs somebody."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.changing import LEAST_DAYS, changes
from mainstay.analysis.anomalies.episodes import HOUR, Episode, episodes
from mainstay.analysis.anomalies.judging import judged
from mainstay.analysis.anomalies.standing_still import flat_lines, silences
from mainstay.analysis.anomalies.tails import ENOUGH
from mainstay.analysis.anomalies.usual import DAY, cadence
from mainstay.analysis.forecasting.days import days_of
from mainstay.analysis.rollups.points import Points, usable
from mainstay.domain.anomaly import (
    SCHEMA,
    Anomaly,
    AnomalyKind,
    AnomalyList,
    Happening,
    Muted,
)
from mainstay.domain.notice import Notice
from mainstay.domain.signal import Limit, Samples, Side, Signal

REMEMBERED: Final = 2 * DAY
"""Seconds before those that are told for which points are judged too: what goes on since then is no news."""
NEAR: Final = 3 * HOUR
_SPARSE: Final = DAY // 6
"""Points further apart than these seconds tell of no time of day: days are looked at alone."""
_CERTAIN: Final = 60.0
_SLOWLY: Final = 7 * DAY
_SAME: Final = 3 * DAY
_NO_LEVELS: Final = {AnomalyKind.UNREST, AnomalyKind.SILENCE, AnomalyKind.BEND}
_STAYING: Final = {AnomalyKind.SHIFT, AnomalyKind.FLAT, AnomalyKind.SILENCE}
_UNTIL: Final = np.iinfo(np.int64).max


@dataclass(slots=True)
class Looked:
    """What was found of all series so far, and how many there were, `too_short` those that nothing can be said of."""

    series: int = 0
    too_short: int = 0
    anomalies: list[Anomaly] = field(default_factory=list)


def look_at(
    looked: Looked,
    signal: Signal,
    samples: Samples,
    since: int,
    end: int,
    happenings: Sequence[Happening] = (),
) -> None:
    """Add what is unusual about a series from `since` to `end` (seconds since 1970).

    `happenings` are those of its subject and of all, in any order.
    """
    looked.series += 1
    points = usable(samples, -_UNTIL, end + 1)
    found = _found(points, since, end, happenings) if len(points.times) else []
    if not found and _is_short(points):
        looked.too_short += 1
    looked.anomalies += (_told(signal, one, happenings) for one in found)


def look_at_levels(
    looked: Looked,
    signals: Sequence[Signal],
    levels: NDArray[np.float64],
    start: int,
    since: int,
    happenings: Sequence[Sequence[Happening]],
) -> None:
    """Add what changed of the daily levels of series (series by days from `start` on) from `since` on.

    `happenings` are those of each series, in any order.
    """
    looked.series += len(signals)
    looked.too_short += int((np.isfinite(levels).sum(axis=1) < LEAST_DAYS).sum())
    moments = [sorted(one.at for one in some) for some in happenings]
    for row, one in changes(levels, start, since, moments):
        looked.anomalies.append(_told(signals[row], one, happenings[row]))


def _found(points: Points, since: int, end: int, happenings: Sequence[Happening]) -> list[Episode]:
    stood = [*silences(points, since, end), *flat_lines(points, since)]
    moved: list[Episode] = []
    if cadence(points) <= _SPARSE:
        judgement = judged(points, since - REMEMBERED)
        # What stands still at an unusual value is told once.
        moved = [
            one for one in episodes(judgement, since) if not any(_overlap(one, other) for other in stood)
        ]
    if end - since >= _SLOWLY or cadence(points) > _SPARSE:
        moments = sorted(one.at for one in happenings)
        days = days_of(Samples(points.times, points.values), end + 1)
        for _, step in changes(days.levels[None], days.start, since, [moments]):
            if not any(one.kind in _STAYING and abs(one.at - step.at) <= _SAME for one in (*moved, *stood)):
                # Points that stick out of a step in its first days are of the step.
                moved = [one for one in moved if not 0 <= one.at - step.at + DAY <= _SAME + DAY]
                moved.append(step)
    return [*stood, *moved]


def _overlap(one: Episode, other: Episode) -> bool:
    return one.at <= other.until and other.at <= one.until


def _is_short(points: Points) -> bool:
    """Tell whether nothing could be said of points: there are too few of them, or all of one day."""
    return len(points.times) <= ENOUGH or int(points.times[-1] - points.times[0]) <= DAY


def _told(signal: Signal, one: Episode, happenings: Iterable[Happening]) -> Anomaly:
    near = [each for each in happenings if abs(each.at - one.at) <= NEAR]
    # What was done before explains more than what was done after.
    nearest = min(near, key=lambda each: (each.at > one.at, abs(each.at - one.at)), default=None)
    return Anomaly(
        signal,
        one.kind,
        one.at,
        one.until,
        one.lasts,
        round(one.surprise, 1),
        one.value,
        one.usually,
        None if one.spreads is None else round(one.spreads, 1),
        nearest,
    )


def nearness(one: Anomaly) -> float:
    """Give how far an anomaly went from usual towards the limit of its series: 0 not at all, 1 up to it or beyond it."""
    bound = one.signal.limit
    if bound is None or one.value is None or one.usually is None or one.kind in _NO_LEVELS:
        return 0.0
    if _beyond(one.value, bound):
        return 1.0
    room = bound.value - one.usually
    return min(1.0, max(0.0, (one.value - one.usually) / room)) if room and np.isfinite(room) else 0.0


def urgency(one: Anomaly) -> float:
    """Give by what anomalies are sorted, the greatest first: how surprising it is, up to twice as much towards its limit."""
    return min(one.surprise, _CERTAIN) * (1 + nearness(one))


def _beyond(value: float, bound: Limit) -> bool:
    return value > bound.value if bound.side is Side.ABOVE else value < bound.value


def listed(
    looked: Looked,
    since: int,
    now: int,
    sources: Sequence[str] = (),
    notices: Sequence[Notice] = (),
    muted: Mapping[AnomalyKind, str] | None = None,
) -> AnomalyList:
    """Give what was found, sorted, without the kinds that are `muted` (with the reason), which are only counted."""
    reasons = muted or {}
    found = sorted(looked.anomalies, key=lambda one: (-urgency(one), one.at, one.signal.key))
    counted = Counter(one.kind for one in found)
    return AnomalyList(
        SCHEMA,
        now,
        since,
        tuple(sources),
        looked.series,
        looked.too_short,
        {kind: counted[kind] for kind in AnomalyKind if counted[kind] and kind not in reasons},
        tuple(one for one in found if one.kind not in reasons),
        tuple(
            Muted(kind, counted[kind], reasons[kind])
            for kind in AnomalyKind
            if counted[kind] and kind in reasons
        ),
        tuple(notices),
    )
