"""Models of the hours to come that need no library: the profile of the week, a seasonal autoregression, the week before."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Vector

Model = Callable[[Vector, int], Vector | None]
"""From an hourly series without gaps to so many hours ahead; None where there is too little of it."""

DAY: Final = 24
WEEK: Final = 168
PROFILE: Final = "week profile"
AUTOREGRESSION: Final = "seasonal autoregression"
_MOST_WEEKS = 8
_FADING = 0.7
"""A week counts so much as the one after it."""
_STAYS = 0.9
"""So much of what the last day was off by is there a day later."""
_MOST_MEMORY = 0.98
_LAGS = (1, 2, 3, 4, 5, 22, 23, 24, 25, 26, 27, 166, 167, 168, 169, 170)
_RIDGE = 1e-5
_TINY = 1e-12


def profile(past: Vector, hours: int) -> Vector | None:
    """Give the usual week around the level of the last days, and what the last hour was off by as it fades: stage one by hours.

    It needs two weeks.
    """
    weeks = min(len(past) // WEEK, _MOST_WEEKS)
    if weeks < 2:
        return None
    part = past[-weeks * WEEK :]
    sums = np.concatenate([[0.0], np.cumsum(part)])
    first = np.clip(np.arange(len(part)) - WEEK // 2, 0, len(part) - WEEK)
    around = (sums[first + WEEK] - sums[first]) / WEEK
    usual = np.average(
        (part - around).reshape(weeks, WEEK), axis=0, weights=_FADING ** np.arange(weeks)[::-1]
    )
    rest = part - np.tile(usual, weeks)
    level, day = np.median(rest[-WEEK:]), rest[-DAY:].mean()
    beside = rest[DAY - 1 :] - np.convolve(rest, np.full(DAY, 1 / DAY), "valid")
    memory = np.clip((beside[1:] * beside[:-1]).sum() / ((beside * beside).sum() + _TINY), 0.0, _MOST_MEMORY)
    ahead = np.arange(1, hours + 1)
    course = level + (day - level) * _STAYS ** (ahead / DAY) + (rest[-1] - day) * memory**ahead
    return np.asarray(course + np.resize(usual, hours))


def autoregression(past: Vector, hours: int) -> Vector | None:
    """Regress an hour on the hours just before it, those a day before and those a week before, and go on hour by hour.

    A least-squares fit with a little ridge: a seasonal autoregression of Box and Jenkins with the lags given. It needs three
    rows for each of its numbers; with less it leaves out the week.
    """
    lags = [lag for lag in _LAGS if lag < WEEK // 2 or len(past) >= _LAGS[-1] + 3 * len(_LAGS)]
    if len(past) < lags[-1] + 3 * len(lags):
        return None
    spread = past.std()
    if not spread > _TINY * np.abs(past).max():
        return np.full(hours, past[-1])
    mean = past.mean()
    even = (past - mean) / spread
    most = lags[-1]
    columns = np.stack(
        [*(even[most - lag : len(even) - lag] for lag in lags), np.ones(len(even) - most)], axis=1
    )
    ridge = _RIDGE * len(columns) * np.diag([1.0] * len(lags) + [0.0])
    numbers = np.linalg.solve(columns.T @ columns + ridge, columns.T @ even[most:])
    course = np.concatenate([even, np.empty(hours)])
    # What is fitted to hours one by one may run away when it feeds on itself: no further than the series ever went once more.
    low, high = even.min() - np.ptp(even), even.max() + np.ptp(even)
    back = np.array(lags)
    for at in range(len(even), len(course)):
        course[at] = min(max(course[at - back] @ numbers[:-1] + numbers[-1], low), high)
    return np.asarray(course[len(even) :] * spread + mean)


def week_before(past: Vector, hours: int) -> Vector | None:
    """Give the week before once more (the day before where there is no week)."""
    season = next((one for one in (WEEK, DAY) if len(past) >= one), None)
    return None if season is None else np.resize(past[-season:], hours)


OWN: Final[Mapping[str, Model]] = MappingProxyType(
    {PROFILE: profile, AUTOREGRESSION: autoregression, "the week before": week_before}
)
"""The models by their names, the one that others are held against first."""
