"""What was measured of one metric: its arms as arrays, cut at a look, paired by time, without what is no number."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from mainstay.analysis.canary.chances import Figures, Whole


def _nothing() -> Figures:
    return np.zeros(0)


@dataclass(frozen=True, slots=True)
class Arm:
    """One arm: moments (seconds since 1970), rising, and at each a value; of counts errors, with their `totals`."""

    times: Figures = field(default_factory=_nothing)
    values: Figures = field(default_factory=_nothing)
    totals: Figures = field(default_factory=_nothing)

    def until(self, moment: float) -> "Arm":
        """Give what was measured until a moment, which is included."""
        kept = int(np.searchsorted(self.times, moment, side="right"))
        return Arm(self.times[:kept], self.values[:kept], self.totals[:kept])

    def at(self, places: Whole) -> "Arm":
        """Give what was measured at some places of the arrays."""
        return Arm(
            self.times[places], self.values[places], self.totals[places] if len(self.totals) else self.totals
        )


@dataclass(frozen=True, slots=True)
class Sample:
    """What was measured of a metric.

    With `paired` arms both were measured at the same moments since the change. Else the control is the time before it, or there
    is none. `history` is the control before the change, as far as it is known: how much it varies by itself.
    """

    canary: Arm
    control: Arm
    paired: bool
    history: Arm = field(default_factory=Arm)

    def until(self, moment: float) -> "Sample":
        """Give what was known at a moment."""
        return Sample(self.canary.until(moment), self.control.until(moment), self.paired, self.history)


def arm_of(points: Iterable[tuple[float, float]]) -> Arm:
    """Make the arm of a series; what is infinite or no number is left out, and of two points of one moment the first stays."""
    times, values = _finite(points)
    return Arm(times, values)


def counts_of(errors: Iterable[tuple[float, float]], totals: Iterable[tuple[float, float]]) -> Arm:
    """Make the arm of counts, with the moments at which both are known, neither is negative, and something was asked at all."""
    error_times, error_values = _finite(errors)
    total_times, total_values = _finite(totals)
    times, left, right = np.intersect1d(error_times, total_times, assume_unique=True, return_indices=True)
    failed, asked = error_values[left], total_values[right]
    fit = (failed >= 0) & (asked > 0)
    return Arm(times[fit], failed[fit], asked[fit])


def paired(canary: Arm, control: Arm, history: Arm | None = None) -> Sample:
    """Put two arms side by side, with the moments at which both are known."""
    _, left, right = np.intersect1d(canary.times, control.times, assume_unique=True, return_indices=True)
    return Sample(canary.at(left), control.at(right), True, history or Arm())


def _finite(points: Iterable[tuple[float, float]]) -> tuple[Figures, Figures]:
    rows = np.array(list(points), dtype=np.float64).reshape(-1, 2)
    rows = rows[np.isfinite(rows).all(axis=1)]
    # A thousandth of a second is as near as stores keep moments.
    times, first = np.unique(np.round(rows[:, 0], 3), return_index=True)
    return times, rows[first, 1]
