"""Forecasts as a list, the most urgent first, with all series counted."""

from collections import Counter
from collections.abc import Iterable, Sequence

from mainstay.domain.forecast import SCHEMA, Forecast, ForecastList, Verdict
from mainstay.domain.notice import Notice

ORDER = (
    Verdict.CROSSED,
    Verdict.CROSSES,
    Verdict.MAY_CROSS,
    Verdict.MUTED,
    Verdict.STAYS,
    Verdict.NO_LIMIT,
    Verdict.TOO_SHORT,
    Verdict.UNUSABLE,
)


def urgency(one: Forecast) -> tuple[int, float]:
    """Give by what forecasts are sorted: what is beyond its limit, what passes it soonest, what passes it likeliest."""
    return ORDER.index(one.verdict), one.at or -(one.chances[-1] if one.chances else 0.0)


def listed(
    forecasts: Iterable[Forecast], now: int, sources: Sequence[str] = (), notices: Sequence[Notice] = ()
) -> ForecastList:
    """Give forecasts of some sources, with what of them could not be read."""
    found = tuple(sorted(forecasts, key=urgency))
    counted = Counter(one.verdict for one in found)
    counts = {verdict: counted[verdict] for verdict in ORDER if counted[verdict]}
    return ForecastList(SCHEMA, now, tuple(sources), counts, found, tuple(notices))
