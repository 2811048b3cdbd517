"""Commit dates that cannot be true, told by the commits around them, and the dates to go by instead."""

from array import array
from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.history.past import YEAR, Ints
from mainstay.domain.history import Log

TOLERANCE = 86_400
"""So many seconds a clock may be wrong, or a time zone be taken for another, without a word."""
_FIRST = YEAR
"""Before 1971 there was no version control: such a date is a clock without a battery, or a number that is missing."""
_FUTURE = 10 * YEAR
"""A commit may be so many seconds younger than the clock of this machine, which may be wrong itself.

A few years are told as soon as a commit with a right date follows.
"""


@dataclass(frozen=True, slots=True)
class Dates:
    """The times to go by, in seconds since 1970 by row of a log, and a mask of the rows whose own are doubtful."""

    times: "array[int]"
    doubtful: NDArray[np.bool_]


def sound_dates(log: Log, now: int) -> Dates:
    """Judge the committer dates of a log as seen at the time `now`; where none is doubtful, the times are the log's own.

    The mainline is a chain: each commit was made after the one before it. Its dates are believed as far as they agree with
    each other, as the longest chain of them that runs forward (longest increasing subsequence, Fredman 1975); one that is
    more than a day outside its believed neighbours is put between them. A commit beside the mainline was made before the
    mainline's commit that git lists before it, so that it is at most as young. Dates before 1971, and those more
    than ten years after `now`, are not believed where there is any other.
    """
    times = np.asarray(log.times, dtype=np.int64)
    none = np.zeros(len(times), dtype=np.bool_)
    rows = np.asarray(log.first_parents, dtype=np.int64)
    possible = (times >= _FIRST) & (times <= now + _FUTURE)
    if not len(rows) or not possible[rows].any():
        return Dates(log.times, ~possible)
    newest, oldest = _bounds(times[rows], possible[rows])
    told = np.clip(times[rows], oldest, newest)
    doubtful = none.copy()
    doubtful[rows] = ~possible[rows] | (np.abs(told - times[rows]) > TOLERANCE)
    made = times.copy()
    forward = np.where(doubtful[rows], told, times[rows])
    # Several between the same neighbours run forward among themselves too.
    made[rows] = np.where(doubtful[rows], np.minimum.accumulate(forward), forward)
    place = np.searchsorted(rows, np.arange(len(times)), side="right") - 1
    latest = np.maximum(newest, made[rows])[np.maximum(place, 0)]
    beside = np.ones(len(times), dtype=np.bool_)
    beside[rows] = False
    wrong = beside & ((times > latest + TOLERANCE) | ~possible)
    made[wrong] = latest[wrong]
    doubtful |= wrong
    return Dates(array("q", made.tolist()) if doubtful.any() else log.times, doubtful)


def _bounds(times: Ints, possible: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Give the times of each commit's believed neighbours, the newer and the older; its own where it is believed itself."""
    believed = np.flatnonzero(possible)
    chain = times[believed]
    if (np.diff(chain) > 0).any():
        believed = believed[_chain(chain)]
    numbers = np.arange(len(times))
    newer = np.searchsorted(believed, numbers, side="right") - 1
    older = np.minimum(np.searchsorted(believed, numbers, side="left"), len(believed) - 1)
    newest, oldest = times[believed[np.maximum(newer, 0)]], times[believed[older]]
    return newest, np.minimum(oldest, newest)


def _chain(times: Ints) -> Ints:
    """Give the places of the longest part of the times, newest first, that never runs forward."""
    ends: list[int] = []
    last: list[int] = []
    before = np.full(len(times), -1, dtype=np.int64)
    for place, time in enumerate((-times).tolist()):
        length = bisect_right(ends, time)
        if length == len(ends):
            ends.append(time)
            last.append(place)
        else:
            ends[length], last[length] = time, place
        if length:
            before[place] = last[length - 1]
    found = []
    place = last[-1]
    while place >= 0:
        found.append(place)
        place = int(before[place])
    return np.array(found[::-1], dtype=np.int64)
