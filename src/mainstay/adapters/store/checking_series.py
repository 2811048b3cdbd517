"""Looking whether what is kept of series can be read, and says what their rows say."""

from collections.abc import Iterator

from mainstay.adapters.store.records.series import SqlSeries
from mainstay.adapters.store.schema.series import SERIES
from mainstay.adapters.store.transaction import Transaction
from mainstay.analysis.rollups.taking_in import numbers_of_block, shape_of
from mainstay.domain.errors import RunFailed
from mainstay.domain.rollup import BLOCK, Rollup
from mainstay.domain.store_report import Flaw, Wrong
from mainstay.present.visible import visible

_AT_ONCE = 100
_LONGEST = 120


def wrong_series(transaction: Transaction) -> Iterator[Wrong]:
    """Tell of series whose labels, profile, histogram or days cannot be read, or that have days where none can be."""
    series = SqlSeries(transaction)
    for row in transaction.through(SERIES, _AT_ONCE):
        where = f"series {visible(f'{row.source}: {row.key}', _LONGEST)}"
        try:
            one = series.get(row.source, row.key)
        except RunFailed as failure:
            yield Wrong(Flaw.UNREADABLE, where, failure.what)
            continue
        if one is not None:
            yield from (Wrong(flaw, where, text) for flaw, text in _flaws(one))


def _flaws(one: Rollup) -> Iterator[tuple[Flaw, str]]:
    try:
        shape_of(one)
    except RunFailed as failure:
        yield Flaw.UNREADABLE, failure.what
    days: list[int] = []
    sound = True
    for block in one.blocks:
        try:
            counts = numbers_of_block(one, block).count
        except RunFailed as failure:
            sound = False
            yield Flaw.UNREADABLE, failure.what
        else:
            days += [block * BLOCK + int(place) for place in counts.nonzero()[0]]
    if sound and (min(days, default=None), max(days, default=None)) != (one.first_day, one.last_day):
        yield Flaw.MISLAID, "its first and last day are not those that have points"
