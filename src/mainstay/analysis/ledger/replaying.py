"""What would have been foretold each Monday of the past, and how right it would have been."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import HORIZON
from mainstay.analysis.forecasting.looking_back import MOST_HISTORY, STALE, lately, length_of
from mainstay.analysis.forecasting.stage_one import LEAST_DAYS, foretell
from mainstay.analysis.forecasting.stretching import stretch
from mainstay.analysis.ledger.issuing import monday
from mainstay.analysis.ledger.past_cases import Past, band_cases, crossing_cases
from mainstay.analysis.ledger.scoring import records
from mainstay.analysis.ledger.widening import factors
from mainstay.domain.ledger_case import BandCase, CrossingCase
from mainstay.domain.replay import Replay, ReplayedClass
from mainstay.domain.signal import Signal

_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Replayed:
    """Cases of the past, each made from what was known then; bands are widened by the cases that were resolved by then."""

    bands: tuple[BandCase, ...]
    crossings: tuple[CrossingCase, ...]
    mondays: tuple[int, ...]


def replay(series: Sequence[tuple[Signal, Days]], weeks: int = 52) -> Replayed:
    """Forecast from each of the last `weeks` Mondays on, with what was there then, and hold it against what came since.

    Of each series the days are looked at that a forecast of that Monday looks at, and what a forecast leaves out is left out:
    series that had ended, were too short, or never moved.
    """
    if not series:
        return Replayed((), (), ())
    until = max(days.until for _, days in series)
    matrix = _together(series, until)
    whole = matrix.shape[1]
    bands: list[BandCase] = []
    crossings: list[CrossingCase] = []
    mondays = []
    told_until: dict[int, int] = {}
    for ago in range(weeks * _WEEK, 0, -1):
        moment = until - ago * DAY
        if moment // DAY != monday(moment) // DAY or whole - ago < LEAST_DAYS:
            continue
        groups = _groups(matrix[:, max(0, whole - ago - MOST_HISTORY) : whole - ago], moment)
        if groups:
            mondays.append(moment)
        widened = _by_sort(factors([one for one in bands if one.made_at + one.weeks * _WEEK * DAY <= moment]))
        for length, chosen in groups.items():
            known = matrix[chosen, whole - ago - length : whole - ago]
            found = foretell(known, HORIZON)
            signals = [series[row][0] for row in chosen]
            found = replace(found, stretch=stretch([widened.get(one.sort, {}) for one in signals], HORIZON))
            past = Past(moment, chosen, signals, found, matrix[chosen, whole - ago :])
            bands += band_cases(past, widened)
            crossings += crossing_cases(past, told_until)
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


def _groups(known: NDArray[np.float64], moment: int) -> dict[int, list[int]]:
    """Give the rows that can be foretold by how many of their days count."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for row, levels in enumerate(known):
        days = lately(Days(moment - len(levels) * DAY, levels))
        there = np.flatnonzero(np.isfinite(days.levels))
        if len(there) >= LEAST_DAYS and moment - (days.start + (int(there[-1]) + 1) * DAY) <= STALE:
            groups[length_of(days)].append(row)
    return groups
