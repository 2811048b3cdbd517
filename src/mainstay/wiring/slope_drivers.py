"""The likely driver of each series that is told to pass its limit, among the series that are forecast beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from mainstay.analysis.causes.aligning import Series, drivers
from mainstay.analysis.forecasting.listing import urgency
from mainstay.analysis.short_term.hours import Hours
from mainstay.domain.anomaly import Happening
from mainstay.domain.cause import Cause
from mainstay.domain.forecast import Forecast, Verdict

MOST = 10
"""Series whose driver is looked for, the most urgent first; `mainstay why` looks for any."""
CANDIDATES = 500
"""Series that are looked at for each, those of the same subject first."""
LEAST_SHARE = 0.2
"""The part of the slope that a driver explains at the least: what moves it and does not make it grow is no answer here."""
_EVENT, _RUN = "an event", "a run of Mainstay"

Moments = Mapping[str, Sequence[int]]


def with_drivers(
    made: Sequence[Forecast],
    series: Sequence[Series],
    hours: Mapping[tuple[str, str], Hours],
    events: Moments,
    runs: Moments,
) -> list[Forecast]:
    """Give forecasts, the most urgent crossings with their likely driver where there is one.

    `events` are all moments by subject ("" for all), those of `runs` of Mainstay among them.
    """
    wanted = sorted((one for one in made if one.verdict is Verdict.CROSSES and one.grows), key=urgency)[:MOST]
    if not wanted:
        return list(made)
    days = {(signal.source, signal.key): (signal, found) for signal, found in series}
    told: dict[tuple[str, str], Cause] = {}
    for one in wanted:
        place, subject = _key(one), one.signal.subject
        others = sorted(
            (other for other in days if other != place),
            key=lambda key: (days[key][0].subject != subject, key),
        )
        chosen = [days[other] for other in others[:CANDIDATES]]
        known = (*happened(subject, events, runs),)
        found = drivers(days[place], chosen, hours, known)
        first = next(filter(_explains, found.causes), None)
        if first is not None:
            told[place] = first
    return [replace(one, driver=told[_key(one)]) if _key(one) in told else one for one in made]


def happened(subject: str, events: Moments, runs: Moments) -> list[Happening]:
    """Give what was done to a subject, or to all; a moment that is of a run is told as one."""
    own = {(about, moment) for about, moments in runs.items() for moment in moments}
    every = own | {(about, moment) for about, moments in events.items() for moment in moments}
    return [
        Happening(moment, about, _RUN if (about, moment) in own else _EVENT)
        for about, moment in sorted(every)
        if about in {"", subject}
    ]


def _explains(one: Cause) -> bool:
    return one.signal is None or (one.share or 0.0) >= LEAST_SHARE


def _key(one: Forecast) -> tuple[str, str]:
    return one.signal.source, one.signal.key
