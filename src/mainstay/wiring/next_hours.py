"""The next hours of those series whose band touches their limit within a week, or of all where hours are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.statistics.statsforecast_models import StatisticalModels
from mainstay.analysis.forecasting.listing import urgency
from mainstay.analysis.ledger.issuing_hours import by_hours, widened_by
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.errors import RunFailed
from mainstay.domain.forecast import COVER, Forecast, Verdict
from mainstay.domain.ledger_case import Standing
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.short_term import LONGEST
from mainstay.flows.foretelling_hours import SECONDS, foretell_hours
from mainstay.ports.seasonal_models import SeasonalModels
from mainstay.present.numbers import plural
from mainstay.present.visible import visible

MOST = 1_000
"""Series whose hours are told, the most urgent first."""
ALL_SECONDS = 60.0
"""Seconds after which a library of models is not asked any more in one command: our own take milliseconds."""
_NEVER = {Verdict.MUTED, Verdict.UNUSABLE}

Kept = Mapping[tuple[str, str], Hours]
"""Hourly levels by source and key."""


def with_next_hours(
    made: Sequence[Forecast],
    kept: Kept,
    hours: int,
    clock: SystemClock,
    notices: list[Notice],
    said: Mapping[str, Standing] = MappingProxyType({}),
) -> list[Forecast]:
    """Give forecasts, some of them with their next hours: `hours`, or a week of hours where that is 0.

    Bands are as wide as the ledger `said` of the class by hours. What could not be told is added to `notices`.
    """
    wanted = sorted((one for one in made if place_of(one) in kept and is_wanted(one, hours)), key=urgency)
    if len(wanted) > MOST and hours:
        text = f"The hours of the {MOST} most urgent series are told, and not those of {len(wanted) - MOST} others."
        notices.append(Notice("hours-left-out", text, count=len(wanted) - MOST))
    library = _library(notices if hours else []) if wanted else None
    begun = clock.elapsed()
    told: dict[tuple[str, str], Forecast] = {}
    short = 0
    for one in wanted[:MOST]:
        seconds = min(SECONDS, ALL_SECONDS - (clock.elapsed() - begun))
        wide = widened_by(said.get(by_hours(one.signal.sort)), hours or LONGEST)
        found = foretell_hours(
            kept[place_of(one)], hours or LONGEST, clock, library, one.signal.limit, seconds, wide
        )
        if found is None:
            short += 1
        else:
            told[place_of(one)] = replace(one, next_hours=found)
    if short:
        text = f"The hours of {plural(short, 'series', 'series')} are not told: they are less than two weeks, or half are gaps."
        notices.append(Notice("hours-too-few", text, count=short))
    return [told.get(place_of(one), one) for one in made]


def place_of(one: Forecast) -> tuple[str, str]:
    """Give the source of a series, and its key there."""
    return one.signal.source, one.signal.key


def without_muted_hours(
    made: Sequence[Forecast], said: Mapping[str, Standing], notices: list[Notice]
) -> list[Forecast]:
    """Give forecasts as people are told them: without the hours of a class that was wrong too often, which is told."""
    muted = {
        sort: known.record.muted
        for sort in {one.signal.sort for one in made if one.next_hours is not None}
        if (known := said.get(by_hours(sort))) is not None and known.record.muted
    }
    for sort, why in sorted(muted.items()):
        text = f"The hours of series of the class {visible(sort, 40)} are not told: {why}."
        notices.append(Notice("hours-muted", text, Weight.LIMIT, "mainstay ledger"))
    return [replace(one, next_hours=None) if one.signal.sort in muted else one for one in made]


def is_wanted(one: Forecast, hours: int = 0) -> bool:
    """Tell whether the hours of a series are told: where so many are asked for, or its limit is near."""
    if one.verdict in _NEVER:
        return False
    # The first of the chances is that within a week: from there on the edge of the band touches the limit.
    return bool(hours) or (bool(one.chances) and one.chances[0] >= (1 - COVER) / 2)


def _library(notices: list[Notice]) -> SeasonalModels | None:
    try:
        return StatisticalModels()
    except RunFailed as failure:
        text = "Our own models alone tell the next hours: statsforecast is not installed."
        notices.append(Notice("no-seasonal-models", text, mend=failure.mend))
        return None
