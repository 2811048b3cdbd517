"""Anomalies put together: series are read, looked at, set beside what was done, and held against the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.analysis.anomalies.telling import Looked, listed, look_at, look_at_levels
from mainstay.analysis.anomalies.usual import DAY
from mainstay.analysis.rollups.levels import blocks_of, levels
from mainstay.domain.anomalies_asked import AnomaliesAsked
from mainstay.domain.anomaly import Anomaly, AnomalyKind, AnomalyList, Happening
from mainstay.domain.errors import EvidenceMissing, MainstayError
from mainstay.domain.forecast import CURRENT
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Samples, Signal
from mainstay.flows.entering import carried_out
from mainstay.flows.learning_of_anomalies import Waiting, enter, judge, muted_kinds, waiting
from mainstay.flows.taking_in import stretches, unreadable
from mainstay.ports.metrics_store import MetricsStore
from mainstay.ports.store import Store
from mainstay.present.anomaly_words import sentence
from mainstay.present.times import day
from mainstay.present.visible import visible
from mainstay.wiring.acting import metrics_server
from mainstay.wiring.gathering import Read, given_servers, of_file, of_server
from mainstay.wiring.happenings import all_events
from mainstay.wiring.host_series import host_points
from mainstay.wiring.record_keeping import Records

_AT_ONCE = 2_000
_LOOK = "look whether the server is well"
_RUN, _EVENT = "a run of Mainstay", "an event"


def anomalies(asked: AnomaliesAsked, records: Records) -> AnomalyList:
    """Tell what was unusual of what is asked for, by what the ledger says of each kind, and enter it; see `cli.doors`.

    A ledger that cannot be used is told and keeps nobody from the anomalies. Raises UsageError where a file cannot be read or
    an address is none, EvidenceMissing where no server of all that are asked gives anything and there is nothing else.
    """
    if asked.kept:
        return kept_anomalies(asked, records)
    clock = SystemClock()
    now = clock.now()
    series = ForecastAsked(
        asked.servers,
        asked.files,
        asked.limits,
        asked.history,
        subject=asked.subject,
        host=asked.host,
        points=asked.points,
    )
    servers: list[MetricsStore] = [*given_servers(asked.servers, records)]
    if not asked.servers and not asked.files and not asked.host:
        servers = [
            metrics_server(one, records.operator, records.outside, PrometheusStore)
            for one in records.operator.metrics
        ]
    notices: list[Notice] = []
    looked, sources = Looked(), [store.name for store in servers]
    with ExitStack() as stack:
        ledger = _Ledger(records, stack, clock) if asked.ledger else None
        events, unread = all_events(
            servers, records.operator.forecasts.events, {}, now, -(-asked.since // DAY) + 7, asked.step
        )
        notices += unread
        done = _Done(events, ledger.carried_out if ledger else {})
        look = _Looking(looked, asked.since, done, ledger, now)
        _of_servers(servers, series, asked, records, look, notices)
        for name in asked.files:
            sources.append(name)
            reads = list(of_file(Path(name), series, notices))
            end = max((int(one.times.max()) for _, one in reads if len(one.times)), default=now)
            # What a file tells ends with its last point, however long ago that is.
            look.at(reads, min(end, now))
            if now - end > CURRENT:
                notices.append(_long_ago(name, end))
        if asked.host or not sources:
            own = host_points(records, series, now)
            sources.append(own.name)
            notices += own.notices
            look.at(own.series, now)
        notices = [_of_anomalies(one) for one in notices]
        end = look.end or now
        found = listed(looked, end - asked.since, end, sources, (), ledger.muted if ledger else None)
        if ledger is not None:
            ledger.enter(look.current)
        return replace(found, notices=tuple(notices) if ledger is None else (*notices, *ledger.failed))


def kept_anomalies(asked: AnomaliesAsked, records: Records) -> AnomalyList:
    """Tell what changed of the daily levels that the store keeps, without asking anybody, and enter it; see `cli.doors`.

    Raises EvidenceMissing where it keeps none, as nobody took any in.
    """
    clock = SystemClock()
    now = clock.now()
    until = now // DAY
    since = until - asked.history
    looked, faults, sources = Looked(), dict[str, str](), dict[str, None]()
    with ExitStack() as stack:
        store = stack.enter_context(records.store(make=False))
        ledger = _Ledger(records, stack, clock) if asked.ledger else None
        done = _Done({}, ledger.carried_out if ledger else carried_out(store, now))
        for portion in levels(stretches(store, blocks_of(since, until), at_once=_AT_ONCE), since, until):
            signals = [one.signal for one in portion.series]
            happenings = [done.to(one.subject) for one in signals]
            look_at_levels(looked, signals, portion.levels, since * DAY, now - asked.since, happenings)
            sources |= dict.fromkeys(one.source for one in signals)
            faults |= {f"{one.source}: {one.key}": one.text for one in portion.unreadable}
            if ledger is not None:
                noons = np.arange(since, until, dtype=np.int64) * DAY + DAY // 2
                for signal, days in zip(signals, portion.levels, strict=True):
                    judge(ledger.left, signal, Samples(noons, days), now, done.touched)
        if not looked.series:
            raise EvidenceMissing(
                "the store keeps no series yet", where="--kept", mend="take them in first: mainstay nightly"
            )
        notices = [unreadable(faults)] if faults else []
        found = listed(looked, now - asked.since, now, tuple(sources), (), ledger.muted if ledger else None)
        if ledger is not None:
            ledger.enter(looked.anomalies)
            notices += ledger.failed
        return replace(found, notices=tuple(notices))


class _Done:
    """What was done to subjects, by servers' events and by runs."""

    def __init__(self, events: Mapping[str, Sequence[int]], runs: Mapping[str, Sequence[int]]) -> None:
        self._all = [
            Happening(moment, subject, what)
            for what, known in ((_EVENT, events), (_RUN, runs))
            for subject, moments in known.items()
            for moment in moments
        ]

    def to(self, subject: str) -> list[Happening]:
        return [one for one in self._all if one.subject in {"", subject}]

    def touched(self, subject: str, since: int, until: int) -> bool:
        return any(since < one.at <= until for one in self.to(subject))


