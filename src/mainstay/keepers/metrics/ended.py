"""When the series of a metrics server ended, of which none has a point any more."""

from collections.abc import Callable, Sequence
from typing import Final

from mainstay.domain.errors import EvidenceMissing, UsageError
from mainstay.keepers.metrics.families import Family
from mainstay.ports.metrics_store import MetricsStore

YEAR: Final = 364 * 86_400
"""Seconds that are looked back."""
_STEP: Final = 3_600
_ASKED: Final = 5
"""Families that are asked for; each costs the server a question about a year."""


def last_point(
    store: MetricsStore, families: Sequence[Family], now: int, seconds: float, stopped: Callable[[], bool]
) -> int:
    """Give when, to the hour, the last point of the first families was (seconds since 1970), 0 where there was none in a year.

    Each question may take so many `seconds`. One that is not answered tells nothing. Raises EvidenceMissing once it is stopped.
    """
    end = now - now % _STEP
    last = 0
    for family in families[:_ASKED]:
        try:
            told = store.samples(f"count({family.query})", end - YEAR, end, _STEP, seconds, stopped)
        except (EvidenceMissing, UsageError):
            if stopped():
                raise
            continue
        last = max(last, *(int(one.samples.times[-1]) for one in told), 0)
    return last
