"""From the tables about forecasts to their records; each raises ValueError with one sentence on what is wrong."""

from mainstay.config.operator.collecting_reading import collecting
from mainstay.config.operator.computing_reading import computing
from mainstay.config.operator.forecast_setting import (
    ForecastEvents,
    ForecastSeries,
    ForecastsSetting,
    Slo,
    night_at,
)
from mainstay.config.operator.forecast_tables import (
    DateTable,
    ForecastEventsTable,
    ForecastSeriesTable,
    ForecastsTable,
    SloTable,
)
from mainstay.config.operator.spans import minutes_of_day, moment
from mainstay.config.operator.zones import known_zone
from mainstay.domain.dated_end import DatedEnd

_NEVER = "never"
_SOURCE = "given in the operator's file"


def forecasts(row: ForecastsTable) -> ForecastsSetting:
    """Give what is forecast beside what is found by itself."""
    for key in ("series", "slos"):
        names = [one.name for one in getattr(row, key)]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} stands twice in {key}")
    zone = known_zone(row.zone)
    night = None if row.at == _NEVER else night_at(minutes_of_day(row.at), zone)
    return ForecastsSetting(
        tuple(map(_series, row.series)),
        tuple(map(_slo, row.slos)),
        collecting(row.collecting),
        night,
        tuple(map(_events, row.events)),
        tuple(map(_date, row.dates)),
        computing(row.computing),
    )


def _series(row: ForecastSeriesTable) -> ForecastSeries:
    if not row.query.strip():
        raise ValueError(f"the query of {row.name} is empty")
    return ForecastSeries(
        row.name, row.query, row.server, row.limit, row.side, row.unit, row.sort, row.subject
    )


def _date(row: DateTable) -> DatedEnd:
    at = moment(row.at, last=True)
    if at <= 0:
        raise ValueError(f"{row.what} has no date after 1970")
    return DatedEnd(row.what, row.subject, at - 1, row.kind, _SOURCE)


def _events(row: ForecastEventsTable) -> ForecastEvents:
    if not row.query.strip():
        raise ValueError("the query of events is empty")
    return ForecastEvents(row.query, row.subject, row.server)


def _slo(row: SloTable) -> Slo:
    if row.limit <= 0:
        raise ValueError(f"the limit of {row.name} is not above 0")
    if not 0 < row.quantile < 1:
        raise ValueError(f"the quantile of {row.name} is not between 0 and 1")
    return Slo(row.name, row.limit, row.sort, row.quantile, row.subjects, dict(row.labels))
