"""What each day of the week adds to the level of a series."""

from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Matrix

WEEK: Final = 7
_LEAST_WEEKS: Final = 3
_LEAST: Final = 1e-30
_DOUBT: Final = 1.5
"""How much of what looks like a pattern is taken for chance; 1 is what chance makes on average."""


def weekday_profile(levels: Matrix) -> Matrix:
    """Give what each day of the week adds (series by 7): column 0 for the weekday of the last day, 1 for the day before it.

    It is the median over the weeks of the distance from the mean of the week around, drawn to 0 as far as it could be chance,
    and 0 for less than three weeks.
    """
    series, days = levels.shape
    if days < WEEK * _LEAST_WEEKS:
        return np.zeros((series, WEEK))
    padded = np.pad(levels, ((0, 0), (WEEK // 2, WEEK // 2)), mode="reflect")
    rest = levels - np.lib.stride_tricks.sliding_window_view(padded, WEEK, axis=1).mean(axis=2)
    profile = np.stack([np.median(rest[:, days - 1 - back :: -WEEK], axis=1) for back in range(WEEK)], axis=1)
    profile -= profile.mean(axis=1, keepdims=True)
    told = along(profile, days)
    chance = _DOUBT * WEEK / days * (rest - told).var(axis=1) / np.maximum(told.var(axis=1), _LEAST)
    return np.asarray(profile * np.clip(1 - chance, 0, 1)[:, None])


def along(profile: Matrix, days: int) -> Matrix:
    """Give what is added on each of the last so many days."""
    return profile[:, (days - 1 - np.arange(days)) % WEEK]


def ahead(profile: Matrix, days: int) -> Matrix:
    """Give what is added on each of the next so many days."""
    return profile[:, -np.arange(1, days + 1) % WEEK]
