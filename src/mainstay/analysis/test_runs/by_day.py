"""Which share of test runs was flaky on each day."""

from collections.abc import Iterable

import numpy as np

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.domain.test_runs import RunMark


def flaky_days(marks: Iterable[RunMark], now: int, most: int) -> Days:
    """Give the share (0 to 1) of runs in which a test failed wrongly, for each day (UTC) of the last `most` before `now`.

    A day without a run is a gap, and the last day is that of the last run. Runs of a time to come count as passed over. Days
    are not smoothed: means over weeks share most of their runs with the day before, and look surer than they are.
    """
    first = now // DAY - most
    told = np.array([(one.at, one.flaky) for one in marks], dtype=np.int64).reshape(-1, 2)
    late = told[:, 0] > now
    days = told[:, 0] // DAY - first
    kept = ~late & (days >= 0) & (days < most)
    runs = np.bincount(days[kept], minlength=most)
    hits = np.bincount(days[kept], told[kept, 1], most)
    known = np.flatnonzero(runs)
    if not len(known):
        return Days(first * DAY, np.empty(0), int(late.sum()))
    shares = np.where(runs > 0, hits / np.maximum(runs, 1), np.nan)
    return Days((first + int(known[0])) * DAY, shares[known[0] : known[-1] + 1], int(late.sum()))
