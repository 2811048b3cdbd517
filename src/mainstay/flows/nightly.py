"""The night: take in what is new of every source, forecast all series that are kept, and drop those that ended long ago."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from mainstay.analysis.forecasting.listing import ORDER
from mainstay.analysis.rollups.hours import DAY
from mainstay.domain.night import SCHEMA, Night, Taking
from mainstay.domain.notice import Notice
from mainstay.flows.blocks import Blocks
from mainstay.flows.foretelling_kept import Foretell, Made, entered, foretell_kept
from mainstay.flows.taking_in import HISTORY, take_in, unreadable
from mainstay.ports.clock import Clock
from mainstay.ports.series_source import SeriesSource
from mainstay.ports.store import Store

FORGOTTEN: Final = 180
"""Days after its last point from which on a series is dropped."""
_DROPPED_AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True)
class NightShift:
    """What a night works with: `foretell` makes forecasts of a batch, in `blocks`, and `enter` takes them into the ledger.

    `enter` is told too how many series there are in all.
    """

    store: Store
    clock: Clock
    sources: Sequence[SeriesSource]
    foretell: Foretell
    enter: Callable[[Made, int], None]
    blocks: Blocks


def spend_night(shift: NightShift) -> Night:
    """Do what a night has to do. Raises RunFailed where the store cannot be used; what was done until then stays."""
    at, began = shift.clock.now(), shift.clock.elapsed()
    taken: list[Taking] = []
    notices: list[Notice] = []
    for source in shift.sources:
        taking, told = take_in(shift.store, source, at)
        taken.append(taking)
        notices += told
    took_in = shift.clock.elapsed()
    series = sum(one.found for one in taken)
    batches = foretell_kept(shift.store, at, HISTORY, shift.foretell, shift.blocks)
    found = entered(batches, lambda made: shift.enter(made, series))
    if found.unreadable:
        notices.append(unreadable({f"{one.source}: {one.key}": one.text for one in found.unreadable}))
    notices += shift.blocks.notices()
    foretold = shift.clock.elapsed()
    # Where nothing came in, the clock may be wrong, or all servers are away: that is no reason to forget.
    dropped = _drop(shift.store, at // DAY - FORGOTTEN) if any(one.taken for one in taken) else 0
    return Night(
        SCHEMA,
        at,
        tuple(taken),
        found.counts.total(),
        {verdict: found.counts[verdict] for verdict in ORDER if found.counts[verdict]},
        dropped,
        round(shift.clock.elapsed() - began, 3),
        round(took_in - began, 3),
        round(foretold - took_in, 3),
        tuple(notices),
    )


def _drop(store: Store, before: int) -> int:
    dropped = 0
    while True:
        with store.writing() as work:
            gone = work.series.drop(before, _DROPPED_AT_ONCE)
        dropped += gone
        if gone < _DROPPED_AT_ONCE:
            return dropped
