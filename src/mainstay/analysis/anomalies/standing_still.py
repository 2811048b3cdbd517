"""Series of which no points come any more, or always the same value."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.anomalies.episodes import HOUR, Episode
from mainstay.analysis.anomalies.usual import cadence
from mainstay.analysis.rollups.points import Points
from mainstay.domain.anomaly import AnomalyKind

_LONGER: Final = 3
"""So many times as long as ever before is unusual."""
_LEAST_STEPS: Final = 6
_LEAST_FLAT: Final = 6 * HOUR
_MOVED: Final = 1 / 2
"""A series that has the value of the point before more often than this does not always move."""
_ENOUGH: Final = 100
_CERTAIN: Final = 20.0

Span = NDArray[np.int64]


def silences(points: Points, since: int, end: int) -> Iterator[Episode]:
    """Give the gaps from `since` on, with the one up to `end`, that are three times as long as any before, and an hour."""
    if len(points.times) < _ENOUGH:
        return
    times = np.append(points.times, max(end, int(points.times[-1])))
    gaps = np.diff(times)
    longest = np.maximum.accumulate(gaps)
    least = max(float(HOUR), _LEAST_STEPS * cadence(points))
    long = (gaps[1:] >= _LONGER * longest[:-1]) & (gaps[1:] >= least) & (times[2:] > since)
    for place in (np.flatnonzero(long) + 1).tolist():
        if place < _ENOUGH:
            continue
        yield _still(
            AnomalyKind.SILENCE,
            times[place],
            times[place + 1],
            gaps[place],
            longest[place - 1],
            lasts=place == len(gaps) - 1,
        )


def flat_lines(points: Points, since: int) -> Iterator[Episode]:
    """Give where a series that always moves had one value from `since` on, for six hours and three times as long as before."""
    values, times = points.values, points.times
    if len(values) < _ENOUGH:
        return
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    begins = np.concatenate([[0], changes])
    ends = np.append(changes, len(values)) - 1
    lengths = times[ends] - times[begins]
    longest = np.maximum.accumulate(lengths)
    least = max(float(_LEAST_FLAT), _LEAST_STEPS * cadence(points))
    long = (lengths[1:] >= np.maximum(_LONGER * longest[:-1], least)) & (times[ends[1:]] > since)
    for place in (np.flatnonzero(long) + 1).tolist():
        first = int(begins[place])
        if first < _ENOUGH or place < _MOVED * first:
            continue
        value = float(values[first])
        found = _still(
            AnomalyKind.FLAT,
            times[first],
            times[ends[place]],
            lengths[place],
            longest[place - 1],
            lasts=place == len(lengths) - 1,
        )
        yield Episode(found.kind, found.at, found.until, found.lasts, found.surprise, value, value, None)


def _still(
    kind: AnomalyKind, at: np.int64, until: np.int64, length: np.int64, before: np.int64, *, lasts: bool
) -> Episode:
    """Tell of a time without news: `value` and `usually` are its length and that of the longest before, in seconds."""
    surprise = min(_CERTAIN, float(_LEAST_STEPS * length / max(float(before), 1.0)))
    return Episode(kind, int(at), int(until), lasts, surprise, float(length), float(before), None)
