"""Which days of a series a forecast looks at, so that what is replayed looks at the same days as what is told."""

from typing import Final

import numpy as np

from mainstay.analysis.forecasting.courses import LONGEST
from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.stage_one import LEAST_DAYS

MOST_HISTORY: Final = 2 * LONGEST
"""Days of history that a forecast looks at."""
STALE: Final = 2 * DAY
"""Seconds after the end of its last day from which on a series has ended."""
_LONGEST_GAP: Final = 28
"""Days without a level after which a series counts anew: nobody knows what was between."""


def lately(days: Days) -> Days:
    """Give the days that are looked at: the latest ones, from the end of the last long gap on."""
    first = max(0, len(days.levels) - MOST_HISTORY)
    known = first + np.flatnonzero(np.isfinite(days.levels[first:]))
    gaps = np.flatnonzero(np.diff(known) > _LONGEST_GAP)
    begin = int(known[gaps[-1] + 1 if len(gaps) else 0]) if len(known) else first
    return Days(days.start + begin * DAY, days.levels[begin:], days.passed_over) if begin else days


def length_of(days: Days) -> int:
    """Give how many days count: whole weeks where there are enough, so that few lengths come up."""
    known = min(len(days.levels), MOST_HISTORY)
    return known - known % 7 if known >= LEAST_DAYS + 7 else known
