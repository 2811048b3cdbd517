"""The next hours of those series whose band touches their limit within a week, or of all where hours are asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mainstay.adapters.clock import SystemClock
from mainstay.adapters.statistics.statsforecast_models import StatisticalModels
from mainstay.analysis.forecasting.listing import urgency
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.errors import RunFailed
from mainstay.domain.forecast import COVER, Forecast, Verdict
from mainstay.domain.notice import Notice
from mainstay.domain.short_term import LONGEST
from mainstay.flows.foretelling_hours import SECONDS, foretell_hours
from mainstay.ports.seasonal_models import SeasonalModels

MOST = 1_000
"""Series whose hours are told, the most urgent first."""
ALL_SECONDS = 60.0
"""Seconds after which a library of models is not asked any more in one command: our own take milliseconds."""
_NEVER = {Verdict.MUTED, Verdict.UNUSABLE}

Kept = Mapping[tuple[str, str], Hours]
"""Hourly levels by source and key."""


def with_next_hours(
    made: Sequence[Forecast], kept: Kept, hours: int, clock: SystemClock, notices: list[Notice]
) -> list[Forecast]:
    """Give forecasts, some of them with their next hours: `hours`, or a week of hours where that is 0.

    What could not be told is added to `notices`.
    """
    wanted = sorted((one for one in made if _key(one) in kept and _is_wanted(one, hours)), key=urgency)
    if len(wanted) > MOST and hours:
        text = f"The hours of the {MOST} most urgent series are told, and not those of {len(wanted) - MOST} others."
        notices.append(Notice("hours-left-out", text, count=len(wanted) - MOST))
    library = _library(notices if hours else []) if wanted else None
    begun = clock.elapsed()
    told: dict[tuple[str, str], Forecast] = {}
    for one in wanted[:MOST]:
        seconds = min(SECONDS, ALL_SECONDS - (clock.elapsed() - begun))
        found = foretell_hours(kept[_key(one)], hours or LONGEST, clock, library, one.signal.limit, seconds)
        if found is not None:
            told[_key(one)] = replace(one, next_hours=found)
    return [told.get(_key(one), one) for one in made]


def _key(one: Forecast) -> tuple[str, str]:
    return one.signal.source, one.signal.key


def _is_wanted(one: Forecast, hours: int) -> bool:
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
