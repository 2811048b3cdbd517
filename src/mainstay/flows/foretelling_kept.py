"""Forecasts all series that the store keeps: read stretch by stretch, forecast side by side, handed on in their order."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from mainstay.analysis.forecasting.days import DAY, Days, days_of_levels
from mainstay.analysis.ledger.believing import believed
from mainstay.analysis.rollups.levels import Levels, blocks_of, levels
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.rollup import Unreadable
from mainstay.domain.signal import Signal
from mainstay.flows.blocks import Blocks
from mainstay.flows.taking_in import stretches
from mainstay.ports.store import Store

AT_ONCE: Final = 2_000
"""Series that are forecast together and learn from one another."""

_Series: TypeAlias = Sequence[tuple[Signal, Days]]
_Key: TypeAlias = tuple[Levels, Sequence[Days]]
Foretell: TypeAlias = Callable[[_Series], Sequence[Forecast]]
Made: TypeAlias = Sequence[tuple[Forecast, Days]]


@dataclass(frozen=True, slots=True)
class Foretold:
    """How many series were forecast, by verdict, and what the store keeps that cannot be read."""

    counts: Counter[Verdict]
    unreadable: tuple[Unreadable, ...]


def foretell_kept(
    store: Store, now: int, history: int, foretell: Foretell, blocks: Blocks
) -> Iterator[tuple[Made, Sequence[Unreadable]]]:
    """Give the forecasts of all series, each with its levels of the last `history` whole days, a batch at a time.

    The batches are forecast as blocks while others are read. No transaction is open meanwhile. Of a batch that was lost nothing
    is given but what cannot be read; the blocks tell it.
    """
    until = now // DAY
    since = until - history

    def given() -> Iterator[tuple[_Key, _Series]]:
        for portion in levels(stretches(store, blocks_of(since, until), at_once=AT_ONCE), since, until):
            days = days_of_levels(portion.first, portion.levels)
            series = [(one.signal, its) for one, its in zip(portion.series, days, strict=True)]
            yield (portion, days), series

    for (portion, days), made in blocks.each(foretell, given()):
        if made is None:
            blocks.lose(f"{one.signal.source}: {one.signal.key}" for one in portion.series)
        yield ([] if made is None else list(zip(made, days, strict=True))), portion.unreadable


def entered(batches: Iterable[tuple[Made, Sequence[Unreadable]]], enter: Callable[[Made], None]) -> Foretold:
    """Hand each batch on, and count what came of all."""
    counts: Counter[Verdict] = Counter()
    unreadable: list[Unreadable] = []
    for made, faults in batches:
        enter(made)
        counts.update(believed(one).verdict for one, _ in made)
        unreadable += faults
    return Foretold(counts, tuple(unreadable))
