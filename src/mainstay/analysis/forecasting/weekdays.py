"""What each day of the week adds to the level of a series, or multiplies it by."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Matrix
from mainstay.analysis.forecasting.medians import medians

WEEK: Final = 7
_LEAST_WEEKS: Final = 3
_LEAST: Final = 1e-30
_DOUBT: Final = 1.5
"""How much of what looks like a pattern is taken for chance; 1 is what chance makes on average."""
_LEAST_FACTOR: Final = 0.05


@dataclass(frozen=True, slots=True)
class Weekdays:
    """What days of the week do to each series (series by 7): `added` and then `factors`, of which one leaves all as it is.

    Column 0 is the weekday of the last day, 1 that of the day before it, and so on.
    """

    added: Matrix
    factors: Matrix

    def taken_out(self, levels: Matrix) -> Matrix:
        """Give levels that end with the last day as if all days were alike."""
        back = (levels.shape[1] - 1 - np.arange(levels.shape[1])) % WEEK
        return np.asarray((levels - self.added[:, back]) / self.factors[:, back])

    def taken_out_ahead(self, levels: Matrix) -> Matrix:
        """Give levels that begin with the day after the last one as if all days were alike."""
        back = -np.arange(1, levels.shape[1] + 1) % WEEK
        return np.asarray((levels - self.added[:, back]) / self.factors[:, back])

    def put_in_ahead(self, levels: Matrix) -> Matrix:
        """Give what comes after the last day as it is on its weekdays."""
        back = -np.arange(1, levels.shape[1] + 1) % WEEK
        return np.asarray(levels * self.factors[:, back] + self.added[:, back])


def weekdays(levels: Matrix) -> Weekdays:
    """Find what the days of the week do: the median over the weeks of the distance from the mean of the week around.

    It is drawn to nothing as far as it could be chance, and nothing for less than three weeks. Where all levels are positive
    and it explains more, it is a factor, so that it grows with the level.
    """
    series, days = levels.shape
    none, same = np.zeros((series, WEEK)), np.ones((series, WEEK))
    if days < WEEK * _LEAST_WEEKS:
        return Weekdays(none, same)
    padded = np.pad(levels, ((0, 0), (WEEK // 2, WEEK // 2)), mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(padded, WEEK, axis=1).mean(axis=2)
    added, left = _pattern(levels - around)
    positive = levels.min(axis=1) > 0
    shares = np.where(positive[:, None], levels / np.where(positive[:, None], around, 1.0) - 1, 0.0)
    multiplied, rest = _pattern(shares)
    grows = positive & ((rest * around).var(axis=1) < left.var(axis=1))
    return Weekdays(
        np.where(grows[:, None], 0.0, added),
        np.where(grows[:, None], np.maximum(1 + multiplied, _LEAST_FACTOR), 1.0),
    )


def _pattern(rest: Matrix) -> tuple[Matrix, Matrix]:
    """Give the pattern of the weekdays in what is beside the week's mean, and what it leaves."""
    days = rest.shape[1]
    profile = np.stack([medians(rest[:, days - 1 - back :: -WEEK]) for back in range(WEEK)], axis=1)
    profile -= profile.mean(axis=1, keepdims=True)
    told = profile[:, (days - 1 - np.arange(days)) % WEEK]
    chance = _DOUBT * WEEK / days * (rest - told).var(axis=1) / np.maximum(told.var(axis=1), _LEAST)
    kept = np.clip(1 - chance, 0, 1)[:, None]
    return profile * kept, rest - told * kept
