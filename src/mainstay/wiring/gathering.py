"""The series that a forecast is asked of: read from metrics servers and files, and made to daily levels."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.http.client import HttpClient
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.adapters.prometheus.server import Access
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.adapters.secrets.looking_up import LocalSecrets
from mainstay.adapters.tables.csv_files import CsvFiles
from mainstay.adapters.tables.parquet_files import ParquetFiles
from mainstay.analysis.forecasting.days import DAY, Days, days_of
from mainstay.analysis.forecasting.limiting import is_supposed, limited
from mainstay.analysis.forecasting.rates import as_rate, counts_up, rates_of
from mainstay.analysis.short_term.hours import Hours, hours_of
from mainstay.config.operator.acting_setting import MetricsSetting
from mainstay.config.operator.forecast_setting import ForecastsSetting
from mainstay.domain.address import Address, address_in
from mainstay.domain.dated_end import DatedEnd
from mainstay.domain.errors import EvidenceMissing, MainstayError, UsageError
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Samples, Signal
from mainstay.keepers.metrics.finding import find
from mainstay.keepers.metrics.found import Found
from mainstay.keepers.metrics.notices import without_past
from mainstay.keepers.metrics.reading import batches
from mainstay.ports.metrics_store import MetricsStore
from mainstay.ports.progress import Progress
from mainstay.ports.tables import Tables
from mainstay.present.numbers import plural
from mainstay.present.visible import visible
from mainstay.wiring.acting import metrics_address, metrics_server
from mainstay.wiring.host_series import host_series
from mainstay.wiring.record_keeping import Records

_STEP = 3_600
_PARQUET = {".parquet", ".pq"}
_LOOK = "look whether the server is well"

Read = tuple[Signal, Samples]
Place = tuple[str, str]
"""A source, and the key of a series in it."""


@dataclass(frozen=True, slots=True)
class Group:
    """Series that are foretold together, from the moment `now` on (seconds since 1970)."""

    now: int
    series: Sequence[tuple[Signal, Days]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All series that were asked for, in groups, their sources, what could not be read, the servers, and known dates.

    `supposed` are the sources and keys of those that were given another limit than their own.
    """

    groups: tuple[Group, ...]
    sources: tuple[str, ...]
    notices: list[Notice] = field(default_factory=list)
    servers: tuple[MetricsStore, ...] = ()
    supposed: frozenset[Place] = frozenset()
    ends: list[DatedEnd] = field(default_factory=list)
    hours: Mapping[Place, Hours] = field(default_factory=dict)


MOST_HOURLY = 10_000
"""Series whose hours are kept beside their days: eight weeks of each take 11 kB."""


MOST_BESIDE = 500
"""Series without a limit whose hours are kept beside those."""


class _Hourly:
    """Keeps the hours of series that have a limit, or of all where hours are asked for; the first that come.

    Of those without a limit it keeps some in any case, for they may drive the others.
    """

    def __init__(self, now: int, *, every: bool) -> None:
        self.found: dict[Place, Hours] = {}
        self._now, self._every, self._beside = now, every, 0

    def days(self, signal: Signal, samples: Samples) -> tuple[Signal, Days]:
        """Give the daily levels of a series, and keep its hours."""
        meant = self._every or signal.limit is not None
        if meant or self._beside < MOST_BESIDE:
            self._beside += not meant
        else:
            return signal, days_of(samples, self._now)
        if len(self.found) < MOST_HOURLY:
            self.found[signal.source, signal.key] = hours_of(samples, self._now)
        return signal, days_of(samples, self._now)


