"""Hourly levels of one series as models of hours take them: from points of any cadence and order, its gaps filled."""

import warnings
from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.levels import Vector, filled
from mainstay.analysis.rollups.hours import DAY as SECONDS_OF_DAY
from mainstay.analysis.rollups.hours import HOUR, by_hour, hourly
from mainstay.analysis.rollups.points import since, usable
from mainstay.analysis.short_term.models import DAY, WEEK
from mainstay.domain.signal import Samples

MOST_WEEKS: Final = 8
"""Weeks that are looked at: what lies before says little of tomorrow, and models take longer for it."""
LEAST: Final = 2 * WEEK
"""Hours of history with which the next hours are told at all."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The means of the hours from `start` on (seconds since 1970), NaN where one had no point."""

    start: int
    levels: Vector

    @property
    def until(self) -> int:
        """Give the moment at which the last hour ends."""
        return self.start + HOUR * len(self.levels)


def hours_of(samples: Samples, now: int) -> Hours:
    """Give the hourly levels of points up to the last one that is not of a time to come, of MOST_WEEKS at most."""
    points = usable(samples, 0, now + 1)
    if not len(points.times):
        return Hours(now - now % HOUR, np.empty(0))
    end = (int(points.times[-1]) // HOUR + 1) * HOUR
    points = since(points, end - MOST_WEEKS * WEEK * HOUR)
    days = -(-(end - int(points.times[0])) // SECONDS_OF_DAY)
    start = end - days * SECONDS_OF_DAY
    levels = hourly(*by_hour(points, start, days)).ravel()
    first = int(np.isfinite(levels).argmax())
    return Hours(start + first * HOUR, levels[first:])


def moves(hours: Hours) -> float:
    """Give by how much a series changes from an hour to the same one a day later, on the mean; 1 where nobody knows."""
    changes = np.abs(hours.levels[DAY:] - hours.levels[:-DAY])
    there = np.isfinite(changes)
    return (float(changes[there].mean()) if there.any() else 0.0) or 1.0


def without_gaps(levels: Vector) -> Vector:
    """Fill gaps by what that hour of the week is usually beside what lay around the gap.

    Where an hour of the week was never there the hour of the day stands for it, and where that was not the whole series. Of a
    series that is all gaps it gives zeros.
    """
    there = np.isfinite(levels)
    if there.all():
        return levels.copy()
    if not there.any():
        return np.zeros(len(levels))
    usual = _usual(levels, WEEK)
    usual = np.where(np.isfinite(usual), usual, _usual(levels, DAY))
    usual = np.where(np.isfinite(usual), usual, np.median(levels[there]))
    return np.asarray(np.where(there, levels, usual + filled((levels - usual)[None])[0]))


def _usual(levels: Vector, season: int) -> Vector:
    rows = -(-len(levels) // season)
    padded = np.full(rows * season, np.nan)
    padded[: len(levels)] = levels
    with warnings.catch_warnings():
        # An hour that was never there is a gap here too, and told by the next rougher season.
        warnings.simplefilter("ignore", RuntimeWarning)
        medians = np.nanmedian(padded.reshape(rows, season), axis=0)
    return np.resize(medians, len(levels))
