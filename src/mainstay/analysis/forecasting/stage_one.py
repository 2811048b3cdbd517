"""Stage one: the forecast of every series, all at once, from its daily levels."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.forecasting.banks import Banks, banks_of
from mainstay.analysis.forecasting.events import NONE, Events
from mainstay.analysis.forecasting.levels import Flags, Matrix, Vector, filled
from mainstay.analysis.forecasting.steps import Aligned
from mainstay.analysis.forecasting.trials import fitting, prepare, try_out
from mainstay.analysis.forecasting.units import Rescaled, in_one_unit

LEAST_DAYS: Final = 14
"""Days of history with which a series is forecast at all."""
_PATHS: Final = 400
"""Paths of errors that chances are counted over."""
_AT_ONCE: Final = 2_000
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Foretold:
    """The forecasts of a batch of series for `middle.shape[1]` days ahead.

    `middle` is the most likely level of each day (series by days), `scale` by how much errors of the banks are multiplied,
    `trusted` whether the slope is beyond doubt, `slope` how much the level rises a day. `steps` tells what stepped, and `past`
    what the levels were, without gaps, in the unit that they are counted in now. `error` is by how much the last day of the
    `tries` trials on the past was off, on the median; NaN without trials. `stretch` is by what bands are multiplied each day
    (series by days), as the ledger says.
    """

    middle: Matrix
    scale: Vector
    trusted: Flags
    slope: Vector
    steps: Aligned
    past: Rescaled
    banks: Banks
    error: Vector
    tries: int
    stretch: Matrix | float = 1.0

    def edge(self, share: float) -> Matrix:
        """Give the level below which each day's level is with a chance of `share` (0 to 1)."""
        edges = [np.quantile(bank, share, axis=0) for bank in (self.banks.doubted, self.banks.trusted)]
        # What never moved has a band without width, and what rounding leaves would be outside it.
        least = np.sign(share - 1 / 2) * _ROUNDING * np.abs(self.middle)
        return np.asarray(
            self.middle + np.where(self.trusted[:, None], edges[1], edges[0]) * self._spread + least
        )

    def passed(self, limits: Vector, above: Flags) -> Matrix:
        """Give the chance that each series has been beyond its limit by each day (series by days); NaN without a limit.

        `above` tells on which side of the limit the trouble is. It is the share of all paths that were there once.
        """
        sign = np.where(above, 1.0, -1.0)
        away = (limits[:, None] - self.middle) * sign[:, None]
        # What never moved and stands at its limit is not beyond it, and nothing says that it will be.
        still = self.past.levels.max(axis=1) == self.past.levels.min(axis=1)
        at_most = still[:, None] & (away >= -_ROUNDING * np.abs(limits[:, None]))
        room = np.where(at_most, np.inf, away / self._spread)
        # How far a path must go to have passed by a day is a matter of its highest point over the room so far.
        chances = np.full(self.middle.shape, np.nan)
        for bank, flags in ((self.banks.doubted, ~self.trusted), (self.banks.trusted, self.trusted)):
            paths = bank[np.linspace(0, len(bank) - 1, min(len(bank), _PATHS)).astype(np.intp)]
            rows = np.flatnonzero(flags & np.isfinite(limits))
            for start in range(0, len(rows), _AT_ONCE):
                part = rows[start : start + _AT_ONCE]
                chances[part] = _share_beyond(room[part], paths)
        return chances

    @property
    def _spread(self) -> Matrix:
        return np.asarray(self.scale[:, None] * self.stretch)


def foretell(levels: Matrix, horizon: int, events: Events = NONE) -> Foretold:
    """Forecast series for `horizon` days from their daily levels (gaps are NaN), the last column being the latest whole day.

    All series are of one length, of LEAST_DAYS or more. At `events` steps need less evidence. What is foretold of one is
    informed by how well the others were foretold. Raises ValueError for fewer days.
    """
    if levels.shape[1] < LEAST_DAYS:
        raise ValueError(f"a forecast needs {LEAST_DAYS} days of history")
    past = in_one_unit(filled(levels))
    trials = try_out(past.levels, horizon, events)
    ready = prepare(past.levels, horizon, events)
    trust = ready.courses.trust
    doubted = np.einsum("cs,csd->sd", trials.steady, ready.courses.steady)
    fit = fitting(trials.trending, ready.courses.fits)
    followed = np.einsum("cs,csd->sd", fit, ready.courses.trending)
    level = trust[:, None] * followed + (1 - trust)[:, None] * doubted
    trusted = trust > 1 / 2
    banks = banks_of(trials, trusted, horizon)
    slope = (level[:, -1] - level[:, 0]) / max(1, horizon - 1)
    middle = ready.weekdays.put_in_ahead(level)
    scale, tries = ready.courses.scale, len(trials.left)
    error = np.median(np.abs(trials.left[:, :, -1]), axis=0) * scale if tries else np.full(len(scale), np.nan)
    return Foretold(middle, scale * banks.widened, trusted, slope, ready.aligned, past, banks, error, tries)


def _share_beyond(room: Matrix, paths: Matrix) -> Matrix:
    """Give the share of paths that were above the room (series by days) on that day or before."""
    series, days = room.shape
    # What no path reaches on any day needs no further look, and that is most of all series.
    near = np.flatnonzero((room < paths.max(axis=0)).any(axis=1))
    part, rows = room[near], np.arange(len(near))
    first = np.zeros((len(near), days + 1))
    for path in paths:
        beyond = path > part
        day = beyond.argmax(axis=1)
        first[rows, np.where(beyond[rows, day], day, days)] += 1
    found = np.zeros((series, days))
    found[near] = first[:, :days].cumsum(axis=1)
    return found / len(paths)
