"""Error budgets put together: servers are asked for events, what is spent is forecast and enters the ledger."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.budgets.course import with_course
from mainstay.analysis.budgets.recorded import recorded
from mainstay.analysis.budgets.spending import SORT, as_series, spent
from mainstay.analysis.budgets.standing import budget, listed, with_forecast
from mainstay.analysis.forecasting.days import Days, days_of
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.analysis.forecasting.listing import listed as listed_forecasts
from mainstay.analysis.ledger.believing import believed
from mainstay.domain.budget import Budget, BudgetList, BudgetState, Objective
from mainstay.domain.budgets_asked import BudgetsAsked
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.forecast import Forecast
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Signal
from mainstay.keepers.budgets.asking import events
from mainstay.ports.metrics_store import MetricsStore
from mainstay.present.numbers import plural
from mainstay.present.visible import visible
from mainstay.wiring.acting import metrics_server
from mainstay.wiring.forecasting import Ledger
from mainstay.wiring.gathering import given_servers
from mainstay.wiring.record_keeping import Records

_EXAMPLES = 5
_LOOK = "look whether the server is well"
_HAS_COURSE = {BudgetState.UNUSABLE, BudgetState.NO_TRAFFIC}


@dataclass(frozen=True, slots=True)
class _Followed:
    """What is followed of an objective: what is spent day by day, and its events hour by hour."""

    objective: Objective
    signal: Signal
    days: Days
    hours: Counts


def budgets(asked: BudgetsAsked, records: Records) -> BudgetList:
    """Tell how objectives stand; see `cli.doors`. A ledger that cannot be used is told and keeps nobody from them."""
    clock = SystemClock()
    now = clock.now()
    notices: list[Notice] = []
    given = _objectives(asked, records)
    servers = _servers(asked, records, needed=bool(given))
    objectives = [*given, *_recorded(servers, {one.name for one in given}, notices)]
    if not objectives:
        raise UsageError(
            "there is no objective",
            where="slos of the operator's file, rules of Sloth and Pyrra on the servers",
            mend="give one: --slo 'shop=99.9% errors_total / requests_total in 30d', or write slos into mainstay-server.yaml",
        )
    made: list[Budget] = []
    series: dict[str, _Followed] = {}
    failures: list[EvidenceMissing] = []
    for one in objectives:
        store = _of(one, servers)
        try:
            seen = events(store, one, now)
        except EvidenceMissing as failure:
            failures.append(failure)
            text = f"{visible(one.name, 100)} could not be asked of {visible(store.name, 100)}: {visible(failure.what, 300)}."
            notices.append(Notice("server-unasked", text, Weight.LIMIT, failure.mend or _LOOK))
            continue
        found = spent(seen.hours, one)
        standing = budget(one, now, seen.fine, seen.hours, found)
        made.append(standing)
        if standing.state not in _HAS_COURSE and standing.spent is not None:
            signal, samples = as_series(found, one, store.name)
            series[one.name] = _Followed(one, signal, days_of(samples, now), seen.hours)
    if failures and not made:
        raise failures[0]
    told = _foretold(asked, records, series, now, clock, notices)
    made = [
        with_forecast(one, told[one.objective.name]) if one.objective.name in told else one for one in made
    ]
    return listed(made, now, [store.name for store in servers], notices)


def _foretold(
    asked: BudgetsAsked,
    records: Records,
    series: Mapping[str, "_Followed"],
    now: int,
    clock: SystemClock,
    notices: list[Notice],
) -> Mapping[str, Forecast]:
    """Forecast what is spent, by what the ledger says of budgets, and enter it."""
    given = list(series.values())
    if not given:
        return {}
    with ExitStack() as stack:
        ledger = Ledger(records, stack, notices, clock) if asked.ledger else None
        said = ledger.said if ledger else {}
        factors = said[SORT].factors if SORT in said else {}
        made = [
            with_course(one, its.hours, its.objective, factors)
            for one, its in zip(
                forecasts([(its.signal, its.days) for its in given], now, standings=said), given, strict=True
            )
        ]
        if ledger is not None:
            ledger.enter([(one, its.days) for one, its in zip(made, given, strict=True)], now)
        told = listed_forecasts(list(map(believed, made)), now, ())
        if ledger is not None:
            # What was foretold of them before is told of the subjects of one's teams.
            remembered = ledger.with_past(told)
            notices += remembered.notices[len(notices) :]
            told = remembered
    by_key = {(one.signal.source, one.signal.key): one for one in told.forecasts}
    return {name: by_key[its.signal.source, its.signal.key] for name, its in series.items()}


def _objectives(asked: BudgetsAsked, records: Records) -> Sequence[Objective]:
    given = {one.name: one for one in asked.objectives}
    if len(given) < len(asked.objectives):
        raise UsageError("two objectives have one name", where="--slo", mend="give each its own")
    return [*given.values(), *(one for one in records.operator.slos if one.name not in given)]


def _recorded(servers: Sequence[MetricsStore], known: set[str], notices: list[Notice]) -> Iterator[Objective]:
    """Give what the rules of servers state beside what is `known`. Raises EvidenceMissing where the only server gives none."""
    for store in servers:
        try:
            found = recorded(store.recordings(), store.rules(), store.name)
        except EvidenceMissing as failure:
            if not known and len(servers) == 1:
                raise
            text = f"The rules of {visible(store.name, 100)} could not be asked for: {visible(failure.what, 300)}."
            notices.append(Notice("rules-unasked", text, Weight.LIMIT, failure.mend or _LOOK))
            continue
        for one in found.objectives:
            if one.name not in known:
                known.add(one.name)
                yield one
        unusable = {name: why for name, why in found.unusable.items() if name not in known}
        if unusable:
            shown = [f"{name} ({why})" for name, why in sorted(unusable.items())[:_EXAMPLES]]
            text = (
                f"{plural(len(unusable), 'objective')} of the rules of {visible(store.name, 100)} cannot be told: "
                f"{'; '.join(shown)}{'; ...' if len(unusable) > _EXAMPLES else ''}."
            )
            mend = "give it with --slo, or write it into slos of the operator's file"
            notices.append(Notice("rules-unusable", text, Weight.LIMIT, mend, len(unusable)))
        if found.left_out:
            text = f"The rules of {visible(store.name, 100)} state {found.left_out} objectives more than are told."
            notices.append(
                Notice(
                    "rules-left-out",
                    text,
                    Weight.LIMIT,
                    "name those that count under slos of the operator's file",
                    found.left_out,
                )
            )


def _servers(asked: BudgetsAsked, records: Records, *, needed: bool) -> Sequence[MetricsStore]:
    found: list[MetricsStore] = [*given_servers(asked.servers, records)]
    if not found:
        found = [
            metrics_server(one, records.operator, records.outside, PrometheusStore)
            for one in records.operator.metrics
        ]
    if not found and needed:
        raise UsageError(
            "there is no metrics server to ask",
            where="metrics of the operator's file",
            mend="give one with --prometheus URL, or name servers in mainstay-server.yaml",
        )
    return found


def _of(one: Objective, servers: Sequence[MetricsStore]) -> MetricsStore:
    if not one.server:
        return servers[0]
    for store in servers:
        if store.name == one.server:
            return store
    raise UsageError(
        f"there is no metrics server {visible(one.server, 100)}",
        where=f"slos: {visible(one.name, 100)}",
        mend="name one of those under metrics, or leave server out for the first",
    )
