"""Nights put together: the servers of the operator's file, the store with its ledger, and what forecasts side by side."""

from dataclasses import replace
from functools import partial

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.ids import TimeIds
from mainstay.adapters.prometheus.store import PrometheusStore
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.domain.computing import Computing
from mainstay.domain.errors import MainstayError, UsageError
from mainstay.domain.night import Night
from mainstay.flows.entering import Terms, carried_out, enter, give_up, known_standings
from mainstay.flows.foretelling_kept import Made
from mainstay.flows.looking_at_forecasts import unreadable_predictions
from mainstay.flows.nightly import NightShift, spend_night
from mainstay.keepers.metrics.source import ServerSeries, UnusableSeries
from mainstay.ports.series_source import SeriesSource
from mainstay.wiring.acting import metrics_server
from mainstay.wiring.happenings import all_events
from mainstay.wiring.record_keeping import Records
from mainstay.wiring.side_by_side import blocks, computing_of
from mainstay.wiring.watched_models import model_series

MOST_A_WEEK = 20_000
"""Series that enter the ledger in a week, beside all dates that are told; of more an even choice does."""


def nightly(records: Records, computing: Computing) -> Night:
    """Spend a night now, by the operator's file; what is asked for of `computing` takes the place of what stands there.

    Raises UsageError where it names neither a metrics server nor a model, or nothing can compute so, MainstayError when
    the store cannot be used.
    """
    if not records.operator.metrics and not records.operator.models:
        raise UsageError(
            "there is no metrics server to take anything in from, and no model",
            where=records.file(),
            mend="name one in the operator's file, under metrics or models",
        )
    clock = SystemClock()
    now, ids = clock.now(), TimeIds(clock)
    blocks_of_series = blocks(computing_of(records).otherwise(computing))
    with records.store() as store, blocks_of_series as side_by_side:
        unread: dict[str, str] = {}
        said = known_standings(store, now, unread)
        taken_from = sources(records, clock)
        asked = [one.store for one in taken_from if isinstance(one, ServerSeries)]
        done = carried_out(store, now)
        events, unasked = all_events(asked, records.operator.forecasts.events, done, now)
        foretell = partial(forecasts, now=now, events=events, standings=said)

        def entered(made: Made, series: int) -> None:
            share = MOST_A_WEEK / max(MOST_A_WEEK, series)
            enter(store, made, now, Terms(said, done, ids.new, unread, share))

        night = spend_night(NightShift(store, clock, taken_from, foretell, entered, side_by_side))
        give_up(store, now, unread)
        return replace(night, notices=(*night.notices, *unasked, *unreadable_predictions(unread)))


def sources(records: Records, clock: SystemClock) -> list[SeriesSource]:
    """Give the metrics servers and models of the operator's file; a server that is unusable stands there with the reason."""
    found: list[SeriesSource] = []
    for place, one in enumerate(records.operator.metrics):
        try:
            store = metrics_server(one, records.operator, records.outside, PrometheusStore)
        except MainstayError as failure:
            found.append(UnusableSeries(one.name, failure))
        else:
            found.append(ServerSeries(store, records.operator.forecasts, clock, first=place == 0))
    return [*found, *model_series(records)]
