"""What would have been foretold each Monday of the past, and how right it would have been."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import MOST_HISTORY
from mainstay.analysis.forecasting.levels import filled, roughness
from mainstay.analysis.forecasting.stage_one import LEAST_DAYS, Foretold, foretell
from mainstay.analysis.forecasting.stretching import stretch
from mainstay.analysis.ledger.issuing import WEEKS, monday
from mainstay.analysis.ledger.scoring import records
from mainstay.analysis.ledger.widening import factors
from mainstay.domain.forecast import COVER, TOLD
from mainstay.domain.ledger_case import BandCase, CrossingCase
from mainstay.domain.prediction import CROSSING_DAYS
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.domain.signal import Side, Signal

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Replayed:
    """Cases of the past, each made from what was known then; bands are widened by the cases that were resolved by then."""

    bands: tuple[BandCase, ...]
    crossings: tuple[CrossingCase, ...]
    mondays: tuple[int, ...]


def replay(series: Sequence[tuple[Signal, Days]], weeks: int = 52) -> Replayed:
    """Forecast from each of the last `weeks` Mondays on, with what was there then, and hold it against what came since."""
    if not series:
        return Replayed((), (), ())
    until = max(days.until for _, days in series)
    matrix = _together(series, until)
    whole = matrix.shape[1]
    bands: list[BandCase] = []
    crossings: list[CrossingCase] = []
    mondays = []
    for ago in range(weeks * _WEEK, 0, -1):
        moment = until - ago * DAY
        if moment // DAY != monday(moment) // DAY or whole - ago < LEAST_DAYS:
            continue
        known = matrix[:, max(0, whole - ago - MOST_HISTORY) : whole - ago]
        there = np.isfinite(known).sum(axis=1) >= LEAST_DAYS
        if not there.any():
            continue
        mondays.append(moment)
        found = foretell(known[there], max(CROSSING_DAYS, max(WEEKS) * _WEEK))
        signals = [signal for (signal, _), usable in zip(series, there, strict=True) if usable]
        widened = _by_sort(factors([one for one in bands if one.made_at + one.weeks * _WEEK * DAY <= moment]))
        found = replace(
            found, stretch=stretch([widened.get(one.sort, {}) for one in signals], found.middle.shape[1])
        )
        came = matrix[there, whole - ago :]
        moves = np.maximum(roughness(filled(known[there])), 1e-9 * np.abs(found.middle[:, 0]) + 1e-12)
        bands += _bands(signals, found, came, moves, (moment, widened))
        crossings += _crossings(signals, found, known[there], came, moment)
    return Replayed(tuple(bands), tuple(crossings), tuple(mondays))


def as_replay(found: Sequence[Replayed], series: int, sources: Sequence[str], name: str, now: int) -> Replay:
    """Give what replays of so many series in all came to together, class by class."""
    bands = [one for part in found for one in part.bands]
    crossings = [one for part in found for one in part.crossings]
    mondays = sorted({monday for part in found for monday in part.mondays})
    learnt = _by_sort(factors(bands))
    classes = tuple(ReplayedClass(one, learnt.get(one.sort, {})) for one in records(bands, crossings))
    first, last = (mondays[0], mondays[-1]) if mondays else (0, 0)
    return Replay(name, now, first, last, len(mondays), series, tuple(sources), classes)


def _by_sort(learnt: Mapping[tuple[str, int], float]) -> dict[str, dict[int, float]]:
    found: dict[str, dict[int, float]] = {}
    for (sort, weeks), factor in learnt.items():
        found.setdefault(sort, {})[weeks] = factor
    return found


def _together(series: Sequence[tuple[Signal, Days]], until: int) -> NDArray[np.float64]:
    """Give all levels in one matrix that ends with the last day of any."""
    lengths = [len(days.levels) + (until - days.until) // DAY for _, days in series]
    matrix = np.full((len(series), max(lengths)), np.nan)
    for row, (_, days) in enumerate(series):
        end = matrix.shape[1] - (until - days.until) // DAY
        matrix[row, end - len(days.levels) : end] = days.levels
    return matrix


def _bands(
    signals: Sequence[Signal],
    found: Foretold,
    came: NDArray[np.float64],
    moves: NDArray[np.float64],
    known: tuple[int, Mapping[str, Mapping[int, float]]],
) -> list[BandCase]:
    moment, widened = known
    low, high = found.edge((1 - COVER) / 2), found.edge((1 + COVER) / 2)
    made = []
    for weeks in WEEKS:
        day = weeks * _WEEK - 1
        if day >= came.shape[1]:
            break
        for row, signal in enumerate(signals):
            value = float(came[row, day])
            case = BandCase(
                signal.sort,
                weeks,
                moment,
                float(found.middle[row, day]),
                float(low[row, day]),
                float(high[row, day]),
                COVER,
                float(moves[row]),
                widened=widened.get(signal.sort, {}).get(weeks, 1.0),
            )
            made.append(replace(case, value=value) if np.isfinite(value) else case)
    return made


def _crossings(
    signals: Sequence[Signal],
    found: Foretold,
    known: NDArray[np.float64],
    came: NDArray[np.float64],
    moment: int,
) -> list[CrossingCase]:
    limits = np.array([signal.limit.value if signal.limit else np.nan for signal in signals])
    above = np.array([signal.limit is None or signal.limit.side is Side.ABOVE for signal in signals])
    if came.shape[1] < CROSSING_DAYS or not np.isfinite(limits).any():
        return []
    chances = found.passed(limits, above)[:, :CROSSING_DAYS]
    sign = np.where(above, 1.0, -1.0)
    last = filled(known)[:, -1]
    with np.errstate(invalid="ignore"):
        beyond = (came[:, :CROSSING_DAYS] - limits[:, None]) * sign[:, None] > 0
        already = (last - limits) * sign > 0
    made = []
    for row, signal in enumerate(signals):
        if not np.isfinite(limits[row]) or already[row]:
            continue
        chance = chances[row]
        there = bool(np.isfinite(came[row, :CROSSING_DAYS]).mean() >= 1 / 2)
        passed = moment + (int(beyond[row].argmax()) + 1) * DAY if beyond[row].any() else 0
        told = chance[-1] >= TOLD
        at, early, late = (
            moment + (int((chance >= share).argmax()) + 1) * DAY if told and chance[-1] >= share else 0
            for share in (0.5, (1 - COVER) / 2, (1 + COVER) / 2)
        )
        made.append(
            CrossingCase(
                signal.sort,
                CROSSING_DAYS,
                moment,
                float(chance[-1]),
                at,
                early,
                late,
                passed if there or passed else None,
            )
        )
    return made
