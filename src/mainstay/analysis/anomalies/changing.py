"""Changes of daily levels, as forecasts find them: steps, and slopes that became others."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.episodes import Episode, spread_of
from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.forecasting.events import events_of
from mainstay.analysis.forecasting.levels import Matrix, filled, without_outliers
from mainstay.analysis.forecasting.lines import fitted
from mainstay.analysis.forecasting.shapes import BENDS, LEAST, bent, filling, growing, likely, straight
from mainstay.analysis.forecasting.steps import NEVER, aligned
from mainstay.analysis.forecasting.weekdays import weekdays
from mainstay.domain.anomaly import AnomalyKind

LEAST_DAYS: Final = 15
_LEAST_BEFORE: Final = 14
_WEEK: Final = 7
_SURPRISE: Final = 10.0
"""What a change counts as beside anomalies of points: it is beyond four sigmas, and four times what weeks differ by."""
_BENT: Final = 0.95
_SURE: Final = 8.0
"""Standard errors from which on a slope is beyond doubt, as forecasts take it."""
_LONGEST: Final = 84
_MOVES: Final = 2.0


def changes(
    levels: Matrix, start: int, since: int, moments: Sequence[Sequence[int]]
) -> Iterator[tuple[int, Episode]]:
    """Give by its row what changed of series from `since` on (seconds since 1970), the last step or else a bend.

    `levels` are series by days, the first of which begins at `start`; gaps are NaN. `moments` are those of events of each
    series, the earliest first: at them a step needs less evidence. Of less than 15 days nothing is told, of less than 56 no
    bend.
    """
    days = levels.shape[1]
    rows = np.flatnonzero(np.isfinite(levels).sum(axis=1) >= LEAST_DAYS)
    if not len(rows):
        return
    until = start + days * DAY
    whole = filled(levels[rows])
    given = [moments[row] for row in rows.tolist()]
    found = aligned(whole, events_of(given, [until] * len(rows), days))
    stepped = (found.day != NEVER) & (start + found.day * DAY >= since)
    for place in np.flatnonzero(stepped).tolist():
        yield int(rows[place]), _step(whole[place], int(found.day[place]), start, until)
    cleaned = without_outliers(found.levels)
    level = weekdays(cleaned).taken_out(cleaned)
    for place, bend in _bends(level[:, -_LONGEST:], until, since):
        if not stepped[place]:
            yield int(rows[place]), bend


def _step(levels: NDArray[np.float64], day: int, start: int, until: int) -> Episode:
    before, after = levels[max(0, day - _WEEK) : day], levels[day : day + _WEEK]
    usually, value = float(np.median(before)), float(np.median(after))
    spread = spread_of(levels[:day] - np.median(levels[:day]))
    spreads = abs(value - usually) / spread if spread > 0 else None
    at = start + day * DAY
    return Episode(AnomalyKind.SHIFT, at, until, True, _SURPRISE, value, usually, spreads)


def _bends(part: Matrix, until: int, since: int) -> Iterator[tuple[int, Episode]]:
    """Give where the slope became another one, beyond doubt, with what it is and was a day."""
    days = part.shape[1]
    if days < LEAST:
        return
    even = straight(part, fitted(part, days), 1)
    shapes = [even, growing(part, even), bent(part, even), filling(part, even)]
    chances = likely(part, shapes)
    # A bend between those that are tried looks a little as if it filled up.
    sure = (chances[2] >= 1 / 2) & (chances[2] + chances[3] >= _BENT) & (shapes[2].strength >= _SURE)
    for place in np.flatnonzero(sure).tolist():
        ago, value, usually = _bend(part[place : place + 1])
        at = until - ago * DAY
        if at >= since and abs(value - usually) * ago > _MOVES * spread_of(
            part[place] - np.median(part[place, :-ago])
        ):
            yield place, Episode(AnomalyKind.BEND, at, until, True, _SURPRISE, value, usually, None)


def _bend(series: Matrix) -> tuple[int, float, float]:
    """Give how many days ago lines before and after lie best, and the slopes of both, the later one first."""
    best = (np.inf, 0, 0.0, 0.0)
    for ago in BENDS:
        if series.shape[1] - ago < _LEAST_BEFORE:
            continue
        before, after = fitted(series[:, :-ago], series.shape[1] - ago), fitted(series, ago)
        left = np.concatenate(
            [
                np.abs(part - line.level[0] - line.slope[0] * np.arange(1 - part.size, 1))
                for part, line in ((series[0, :-ago], before), (series[0, -ago:], after))
            ]
        )
        best = min(best, (float(left.mean()), ago, float(after.slope[0]), float(before.slope[0])))
    return best[1:]
