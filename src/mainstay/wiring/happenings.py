"""When something was done to subjects: what Mainstay carried out, and what metrics servers know of others' deploys."""

from collections.abc import Iterable, Mapping, Sequence

from mainstay.analysis.forecasting.days import DAY
from mainstay.config.operator.forecast_setting import ForecastEvents
from mainstay.domain.notice import Notice
from mainstay.keepers.metrics.happening import happened
from mainstay.ports.metrics_store import MetricsStore

_STEP = 3_600
_HISTORY = 84


def all_events(
    servers: Iterable[MetricsStore],
    setting: Sequence[ForecastEvents],
    carried_out: Mapping[str, Sequence[int]],
    now: int,
    history: int = _HISTORY,
    step: int = _STEP,
) -> tuple[Mapping[str, Sequence[int]], tuple[Notice, ...]]:
    """Give all moments of the last `history` days by subject ("" for all), and what could not be asked.

    Of the servers the first is asked for the events that name none; a moment of theirs is late by at most `step` seconds.
    """
    found: dict[str, set[int]] = {subject: set(moments) for subject, moments in carried_out.items()}
    notices: list[Notice] = []
    end = now - now % step
    for place, server in enumerate(servers):
        if not setting:
            break
        told, unread = happened(server, setting, end - history * DAY, end, step, first=place == 0)
        notices += unread
        for subject, moments in told.items():
            found.setdefault(subject, set()).update(moments)
    return {subject: tuple(sorted(moments)) for subject, moments in found.items()}, tuple(notices)
