"""How often changes of daily levels are told of real series, of the same without any change, and of planted ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_series import real
from mainstay.analysis.anomalies.changing import changes
from mainstay.analysis.anomalies.episodes import spread_of
from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.forecasting.levels import filled
from mainstay.domain.anomaly import AnomalyKind

Levels = NDArray[np.float64]
LOOKED, WEEK, MONTH = 84, 7, 28
"""Days that are looked at, as `mainstay anomalies --kept` does, from one look to the next, and back to which it tells."""
SIZES = (2, 4, 8)
"""How large planted changes are: times the spread of a series' levels around their median."""
_HOURS = 24
_NEAR = 3
_SEED = 20


@dataclass(frozen=True, slots=True)
class Planted:
    """What came of planted changes: how many there were, how many were told, and within three days of when they began."""

    planted: int
    told: int
    near: int


def daily(windows: Levels) -> Levels:
    """Give the mean of each day of hourly windows; NaN where half of its hours are missing."""
    days = windows.shape[1] // _HOURS
    parts = windows[:, : days * _HOURS].reshape(len(windows), days, _HOURS)
    there = np.isfinite(parts)
    means = np.where(there, parts, 0.0).sum(axis=2) / np.maximum(there.sum(axis=2), 1)
    return np.where(there.sum(axis=2) > _HOURS // 2, means, np.nan)


def told(levels: Levels) -> int:
    """Count what is told of the last four weeks of series by days."""
    return sum(1 for _ in changes(levels, 0, (levels.shape[1] - MONTH) * DAY, [()] * len(levels)))


def without_changes(levels: Levels, chance: np.random.Generator) -> Levels:
    """Give the weeks of each series in an order of chance: they are as they were, and none is the begin of anything."""
    weeks = levels.shape[1] // WEEK
    parts = filled(levels[:, -weeks * WEEK :]).reshape(len(levels), weeks, WEEK)
    order = chance.permuted(np.tile(np.arange(weeks), (len(levels), 1)), axis=1)
    return np.take_along_axis(parts, order[:, :, None], axis=1).reshape(len(levels), -1)


def found(levels: Levels, size: float, kind: AnomalyKind, chance: np.random.Generator) -> Planted:
    """Plant a change of a kind into each series within its last four weeks, at least five days before its end."""
    days = levels.shape[1]
    begins = chance.integers(days - 25, days - 5, len(levels))
    height = size * np.array([spread_of(row - np.median(row)) for row in levels]) * chance.choice([-1.0, 1.0])
    since_begin = np.arange(days) - begins[:, None]
    # A bend has gone as far as a shift of that size by the end.
    slopes = np.maximum(since_begin + 1, 0) / (days - begins)[:, None]
    shape = slopes if kind is AnomalyKind.BEND else since_begin >= 0
    changed = levels + height[:, None] * shape
    moving = height != 0
    heard = dict(changes(changed, 0, (days - MONTH) * DAY, [()] * len(levels)))
    near = sum(abs(one.at // DAY - int(begins[row])) <= _NEAR for row, one in heard.items() if moving[row])
    return Planted(int(moving.sum()), sum(bool(moving[row]) for row in heard), near)


def rows(folder: Path) -> Iterator[Sequence[str]]:
    """Give the rows of the table for the published hourly series of a folder."""
    chance = np.random.default_rng(_SEED)
    levels = np.concatenate([daily(windows) for _, windows in real(folder)])
    ends = range(LOOKED, levels.shape[1] + 1, WEEK)
    looks = len(levels) * len(ends)
    as_they_are = sum(told(levels[:, end - LOOKED : end]) for end in ends)
    yield "as they are", f"{looks}", f"{100 * as_they_are / looks:.1f}", "-"
    quiet = [without_changes(levels[:, end - LOOKED : end], chance) for end in ends]
    falsely = sum(map(told, quiet))
    yield "their weeks in an order of chance", f"{looks}", f"{100 * falsely / looks:.1f}", "-"
    for kind, name in ((AnomalyKind.SHIFT, "shift"), (AnomalyKind.BEND, "bend")):
        for size in SIZES:
            one = found(quiet[-1], size, kind, chance)
            yield (
                f"and a {name} of {size} spreads",
                f"{one.planted}",
                f"{100 * one.told / one.planted:.0f}",
                f"{100 * one.near / one.planted:.0f}",
            )
