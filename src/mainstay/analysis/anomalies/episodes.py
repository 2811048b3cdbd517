"""Unusual points put together to what happened: from when to when it went on, and of what kind it was."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.judging import UNUSUAL, Judged, news
from mainstay.analysis.anomalies.sizes import Scale
from mainstay.analysis.anomalies.usual import cadence
from mainstay.domain.anomaly import AnomalyKind

HOUR: Final = 3_600
STAYED: Final = 3 * HOUR
"""What is elsewhere for so many seconds has gone to another level."""
_AWAKE: Final = 1 / 2
_APART: Final = 3
_HALF: Final = 1 / 2
_BOTH: Final = 1 / 4
_FEW: Final = 6
_MOSTLY: Final = 0.7
_SWINGS: Final = 4.0
_STILL: Final = 3
_BACK: Final = 6
_MORE_STEPS: Final = 1.5
_TO_SIGMA: Final = 1.4826
_LEAST: Final = 1e-9

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Episode:
    """What happened from `at` to `until`, as `Anomaly` tells it."""

    kind: AnomalyKind
    at: int
    until: int
    lasts: bool
    surprise: float
    value: float
    usually: float
    spreads: float | None


def episodes(judgement: Judged, since: int) -> Iterator[Episode]:
    """Give what happened and was news from `since` on, the earliest first.

    Points that are half as surprising as an anomaly belong to it, also an hour apart. It begins and ends with the points that
    lie half as far from usual as its peak, for means over hours go on to be unusual after it.
    """
    said = news(judgement)
    times = judgement.points.times
    told = np.flatnonzero((said >= UNUSUAL) & (times >= since))
    if not len(told):
        return
    awake = np.flatnonzero(judgement.surprise >= _AWAKE * UNUSUAL)
    apart = max(HOUR, _APART * cadence(judgement.points))
    groups = np.split(awake, np.flatnonzero(np.diff(times[awake]) > apart) + 1)
    for group in groups:
        news_of_it = told[(told >= group[0]) & (told <= group[-1])]
        if len(news_of_it):
            yield _episode(judgement, group, int(news_of_it[said[news_of_it].argmax()]))


def _episode(judged: Judged, group: NDArray[np.intp], told: int) -> Episode:
    values, usual, times = judged.points.values, judged.usual, judged.points.times
    away = values - usual
    inside = np.arange(group[0], group[-1] + 1)
    inside = inside[np.isfinite(away[inside])]
    peak = int(inside[np.abs(away[inside]).argmax()])
    far = inside[np.abs(away[inside]) >= _HALF * abs(away[peak])]
    same = np.sign(away[far]) == np.sign(away[peak])
    surprise = float(judged.surprise[told])
    rough = Scale(int(judged.parts[:, told].argmax())) is Scale.ROUGHNESS
    both = len(far) >= _FEW and _BOTH <= same.mean() <= 1 - _BOTH
    if (rough or both) and (found := _unrest(judged, inside if rough else far, surprise)) is not None:
        return found
    spread = spread_of(away[: group[0]])
    stretch = slice(int(far[0]), int(far[-1]) + 1)
    mostly = len(far) >= _MOSTLY * (stretch.stop - stretch.start) and same.mean() >= _MOSTLY
    still = _stopped_swinging(values[stretch], usual[stretch], spread)
    if times[far[-1]] - times[far[0]] >= STAYED and (mostly or still):
        kind = AnomalyKind.NO_RHYTHM if still else AnomalyKind.SHIFT
        value, usually = float(np.median(values[stretch])), float(np.nanmedian(usual[stretch]))
        height = float(away[peak]) if still else value - usually
        if kind is AnomalyKind.SHIFT:
            far = np.append(far, _stays_until(values, int(far[-1]), value, usually))
    else:
        # A spike has its own begin and end, whatever else was unusual around it.
        around = np.split(far, np.flatnonzero(np.diff(far) > _APART) + 1)
        far = next(part for part in around if part[0] <= peak <= part[-1])
        value, usually = float(values[peak]), float(usual[peak])
        kind = AnomalyKind.SPIKE if value > usually else AnomalyKind.DIP
        height = value - usually
    return Episode(
        kind,
        int(times[far[0]]),
        int(times[far[-1]]),
        int(far[-1]) >= len(times) - _STILL,
        surprise,
        value,
        usually,
        _in_spreads(height, spread, usually),
    )


def _stays_until(values: Vector, last: int, value: float, usually: float) -> int:
    """Give the last point before a series goes back to its old level for some points, however usual the new one became."""
    after = values[last + 1 :]
    if len(after) < _BACK:
        return len(values) - 1
    back = (np.abs(after - usually) < np.abs(after - value)).astype(np.int64)
    gone = np.flatnonzero(np.convolve(back, np.ones(_BACK, dtype=np.int64), "valid") == _BACK)
    return last + int(gone[0]) if len(gone) else len(values) - 1


def _stopped_swinging(values: Vector, usual: Vector, spread: float) -> bool:
    """Tell whether a series moved little where it usually moves much, and by more than by chance."""
    usually = float(np.nanmax(usual) - np.nanmin(usual))
    return usually > _SWINGS * spread and float(np.ptp(values)) * _SWINGS < usually


def _unrest(judged: Judged, inside: NDArray[np.intp], surprise: float) -> Episode | None:
    """Tell of steps from point to point, their mean within and before; None where they were not much greater."""
    values, times = judged.points.values, judged.points.times
    first, last = int(inside[0]), int(inside[-1])
    steps = np.abs(np.diff(values, prepend=values[:1]))
    value, usually = float(np.mean(steps[first : last + 1])), float(np.mean(steps[1 : max(first, 2)]))
    if value < _MORE_STEPS * usually:
        return None
    lasts = last >= len(times) - _STILL
    return Episode(
        AnomalyKind.UNREST, int(times[first]), int(times[last]), lasts, surprise, value, usually, None
    )


def spread_of(away: Vector) -> float:
    """Give how far a series usually is from usual, as a standard deviation; NaN counts for nothing."""
    known = away[np.isfinite(away)]
    return float(_TO_SIGMA * np.median(np.abs(known))) if len(known) else 0.0


def _in_spreads(height: float, spread: float, usually: float) -> float | None:
    return abs(height) / spread if spread > _LEAST * abs(usually) else None
