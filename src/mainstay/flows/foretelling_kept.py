"""Forecasts all series that the store keeps: read stretch by stretch, forecast side by side, handed on in their order."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import Final, TypeAlias

from mainstay.analysis.forecasting.days import DAY, Days, days_of_levels
from mainstay.analysis.ledger.believing import believed
from mainstay.analysis.rollups.levels import Levels, blocks_of, levels
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.rollup import Unreadable
from mainstay.domain.signal import Signal
from mainstay.flows.taking_in import stretches
from mainstay.ports.store import Store

AT_ONCE: Final = 2_000
"""Series that are forecast together and learn from one another."""
_AHEAD: Final = 3
"""Batches that are under way at once; no more are in memory."""

Foretell: TypeAlias = Callable[[Sequence[tuple[Signal, Days]]], Sequence[Forecast]]
Made: TypeAlias = Sequence[tuple[Forecast, Days]]


@dataclass(frozen=True, slots=True)
class Foretold:
    """How many series were forecast, by verdict, and what the store keeps that cannot be read."""

    counts: Counter[Verdict]
    unreadable: tuple[Unreadable, ...]


def foretell_kept(
    store: Store, now: int, history: int, foretell: Foretell, executor: Executor
) -> Iterator[tuple[Made, Sequence[Unreadable]]]:
    """Give the forecasts of all series, each with its levels of the last `history` whole days, a batch at a time.

    The batches are forecast in the executor while others are read. No transaction is open meanwhile.
    """
    until = now // DAY
    since = until - history
    under_way: deque[tuple[Levels, Sequence[Days], Future[Sequence[Forecast]]]] = deque()
    for portion in levels(stretches(store, blocks_of(since, until), at_once=AT_ONCE), since, until):
        days = days_of_levels(portion.first, portion.levels)
        series = [(one.signal, its) for one, its in zip(portion.series, days, strict=True)]
        under_way.append((portion, days, executor.submit(foretell, series)))
        if len(under_way) >= _AHEAD:
            yield _ended(under_way.popleft())
    while under_way:
        yield _ended(under_way.popleft())


def entered(batches: Iterable[tuple[Made, Sequence[Unreadable]]], enter: Callable[[Made], None]) -> Foretold:
    """Hand each batch on, and count what came of all."""
    counts: Counter[Verdict] = Counter()
    unreadable: list[Unreadable] = []
    for made, faults in batches:
        enter(made)
        counts.update(believed(one).verdict for one, _ in made)
        unreadable += faults
    return Foretold(counts, tuple(unreadable))


def _ended(
    one: tuple[Levels, Sequence[Days], Future[Sequence[Forecast]]],
) -> tuple[Made, Sequence[Unreadable]]:
    portion, days, future = one
    return list(zip(future.result(), days, strict=True)), portion.unreadable
