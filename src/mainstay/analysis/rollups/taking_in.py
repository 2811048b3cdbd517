"""Taking what was rolled up into what is kept of a series."""

from dataclasses import fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.rollups import blocks, shapes
from mainstay.analysis.rollups.hours import DAY
from mainstay.analysis.rollups.rolling import Numbers, Rolled, merged, numbers_of, only, part
from mainstay.analysis.rollups.shapes import OPEN_DAYS
from mainstay.domain.errors import RunFailed
from mainstay.domain.rollup import BLOCK, Rollup
from mainstay.domain.signal import Signal

_EVER: Final = 1 << 40
_NAMES = tuple(one.name for one in fields(Numbers))


def read_from(taken_to: int) -> int:
    """Give the second from which points are to be asked for, where they were taken in up to `taken_to`: the open days anew."""
    return ((taken_to - 1) // DAY - OPEN_DAYS + 1) * DAY


def taken_in(kept: Rollup | None, signal: Signal, days: Rolled) -> Rollup | None:
    """Give what is to be kept of a series, with the blocks that change, once `days` are taken in; None while it has no points.

    Open days are merged. A day before them, which is closed, is replaced where more points are there than were; profile and
    histogram hold it as it was when it was closed, and one of which nothing was there before is added to them. Raises RunFailed
    where what is kept cannot be read, ValueError where `kept` came without blocks that `days` reach into.
    """
    if not days.counts.any():
        return kept
    shape = shapes.unknown() if kept is None else shape_of(kept)
    late = part(days, -_EVER, shape.folded_to) if kept is not None else part(days, 0, 0)
    fresh = part(days, shape.folded_to, _EVER) if kept is not None else days
    if len(shape.open.ends):
        fresh = merged(shape.open, fresh) if len(fresh.ends) else shape.open
    changed = _Days(kept)
    missed = changed.replace(late)
    changed.put(fresh)
    there = np.flatnonzero(fresh.counts)
    last = fresh.first + int(there[-1])
    closed_to = max(last - OPEN_DAYS + 1, shape.folded_to)
    for closed in (missed, part(fresh, -_EVER, closed_to)):
        shape = shapes.folded(shape, closed) if len(closed.ends) else shape
    shape = replace(shape, folded_to=closed_to, open=part(fresh, closed_to, last + 1))
    days_with_points = [*(fresh.first + there), *(days.first + np.flatnonzero(days.counts))]
    first_day = int(min(days_with_points))
    return Rollup(
        signal,
        first_day if kept is None else min(kept.first_day, first_day),
        last if kept is None else max(kept.last_day, last),
        max(int(fresh.ends[there].max()), kept.taken_to if kept is not None else 0),
        shapes.packed(shape),
        changed.packed(),
        number=0 if kept is None else kept.number,
        turn=0 if kept is None else kept.turn,
    )


def begun_anew(kept: Rollup | None, signal: Signal, days: Rolled) -> Rollup | None:
    """Give what is to be kept of a series of which nothing that was kept counts any more: all of that becomes gaps.

    `kept` came with all of its blocks. It is as `taken_in` gives it otherwise, in the place of what is kept.
    """
    made = taken_in(None, signal, days)
    if made is None or kept is None:
        return made
    nothing = blocks.packed(blocks.empty())
    gaps = dict.fromkeys(kept.blocks, nothing)
    return replace(made, blocks={**gaps, **made.blocks}, number=kept.number, turn=kept.turn)


def shape_of(kept: Rollup) -> shapes.Shape:
    """Give week profile, histogram and open days of a series. Raises RunFailed where they cannot be read."""
    try:
        return shapes.unpacked(kept.shape)
    except ValueError as error:
        raise _unreadable(kept, "profile and histogram", error) from error


def numbers_of_block(kept: Rollup, block: int) -> Numbers:
    """Give the numbers of the 56 days of a block, all gaps where it is not there. Raises RunFailed where it cannot be read."""
    if block not in kept.blocks:
        return blocks.empty()
    try:
        return blocks.unpacked(kept.blocks[block])
    except ValueError as error:
        raise _unreadable(kept, f"block {block}", error) from error


class _Days:
    """Numbers of days by their blocks, those that changed."""

    def __init__(self, kept: Rollup | None) -> None:
        self._kept = kept
        self._changed: dict[int, Numbers] = {}

    def put(self, days: Rolled) -> None:
        """Put all days that have points in the place of what was there."""
        self._put(numbers_of(days), days.first, days.counts > 0)

    def replace(self, days: Rolled) -> Rolled:
        """Put those days that have more points than were there; give those of which nothing was there."""
        known = np.array(
            [
                self._block(day // BLOCK).count[day % BLOCK]
                for day in range(days.first, days.first + len(days.ends))
            ],
            dtype=np.int64,
        )
        if not len(known):
            return days
        self._put(numbers_of(days), days.first, days.counts > known)
        return only(days, (known == 0) & (days.counts > 0))

    def packed(self) -> dict[int, bytes]:
        """Give the blocks that changed."""
        return {block: blocks.packed(numbers) for block, numbers in sorted(self._changed.items())}

    def _put(self, numbers: Numbers, first: int, chosen: NDArray[np.bool_]) -> None:
        places = np.flatnonzero(chosen)
        days = first + places
        for block in np.unique(days // BLOCK).tolist():
            here = days // BLOCK == block
            known = self._changed.setdefault(block, self._block(block))
            for name in _NAMES:
                getattr(known, name)[days[here] % BLOCK] = getattr(numbers, name)[places[here]]

    def _block(self, block: int) -> Numbers:
        if block in self._changed:
            return self._changed[block]
        if self._kept is None:
            return blocks.empty()
        if block < self._kept.blocks_from:
            raise ValueError("the block of a day that is to be changed was not asked for")
        return numbers_of_block(self._kept, block)


def _unreadable(kept: Rollup, what: str, error: ValueError) -> RunFailed:
    return RunFailed(
        f"{what} of a series cannot be read: {error}",
        where=f"{kept.signal.source}: {kept.signal.key}",
        mend="look at: mainstay store check",
    )
