"""Rates of what only counts up: by how much it grew a second between two points, also where it began anew in between."""

from dataclasses import replace
from typing import Final

import numpy as np

from mainstay.analysis.rollups.points import usable
from mainstay.domain.signal import Limit, Samples, Signal

COUNTER: Final = "_total"
"""How the name of what counts ends (OpenMetrics 1.0, and Prometheus's advice on names)."""
_FALLS: Final = 1 / 3
_LONG: Final = 10
"""A gap of so many usual ones: how far the count came within it is known, but not when it began anew, nor how often."""


def rates_of(samples: Samples) -> Samples:
    """Give what a counter grew by a second, at the end of each span between two points.

    As Prometheus's `rate` takes it, a count below the one before began anew at 0. Of the first point, and of one behind a gap
    of ten usual ones, nothing is known. Counts that are no numbers or below 0 are left out; no rate is below 0.
    """
    points = usable(samples, np.iinfo(np.int64).min, np.iinfo(np.int64).max)
    counted = points.values >= 0
    times, values = points.times[counted], points.values[counted]
    if len(times) < 2:
        return Samples(np.empty(0, np.int64), np.empty(0))
    spans, grown = np.diff(times), np.diff(values)
    grown = np.where(grown < 0, values[1:], grown)
    near = spans <= _LONG * np.median(spans)
    return Samples(times[1:][near], (grown / spans)[near])


def counts_up(signal: Signal, samples: Samples) -> bool:
    """Whether a series of which nobody says what it is only counts up: it is named so, and seldom falls."""
    if not signal.key.partition("{")[0].endswith(COUNTER):
        return False
    points = usable(samples, np.iinfo(np.int64).min, np.iinfo(np.int64).max)
    steps = np.diff(points.values)
    return not (points.values < 0).any() and bool(np.count_nonzero(steps < 0) <= _FALLS * len(steps))


def as_rate(signal: Signal, limit: Limit | None = None) -> Signal:
    """Give the signal of a counter's rate, with a limit of that; one of the count itself means nothing for it."""
    unit = "1/s" if signal.unit == "1" else f"{signal.unit}/s"
    return replace(signal, what=f"{signal.what} a second", unit=unit, limit=limit)
