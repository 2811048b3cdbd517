"""Which tests take the suite's time, and which became slower."""

import math
from dataclasses import dataclass

import numpy as np

from mainstay.analysis.test_runs.results import Columns, Figures, Whole

_MOST = 50
_FEWEST_HALF = 8
_GROWN = 1.5
_LEAST_SECONDS = 0.1
_SURE = 3.0  # standard deviations of the rank sum


@dataclass(frozen=True, slots=True)
class Timed:
    """One test: how many of its runs passed with a time, median and 95 % quantile in seconds, its share of all time.

    `before` and `after` are the medians of its earlier and later half where the later is clearly slower, else 0.
    """

    test: int
    runs: int
    median: float
    p95: float
    share: float
    before: float
    after: float


def slowest(columns: Columns, order: Whole) -> list[Timed]:
    """Give the tests that take most of the time, by share; `order` is the place in time of each run.

    Only passed runs count, for a failed one ends when it fails. A test became slower where the median of the later half of
    its runs is at least 1.5 times that of the earlier and a tenth of a second more, and their ranks differ by three standard
    deviations (Mann and Whitney 1947).
    """
    timed = columns.where((columns.passes > 0) & (columns.failures == 0) & ~np.isnan(columns.seconds))
    if not len(timed.test):
        return []
    sums = np.bincount(timed.test, timed.seconds)
    whole = float(sums.sum())
    if whole <= 0:
        return []
    first = np.argsort(-sums, kind="stable")[:_MOST]
    wanted = timed.where(np.isin(timed.test, first))
    sorted_by = np.lexsort((order[wanted.run], wanted.test))
    tests, starts = np.unique(wanted.test[sorted_by], return_index=True)
    parts = np.split(wanted.seconds[sorted_by], starts[1:])
    found = [
        Timed(
            int(test),
            len(part),
            float(np.median(part)),
            float(np.quantile(part, 0.95)),
            float(sums[test]) / whole,
            *_grown(part),
        )
        for test, part in zip(tests, parts, strict=True)
        if sums[test] > 0
    ]
    return sorted(found, key=lambda one: (-one.share, one.test))


def run_seconds(columns: Columns) -> float:
    """Give the median over runs of the time that all tests of a run take, 0 where none is told."""
    timed = columns.where(~np.isnan(columns.seconds))
    if not len(timed.run):
        return 0.0
    sums = np.bincount(timed.run, timed.seconds)
    return float(np.median(sums[np.unique(timed.run)]))


def _grown(seconds: Figures) -> tuple[float, float]:
    half = len(seconds) // 2
    earlier, later = seconds[:half], seconds[-half:] if half else seconds[:0]
    if half < _FEWEST_HALF:
        return 0.0, 0.0
    before, after = float(np.median(earlier)), float(np.median(later))
    if after < _GROWN * before or after - before < _LEAST_SECONDS:
        return 0.0, 0.0
    larger = float((later[:, None] > earlier).sum() + 0.5 * (later[:, None] == earlier).sum())
    deviation = math.sqrt(half * half * (2 * half + 1) / 12)
    return (before, after) if larger - half * half / 2 > _SURE * deviation else (0.0, 0.0)
