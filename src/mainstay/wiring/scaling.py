"""Capacity put together: series are gathered and foretold, what containers use is sized, and advice enters the ledger."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.tables import usage_files
from mainstay.analysis.capacity.advising import (
    growth_advice,
    growth_judged,
    growth_key,
    size_advice,
    size_judged,
    size_key,
)
from mainstay.analysis.capacity.growing import growth, reach
from mainstay.analysis.capacity.listing import listed, priced
from mainstay.analysis.capacity.sizing import Use, sized
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.ledger.believing import believed
from mainstay.config.prices import prices
from mainstay.domain.capacity import CapacityReport, Growth, PastAdvice, Prices, Sizing
from mainstay.domain.capacity_asked import CapacityAsked
from mainstay.domain.errors import EvidenceMissing, MainstayError
from mainstay.domain.forecast import CURRENT
from mainstay.domain.ledger_case import Standing
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.prediction import Prediction
from mainstay.flows.advising import Judge, Place, advise, past_advice
from mainstay.flows.entering import known_standings
from mainstay.keepers.capacity.asking import uses
from mainstay.ports.metrics_store import MetricsStore
from mainstay.ports.progress import Progress
from mainstay.ports.store import Store
from mainstay.present.capacity_words import scale_text, size_text
from mainstay.present.visible import visible
from mainstay.wiring.forecasting import may_be_seen
from mainstay.wiring.gathering import Gathered, gather
from mainstay.wiring.record_keeping import Records

_LOOK = "look whether the server is well"


def capacity(asked: CapacityAsked, records: Records, progress: Progress) -> CapacityReport:
    """Tell what resources need and which are too large; see `cli.doors`. A ledger that cannot be used is told."""
    clock = SystemClock()
    now = clock.now()
    cost = prices(Path(asked.prices)) if asked.prices else None
    series = replace(asked.series, horizon=reach(asked.months))
    only_usage = bool(asked.usage) and not (series.files or series.servers or series.repositories)
    gathered = Gathered((), ()) if only_usage else gather(series, records, now, progress)
    notices = gathered.notices
    used = _used(asked, gathered.servers, now, notices, progress)
    with ExitStack() as stack:
        ledger = _Ledger(records, stack, notices, clock) if series.ledger else None
        progress.stage("Forecasting")
        grown = [
            growth(one, asked.pace, asked.planned, asked.head_room, asked.lead, asked.months)
            for group in gathered.groups
            for one in map(
                believed,
                forecasts(group.series, group.now, series.horizon, standings=ledger.said if ledger else {}),
            )
        ]
        sizes = [sized(one, _price(cost, one)) for one in used]
        past = ledger.entered(asked, grown, list(zip(sizes, used, strict=True)), now) if ledger else ()
    found = CapacityReport(
        1,
        now,
        (*gathered.sources, *asked.usage),
        asked.pace,
        asked.planned,
        asked.head_room,
        asked.lead,
        asked.months,
        tuple(priced(one, cost) for one in grown),
        tuple(sizes),
        cost.currency if cost else "",
        past=past,
        notices=tuple(notices),
    )
    return listed(found, has_prices=cost is not None)


def _used(
    asked: CapacityAsked,
    servers: Sequence[MetricsStore],
    now: int,
    notices: list[Notice],
    progress: Progress,
) -> list[Use]:
    found: list[Use] = []
    for name in asked.usage:
        progress.stage(f"Reading {Path(name).name}")
        found += usage_files.uses(Path(name))
    for store in servers:
        progress.stage(f"Asking {store.name} what containers use")
        try:
            found += uses(store, now)
        except EvidenceMissing as failure:
            what = visible(failure.what, 300)
            text = f"{visible(store.name, 100)} does not tell what containers use: {what}."
            notices.append(Notice("server-unasked", text, Weight.LIMIT, failure.mend or _LOOK))
    return found


def _price(cost: Prices | None, use: Use) -> float | None:
    return cost.by_kind.get(use.resource.value) if cost is not None else None


class _Ledger:
    """The ledger as far as it can be used; what fails is told, and keeps nobody from advice."""

    def __init__(self, records: Records, stack: ExitStack, notices: list[Notice], clock: SystemClock) -> None:
        self.said: Mapping[str, Standing] = {}
        self._store: Store | None = None
        self._notices, self._new_id, self._records = notices, TimeIds(clock).new, records
        self._unread: dict[str, str] = {}
        try:
            self._store = stack.enter_context(records.store())
            self.said = known_standings(self._store, clock.now(), self._unread)
        except MainstayError as failure:
            self._give_up(failure)

    def entered(
        self,
        asked: CapacityAsked,
        grown: Sequence[Growth],
        sizes: Sequence[tuple[Sizing, Use]],
        now: int,
    ) -> tuple[PastAdvice, ...]:
        """Judge what was advised before, keep what is advised now, and give what was advised before."""
        if self._store is None:
            return ()
        given: dict[Place, Prediction | None] = {}
        judges: dict[Place, Judge] = {}
        for grows in grown:
            place = grows.signal.source, growth_key(grows)
            # Only what the forecast says of itself is held to what came, and no scenario.
            if asked.pace.value == "as-now" and not asked.planned:
                given[place] = growth_advice(grows, now, scale_text(grows), self._new_id)
            judges[place] = partial(growth_judged, one=grows, now=now)
        for size, use in sizes:
            place = size.source, size_key(size)
            # What ended long ago tells nothing that could be judged.
            if len(use.times) and now - int(use.times[-1]) <= CURRENT:
                given[place] = size_advice(size, now, asked.months, size_text(size), self._new_id)
            judges[place] = partial(size_judged, use=use, now=now)
        try:
            advise(self._store, given, judges, self._unread)
            return past_advice(self._store, now, may_be_seen(self._records), self._unread)
        except MainstayError as failure:
            self._give_up(failure)
            return ()

    def _give_up(self, failure: MainstayError) -> None:
        self._store = None
        text = f"The ledger is left out: {visible(failure.what, 300)}."
        mend = failure.mend or "look whether the store is well: mainstay store check"
        self._notices.append(Notice("ledger-unused", text, Weight.LIMIT, mend))