def gather(asked: ForecastAsked, records: Records, now: int, progress: Progress) -> Gathered:
    """Read the servers, files and repositories that are asked for, else the servers of the operator's file, else this host.

    Raises UsageError where a file cannot be read or an address is none, EvidenceMissing where no server of all that are asked
    gives anything and there is nothing else.
    """
    clock = SystemClock()
    operator = records.operator
    servers: list[MetricsStore] = [*given_servers(asked.servers, records)]
    alone = not asked.files and not asked.repositories
    if not servers and alone:
        servers = [
            metrics_server(one, operator, records.outside, PrometheusStore) for one in operator.metrics
        ]
    notices: list[Notice] = []
    supposed: set[Place] = set()
    found: list[tuple[Signal, Days]] = []
    hourly = _Hourly(now, every=bool(asked.hours))
    sources = [*(store.name for store in servers), *asked.files, *asked.repositories]
    named = asked.servers or asked.files or asked.repositories
    # Who has this host collected wants to hear of it, also where there are servers.
    if asked.host or not sources or (operator.forecasts.collecting.by_workers and not named):
        own = host_series(records, asked, now)
        found += own.series
        notices += own.notices
        supposed |= own.supposed
        sources.append(own.name)
    failures: list[EvidenceMissing] = []
    for at, store in enumerate(servers):
        progress.stage(f"Asking {store.name}")
        try:
            for one, samples in of_server(
                store, operator.forecasts, asked, now, clock, notices, first=at == 0
            ):
                found.append(hourly.days(one.signal, samples))
                supposed |= {(one.signal.source, one.signal.key)} if one.supposed else set()
        except EvidenceMissing as failure:
            failures.append(failure)
            text = f"{visible(store.name, 100)} could not be asked: {visible(failure.what, 300)}."
            notices.append(Notice("server-unasked", text, Weight.LIMIT, failure.mend or _LOOK))
    if failures and len(failures) == len(servers) and not found and alone:
        raise failures[0]
    groups = [Group(now, found)] if found else []
    for name in asked.files:
        progress.stage(f"Reading {Path(name).name}")
        series = [hourly.days(signal, samples) for signal, samples in of_file(Path(name), asked, notices)]
        # What a file tells is foretold from where the file ends on, however long ago that is.
        groups.append(Group(max((days.until for _, days in series), default=now), series))
    ends: list[DatedEnd] = []
    if asked.repositories:
        # Few forecasts are of code, and what reads it is slow to load.
        from mainstay.wiring.repository_series import series_of_repositories

        for some in series_of_repositories(asked, now, notices, ends, progress):
            told = [(limited(signal, asked.limits), days) for signal, days in some]
            pairs = zip(some, told, strict=True)
            supposed |= {(new.source, new.key) for (old, _), (new, _) in pairs if is_supposed(old, new)}
            groups.append(Group(now, told))
    known = frozenset(supposed)
    return Gathered(tuple(groups), tuple(sources), notices, tuple(servers), known, ends, hourly.found)


def given_servers(texts: Iterable[str], records: Records) -> Iterator[MetricsStore]:
    """Give the servers at some addresses, each once; one that the operator's file names is known by its name there.

    By another name all its series would enter the ledger a second time.
    """
    addresses = {address.base: address for address in map(_address, texts)}
    named = _named(records) if addresses else {}
    for base, address in addresses.items():
        setting = named.get(base)
        if setting is None:
            secrets = LocalSecrets(records.environment, LocalProcesses())
            yield PrometheusStore(base.shown, address, HttpClient(plain=(address.host,)), secrets)
            continue
        server = metrics_server(setting, records.operator, records.outside, PrometheusStore)
        # Whoever names the address means this machine, also without encryption; but no secret goes there because of it.
        is_open = server.access == Access()
        yield replace(server, http=HttpClient(plain=(address.host,))) if is_open else server


def _address(text: str) -> Address:
    try:
        return address_in(text)
    except ValueError as error:
        raise UsageError(
            f"the address of a metrics server cannot be used: {error}",
            where="--prometheus",
            mend="give it as http://HOST:PORT",
        ) from error


def _named(records: Records) -> Mapping[Address, MetricsSetting]:
    """Give the servers of the operator's file by their addresses, but those whose address cannot be looked up."""
    found: dict[Address, MetricsSetting] = {}
    for one in records.operator.metrics:
        with suppress(MainstayError):
            found.setdefault(metrics_address(one, records.outside).base, one)
    return found


def of_server(
    store: MetricsStore,
    setting: ForecastsSetting,
    asked: ForecastAsked,
    now: int,
    clock: SystemClock,
    notices: list[Notice],
    *,
    first: bool,
    step: int = _STEP,
) -> Iterator[tuple[Found, Samples]]:
    """Give what of a server nears a limit, with a point each `step` seconds, an expression at a time.

    What could not be read is added to the notices. Raises EvidenceMissing where the server does not answer.
    """
    finding = find(store, now, setting, clock=clock, first=first, limits=asked.limits)
    notices += finding.notices
    end = now - now % step
    empty: list[Found] = []
    for batch in batches(store, finding.found, end - asked.history * DAY, end, step, clock=clock):
        if batch.notice is not None:
            notices.append(batch.notice)
        else:
            empty += batch.missing
        yield from batch.read
    notices += without_past(store.name, empty)


def of_file(path: Path, asked: ForecastAsked, notices: list[Notice]) -> Iterator[Read]:
    """Give the series of a table, of those that only count up their rates. Raises UsageError where it cannot be read."""
    reader: Tables = ParquetFiles() if path.suffix.lower() in _PARQUET else CsvFiles()
    table = reader.read(path, asked.subject or f"file:{visible(path.name)}")
    notices += table.notices
    rates = 0
    for signal, samples in table.series:
        if counts_up(signal, samples):
            rates += 1
            yield limited(as_rate(signal), asked.limits), rates_of(samples)
        else:
            yield limited(signal, asked.limits), samples
    if rates:
        text = f"{plural(rates, 'series', 'series')} of {visible(path.name, 200)} only count up: their rates are forecast."
        notices.append(Notice("taken-as-rates", text, count=rates))
