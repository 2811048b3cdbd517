"""Series brought to the same slots: hours where a series has enough of them, else days."""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from mainstay.analysis.causes.before import changed_before
from mainstay.analysis.causes.ranking import DAY, HOUR, Looked, explain
from mainstay.analysis.forecasting.days import Days
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.anomaly import Happening
from mainstay.domain.cause import Causes, CauseVerdict
from mainstay.domain.signal import Signal

LEAST_HOURS: Final = 168
"""Hours of a series with which its hours are looked at."""
MOST: Final = 10_000
"""Candidates that are looked at, the first ones by source and key."""

Series = tuple[Signal, Days]


def drivers(
    target: Series,
    others: Sequence[Series],
    hours: Mapping[tuple[str, str], Hours],
    happenings: Sequence[Happening] = (),
    at: int = 0,
) -> Causes:
    """Look for drivers in the hours of a series and, where none is there, in its days. `at` is when it is looked for."""
    by_hour = hourly(target[0], others, hours)
    by_day = daily(target, others)
    if by_hour is None:
        return explain(by_day, happenings, at)
    found = explain(by_hour, happenings, at)
    if found.verdict is CauseVerdict.FOUND:
        return found
    # What is slow is seen in days alone.
    slow = explain(by_day, happenings, at)
    return slow if slow.verdict is CauseVerdict.FOUND else found


def changed(
    target: Series,
    others: Sequence[Series],
    hours: Mapping[tuple[str, str], Hours],
    began: int,
    happenings: Sequence[Happening] = (),
) -> Causes:
    """Look for what changed before a moment, in hours where there are enough. Raises ValueError as `changed_before` does."""
    by_hour = hourly(target[0], others, hours)
    return changed_before(daily(target, others) if by_hour is None else by_hour, began, happenings)


def hourly(target: Signal, others: Sequence[Series], hours: Mapping[tuple[str, str], Hours]) -> Looked | None:
    """Give the hours of a series and of all candidates that have some, None where the series itself has too few."""
    own = hours.get((target.source, target.key))
    if own is None or len(own.levels) < LEAST_HOURS:
        return None
    chosen = [
        (signal, found)
        for signal, _ in others
        if (found := hours.get((signal.source, signal.key))) is not None
    ]
    rows = np.full((len(chosen), len(own.levels)), np.nan)
    for row, (_, found) in zip(rows, chosen, strict=True):
        _place(row, found.levels, (found.start - own.start) // HOUR)
    return Looked(target, own.levels, [signal for signal, _ in chosen], rows, own.start, HOUR)


def daily(target: Series, others: Sequence[Series]) -> Looked:
    """Give the days of a series and of all candidates; days that end at another hour are taken as the nearest ones."""
    signal, own = target
    rows = np.full((len(others), len(own.levels)), np.nan)
    for row, (_, found) in zip(rows, others, strict=True):
        _place(row, found.levels, round((found.start - own.start) / DAY))
    return Looked(signal, own.levels, [one for one, _ in others], rows, own.start, DAY)


def without(target: Signal, series: Sequence[Series]) -> list[Series]:
    """Give all other series, each once, in an order that is always the same, no more than MOST."""
    known = {
        (signal.source, signal.key): (signal, days)
        for signal, days in series
        if (signal.source, signal.key) != (target.source, target.key)
    }
    return [known[place] for place in sorted(known)][:MOST]


def _place(
    row: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    levels: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
    first: int,
) -> None:
    begin, end = max(0, first), min(len(row), first + len(levels))
    if begin < end:
        row[begin:end] = levels[begin - first : end - first]
