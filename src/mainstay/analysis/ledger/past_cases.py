"""What was foretold from a day of the past on, as cases: levels, chances and dates, held against what came since."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.forecasting.foretelling import passing
from mainstay.analysis.forecasting.levels import daily_moves
from mainstay.analysis.forecasting.stage_one import Foretold
from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.analysis.ledger.outcomes import stated
from mainstay.analysis.ledger.resolving import ENOUGH_DAYS
from mainstay.domain.forecast import COVER, TOLD
from mainstay.domain.ledger_case import BandCase, CrossingCase
from mainstay.domain.prediction import CROSSING_DAYS
from mainstay.domain.signal import Side, Signal

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Past:
    """What was `found` at a moment (seconds since 1970) of some series, their `rows` among all, and the levels that `came`."""

    moment: int
    rows: Sequence[int]
    signals: Sequence[Signal]
    found: Foretold
    came: NDArray[np.float64]


def band_cases(past: Past, widened: Mapping[str, Mapping[int, float]]) -> Iterator[BandCase]:
    """Give the levels that are due; `widened` is by what the bands of a class were multiplied so many weeks ahead."""
    found, came = past.found, past.came
    low, high = found.edge((1 - COVER) / 2), found.edge((1 + COVER) / 2)
    moves = daily_moves(found.past.levels)
    for weeks in WEEKS:
        day = weeks * _WEEK - 1
        if day >= came.shape[1]:
            return
        for row, signal in enumerate(past.signals):
            # What never moved enters no ledger: it is foretold exactly, and would say that all bands are too wide.
            if not moves[row]:
                continue
            value = float(came[row, day])
            yield BandCase(
                signal.sort,
                weeks,
                past.moment,
                float(found.middle[row, day]),
                float(low[row, day]),
                float(high[row, day]),
                COVER,
                float(moves[row]),
                value if np.isfinite(value) else None,
                widened.get(signal.sort, {}).get(weeks, 1.0),
            )


def crossing_cases(past: Past, told_until: MutableMapping[int, int]) -> Iterator[CrossingCase]:
    """Give the chances and dates that are due.

    While a date of a series is open no other one is told of it: `told_until` keeps until when, by row, from Monday to Monday.
    """
    found, moment = past.found, past.moment
    limits = np.array([signal.limit.value if signal.limit else np.nan for signal in past.signals])
    above = np.array([signal.limit is None or signal.limit.side is Side.ABOVE for signal in past.signals])
    if not np.isfinite(limits).any():
        return
    sign = np.where(above, 1.0, -1.0)
    chances = found.passed(limits, above)
    already = (found.past.levels[:, -1] - limits) * sign > 0
    moves = daily_moves(found.past.levels)
    for row, signal in enumerate(past.signals):
        if not np.isfinite(limits[row]) or already[row] or not moves[row]:
            continue
        chance, came = chances[row], past.came[row]
        beyond = (came - limits[row]) * sign[row] > 0
        if len(came) >= CROSSING_DAYS:
            passed = _passed(beyond, came, CROSSING_DAYS, moment)
            yield CrossingCase(
                signal.sort, CROSSING_DAYS, moment, float(chance[CROSSING_DAYS - 1]), passed=passed
            )
        if chance[-1] < TOLD or told_until.get(past.rows[row], 0) > moment:
            continue
        told = passing(chance, moment)
        days = (told[-1] - moment) // DAY if told[-1] else len(chance)
        passed = _passed(beyond, came, days, moment)
        told_until[past.rows[row]] = passed or moment + days * DAY
        # Dates of which the whole interval is over: those that are right would be known before those that are wrong.
        if len(came) >= days:
            wanted = stated(float(chance[-1]), is_open=not told[-1])
            yield CrossingCase(signal.sort, days, moment, None, *told, passed, stated=wanted)


def _passed(beyond: NDArray[np.bool_], came: NDArray[np.float64], days: int, moment: int) -> int | None:
    """Give when the limit was passed within so many days, 0 if it was not, None where nobody knows."""
    if beyond[:days].any():
        return moment + (int(beyond[:days].argmax()) + 1) * DAY
    return 0 if np.isfinite(came[:days]).mean() >= ENOUGH_DAYS else None
