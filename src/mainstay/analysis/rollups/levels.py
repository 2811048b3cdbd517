"""Daily levels of many series at once, from what is kept of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups.blocks import fault_of, heads
from mainstay.analysis.rollups.hours import HOURS, without_thin_days
from mainstay.domain.rollup import BLOCK, Rollup, Stretch, Unreadable


@dataclass(frozen=True, slots=True)
class Levels:
    """Daily levels of some series (series by days) from the day `first` on, counted from 1970; NaN where a day is a gap.

    Of a series that is `unreadable` those blocks are gaps that cannot be read.
    """

    series: Sequence[Rollup]
    first: int
    levels: NDArray[np.float64]
    unreadable: tuple[Unreadable, ...] = ()


def blocks_of(since: int, until: int) -> tuple[int, int]:
    """Give the first block of the days [since, until), counted from 1970, and the one behind the last."""
    return since // BLOCK, -(-until // BLOCK)


def levels(stretches: Iterable[Stretch], since: int, until: int) -> Iterator[Levels]:
    """Give the levels of the days [since, until), counted from 1970, of all series, a portion at a time.

    The stretches hold the blocks that `blocks_of` names. A day with less than half of the hours that its series usually has is
    a gap, as in levels that are made of raw points.
    """
    begin, end = blocks_of(since, until)
    for stretch in stretches:
        faults = [fault_of(length, head) for length, head in zip(stretch.lengths, stretch.heads, strict=True)]
        good = [place for place, fault in enumerate(faults) if not fault]
        means, missing, sound = heads([stretch.heads[place] for place in good])
        for place in np.flatnonzero(~sound).tolist():
            faults[good[place]] = "it holds what no day can be"
        size = (len(stretch.series), end - begin, BLOCK)
        placed, present = np.full(size, np.nan), np.zeros(size, dtype=np.uint8)
        rows = np.asarray(stretch.places, dtype=np.int64)[good][sound]
        columns = np.asarray(stretch.numbers, dtype=np.int64)[good][sound] - begin
        placed[rows, columns], present[rows, columns] = means[sound], HOURS - missing[sound]
        days = slice(since - begin * BLOCK, until - begin * BLOCK)
        means = without_thin_days(placed.reshape(size[0], -1)[:, days], present.reshape(size[0], -1)[:, days])
        yield Levels(stretch.series, since, means, (*stretch.unreadable, *_told(stretch, faults)))


def _told(stretch: Stretch, faults: Sequence[str]) -> Iterator[Unreadable]:
    for place, number, fault in zip(stretch.places, stretch.numbers, faults, strict=True):
        if fault:
            signal = stretch.series[place].signal
            yield Unreadable(signal.source, signal.key, f"block {number}: {fault}")
