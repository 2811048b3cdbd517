"""How forecasts are judged: coverage of the band, crossings missed and falsely told, how far off the date was.

The signal is the trailing mean of 24 hours. A crossing case has a limit that the truth first passes at a known hour, at least a
day ahead, half way between what it had reached and what it reached then; the hour is drawn among all such hours. A case without
a crossing has its limit 5 to 25 % above the highest that came. Limits that are passed already are no cases.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_series import AHEAD, LEARN, trailing_means

Rows = NDArray[np.float64]
_FIRST = 24


@dataclass(frozen=True, slots=True)
class Cases:
    """For each window a limit that is crossed and its hour ahead (NaN and -1: none), and one that is not (NaN: none).

    `new` says that the first was never reached before, as people choose limits.
    """

    crossed: Rows
    hour: NDArray[np.intp]
    kept: Rows
    new: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a method says: the median and the ends of an 80 % band of the signal, an hour each (windows by AHEAD)."""

    middle: Rows
    low: Rows
    high: Rows
    seconds: float = 0.0
    """That all windows took, where the method tells it itself."""

    def of(self, rows: NDArray[np.bool_]) -> "Answer":
        """Give what is said of some windows alone."""
        return Answer(self.middle[rows], self.low[rows], self.high[rows], self.seconds)


def cases(truth: Rows, seed: int) -> Cases:
    """Choose limits for windows whose truth (windows by hours) is known."""
    chance = np.random.default_rng(seed)
    signal = trailing_means(truth)
    count = len(truth)
    crossed, kept = np.full(count, np.nan), np.full(count, np.nan)
    hour, new = np.full(count, -1), np.zeros(count, dtype=bool)
    for row in range(count):
        past, future = signal[row, :LEARN], signal[row, LEARN:]
        last = past[np.isfinite(past)][-1]
        reached = np.fmax.accumulate(np.concatenate([[last], future]))
        hours = np.flatnonzero((future > reached[:-1]) & (np.arange(AHEAD) >= _FIRST))
        if len(hours):
            hour[row] = chance.choice(hours)
            crossed[row] = (future[hour[row]] + reached[hour[row]]) / 2
            new[row] = crossed[row] > np.nanmax(past)
        highest = np.nanmax(future)
        limit = highest + chance.uniform(0.05, 0.25) * (
            highest if highest > 0 else np.nanmean(np.abs(signal[row]))
        )
        kept[row] = limit if limit > last else np.nan
    return Cases(crossed, hour, kept, new)


def coverage(answer: Answer, truth: Rows) -> float:
    """Give the share of hours at which the signal was within the band."""
    came = trailing_means(truth)[:, LEARN:]
    there = np.isfinite(came)
    return float(((came >= answer.low) & (came <= answer.high))[there].mean())


def first_hours(told: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Give the first hour at which something is told, -1 for never."""
    return np.where(told.any(axis=1), told.argmax(axis=1), -1)


def line_hours(answer: Answer, limits: Rows) -> NDArray[np.intp]:
    """Give the first hour at which the median is above each limit, -1 for never."""
    with np.errstate(invalid="ignore"):
        return first_hours(answer.middle > limits[:, None])


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of crossings missed (all, and of limits never reached before), falsely told, and the median error of the date.

    The error is a part of the true time to it, over the crossings that were told. What there is no case of is NaN.
    """

    missed: float
    missed_new: float
    falsely: float
    error: float
    count: int


def score(given: Cases, at_crossed: NDArray[np.intp], at_kept: NDArray[np.intp]) -> Score:
    """Hold the hours that were told for both kinds of limits against what came."""
    there, without = np.isfinite(given.crossed), np.isfinite(given.kept)
    told = there & (at_crossed >= 0)
    off = np.abs(at_crossed - given.hour)[told] / given.hour[told]
    return Score(
        _share((at_crossed < 0)[there]),
        _share((at_crossed < 0)[there & given.new]),
        _share((at_kept >= 0)[without]),
        float(np.median(off)) if len(off) else float("nan"),
        int(there.sum()),
    )


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if len(flags) else float("nan")
