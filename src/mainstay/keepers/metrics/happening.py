"""When something was done, as a metrics server knows it: each change of a value that the operator's file names is an event."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np

from mainstay.config.operator.forecast_setting import ForecastEvents
from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Samples
from mainstay.ports.http import never
from mainstay.ports.metrics_store import MetricsStore
from mainstay.present.visible import visible

MOST: Final = 200
"""Events of one query that count, the latest ones."""


def happened(
    store: MetricsStore,
    events: Sequence[ForecastEvents],
    start: int,
    end: int,
    step: int,
    *,
    first: bool,
    stopped: Callable[[], bool] = never,
) -> tuple[Mapping[str, tuple[int, ...]], tuple[Notice, ...]]:
    """Give the moments of events by their subject ("" for all), from `start` to `end`, and what could not be asked.

    The `first` server is asked what names no server. Points are looked at each `step` seconds; the moment is that of the first
    point with another value, so that it is late by at most a step. Raises EvidenceMissing once it is stopped.
    """
    found: dict[str, set[int]] = {}
    notices = []
    for one in events:
        if one.server != store.name and (one.server or not first):
            continue
        try:
            told = store.samples(one.query, start, end, step, stopped=stopped)
        except (EvidenceMissing, UsageError) as failure:
            if stopped():
                raise
            notices.append(_unread(store.name, one, failure))
            continue
        moments = sorted({moment for series in told for moment in changes(series.samples)})[-MOST:]
        found.setdefault(one.subject, set()).update(moments)
    return {subject: tuple(sorted(moments)) for subject, moments in found.items()}, tuple(notices)


def changes(samples: Samples) -> list[int]:
    """Give the moments at which the value is another one than at the point before."""
    other = np.flatnonzero(samples.values[1:] != samples.values[:-1]) + 1
    return [int(moment) for moment in samples.times[other]]


def _unread(server: str, one: ForecastEvents, failure: EvidenceMissing | UsageError) -> Notice:
    of = visible(one.subject, 100) or "all"
    return Notice(
        "metrics-events-unread",
        f"{visible(server, 100)} did not tell the events of {of}: {visible(failure.what, 300)}.",
        Weight.LIMIT,
        failure.mend or "mend its query among the events of forecasts in mainstay-server.yaml",
        examples=(visible(one.query, 200),),
    )
