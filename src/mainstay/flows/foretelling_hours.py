"""Foretelling the next hours of single series: our own models beside those of a library, within so many seconds for each."""

from collections.abc import Mapping
from functools import partial
from typing import Final

from mainstay.analysis.short_term.hours import Hours
from mainstay.analysis.short_term.models import OWN, Model
from mainstay.analysis.short_term.telling import tell
from mainstay.domain.short_term import ShortTerm
from mainstay.domain.signal import Limit, Values
from mainstay.ports.clock import Clock
from mainstay.ports.seasonal_models import NotFitted, SeasonalModels

SECONDS: Final = 20.0
"""Seconds after which no other model of a library is begun for one series; one of 8 weeks takes 2 to 4 for all."""


def models_with(
    library: SeasonalModels | None, clock: Clock, seconds: float = SECONDS
) -> Mapping[str, Model]:
    """Give our own models, which take milliseconds, and behind them those of a library where there is one.

    The library is not asked any more once so many seconds are over.
    """
    if library is None:
        return OWN
    begun = clock.elapsed()

    def ask(name: str, past: Values, hours: int) -> Values:
        if clock.elapsed() - begun > seconds:
            raise NotFitted("there was no time for it")
        return library.ahead(name, past, hours)

    return {**OWN, **{name: partial(ask, name) for name in library.names}}


def foretell_hours(
    given: Hours,
    hours: int,
    clock: Clock,
    library: SeasonalModels | None = None,
    limit: Limit | None = None,
    seconds: float = SECONDS,
    widened: float = 1.0,
) -> ShortTerm | None:
    """Foretell the next `hours` of a series, its band `widened` by so much; None where there is too little of it."""
    return tell(given, hours, models_with(library, clock, seconds), limit, widened)
