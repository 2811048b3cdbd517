"""Looking whether what is kept of series can be read, and says what their rows say."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Row

from mainstay.adapters.store.records.lists import legible
from mainstay.adapters.store.records.series import signal_of
from mainstay.adapters.store.schema.series import BLOCKS, SERIES, SHAPES
from mainstay.adapters.store.transaction import Transaction
from mainstay.analysis.rollups import blocks, shapes
from mainstay.domain.errors import RunFailed
from mainstay.domain.rollup import BLOCK
from mainstay.domain.store_report import Flaw, Wrong
from mainstay.present.visible import visible

_LONGEST = 120


def wrong_series(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of series whose labels, profile, histogram or days cannot be read, or that have days where none can be."""
    beside = [_Beside(transaction.through(table)) for table in (SHAPES, BLOCKS)]
    for row in transaction.through(SERIES):
        where = f"series {visible(f'{row.source}: {row.key}', _LONGEST)}"
        kept, days = (rows.of(row.number) for rows in beside)
        for flaw, text in (*_who(row), *_shape(kept), *_days(row, days)):
            yield Wrong(flaw, where, text)


class _Beside:
    """Rows of another table that come in the order of their series, few of them in memory."""

    def __init__(self, rows: Iterator[Row[Any]]) -> None:
        self._groups = groupby(rows, key=lambda row: int(row.series))
        self._next = next(self._groups, None)

    def of(self, number: int) -> list[Row[Any]]:
        """Give those of a series; each is asked for once, in their order."""
        while self._next is not None and self._next[0] < number:
            self._next = next(self._groups, None)
        if self._next is None or self._next[0] != number:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


def _who(row: Row[Any]) -> Iterator[tuple[Flaw, str]]:
    try:
        legible(signal_of, row, "who it is")
    except RunFailed as failure:
        yield Flaw.UNREADABLE, failure.what


def _shape(rows: list[Row[Any]]) -> Iterator[tuple[Flaw, str]]:
    if not rows:
        yield Flaw.MISLAID, "it has no profile and histogram"
    for row in rows:
        try:
            shapes.unpacked(bytes(row.shape))
        except ValueError as error:
            yield Flaw.UNREADABLE, f"its profile and histogram cannot be read: {error}"


def _days(row: Row[Any], rows: list[Row[Any]]) -> Iterator[tuple[Flaw, str]]:
    days: list[int] = []
    sound = True
    for one in rows:
        try:
            counts = blocks.unpacked(bytes(one.days)).count
        except ValueError as error:
            sound = False
            yield Flaw.UNREADABLE, f"block {one.block} cannot be read: {error}"
        else:
            days += (one.block * BLOCK + counts.nonzero()[0]).tolist()
    if sound and (min(days, default=None), max(days, default=None)) != (row.first_day, row.last_day):
        yield Flaw.MISLAID, "its first and last day are not those that have points"