class _Ledger:
    """The ledger as far as it can be used; what fails is told, once, and keeps nobody from anomalies."""

    def __init__(self, records: Records, stack: ExitStack, clock: SystemClock) -> None:
        self.muted: Mapping[AnomalyKind, str] = {}
        self.carried_out: Mapping[str, Sequence[int]] = {}
        self.left = Waiting()
        self.failed: list[Notice] = []
        self._now, self._new_id = clock.now(), TimeIds(clock).new
        self._store: Store | None = None
        try:
            self._store = stack.enter_context(records.store())
            self.muted = muted_kinds(self._store)
            self.carried_out = carried_out(self._store, self._now)
            self.left = waiting(self._store, self._now)
        except MainstayError as failure:
            self._give_up(failure)

    def enter(self, found: Sequence[Anomaly]) -> None:
        if self._store is None:
            return
        now = self._now
        try:
            enter(
                self._store, found, self.left, now, self._new_id, lambda one: sentence(one, now), self.muted
            )
        except MainstayError as failure:
            self._give_up(failure)

    def _give_up(self, failure: MainstayError) -> None:
        self._store = None
        text = f"The ledger is left out: {visible(failure.what, 300)}."
        mend = failure.mend or "look whether the store is well: mainstay store check"
        self.failed.append(Notice("ledger-unused", text, Weight.LIMIT, mend))


class _Looking:
    """Looks at series one after the other, and judges what is due of them."""

    def __init__(self, looked: Looked, since: int, done: _Done, ledger: _Ledger | None, now: int) -> None:
        self.current: list[Anomaly] = []
        """What is of now: what ended long ago enters no ledger."""
        self.end = 0
        """When what was looked at ends."""
        self._looked, self._since, self._done, self._ledger, self._now = looked, since, done, ledger, now

    def at(self, reads: Sequence[Read] | Iterator[Read], end: int) -> None:
        """Look at series that end at a moment."""
        before = len(self._looked.anomalies)
        self.end = max(self.end, end)
        for signal, samples in reads:
            self._one(signal, samples, end)
        if self._now - end <= CURRENT:
            self.current += self._looked.anomalies[before:]

    def _one(self, signal: Signal, samples: Samples, end: int) -> None:
        look_at(self._looked, signal, samples, end - self._since, end, self._done.to(signal.subject))
        if self._ledger is not None:
            judge(self._ledger.left, signal, samples, self._now, self._done.touched)


def _of_servers(
    servers: Sequence[MetricsStore],
    series: ForecastAsked,
    asked: AnomaliesAsked,
    records: Records,
    look: _Looking,
    notices: list[Notice],
) -> None:
    clock = SystemClock()
    now = clock.now()
    failures: list[EvidenceMissing] = []
    setting = records.operator.forecasts
    for place, store in enumerate(servers):
        try:
            reads = of_server(store, setting, series, now, clock, notices, first=place == 0, step=asked.step)
            look.at(((one.signal, samples) for one, samples in reads), now - now % asked.step)
        except EvidenceMissing as failure:
            failures.append(failure)
            text = f"{visible(store.name, 100)} could not be asked: {visible(failure.what, 300)}."
            notices.append(Notice("server-unasked", text, Weight.LIMIT, failure.mend or _LOOK))
    if failures and len(failures) == len(servers) and not asked.files and not asked.host:
        raise failures[0]


def _long_ago(name: str, end: int) -> Notice:
    text = f"{visible(Path(name).name, 200)} ends on {day(end)}: what was unusual then is told, and does not enter the ledger."
    return Notice("ended-long-ago", text, Weight.LIMIT, "give what is newer")


def _of_anomalies(one: Notice) -> Notice:
    """Say of rates that they are looked at: nothing is forecast here."""
    if one.code != "taken-as-rates":
        return one
    return replace(one, text=one.text.replace("are forecast", "are looked at"))
