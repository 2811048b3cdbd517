"""Steps in the daily level of a series, found as forecasts find them: what went so slowly that no single point told it."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from mainstay.analysis.anomalies.episodes import Episode, spread_of
from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.events import events_of
from mainstay.analysis.forecasting.levels import filled
from mainstay.analysis.forecasting.steps import NEVER, aligned
from mainstay.domain.anomaly import AnomalyKind

_LEAST_DAYS: Final = 15
_WEEK: Final = 7
_SURPRISE: Final = 10.0
"""What a step counts as beside anomalies of points: it is beyond four sigmas, and four times what weeks differ by."""


def steps(days: Days, since: int, moments: Sequence[int] = ()) -> Iterator[Episode]:
    """Give the last step of daily levels, where it came from `since` on; `moments` are those of events, the earliest first."""
    if len(days.levels) < _LEAST_DAYS or not np.isfinite(days.levels).any():
        return
    levels = filled(days.levels[None])
    found = aligned(levels, events_of([moments], [days.until], len(days.levels)))
    day = int(found.day[0])
    at = days.start + day * DAY
    if day == NEVER or at < since:
        return
    before, after = levels[0, max(0, day - _WEEK) : day], levels[0, day : day + _WEEK]
    usually, value = float(np.median(before)), float(np.median(after))
    spread = spread_of(levels[0, :day] - np.median(levels[0, :day]))
    spreads = abs(value - usually) / spread if spread > 0 else None
    yield Episode(AnomalyKind.SHIFT, at, days.until, True, _SURPRISE, value, usually, spreads)
