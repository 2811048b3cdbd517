"""Asks a metrics server what the events of an objective increased by, in fine steps and in hours."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from mainstay.analysis.budgets.burning import REACH, STEP
from mainstay.analysis.budgets.counts import Counts, counts_of
from mainstay.analysis.budgets.spending import DAY, HOUR
from mainstay.analysis.budgets.stating import WINDOW
from mainstay.domain.budget import Objective
from mainstay.domain.signal import Samples
from mainstay.ports.http import never
from mainstay.ports.metrics_store import MetricsStore

PAST: Final = 84
"""Days before the window of which what was spent is looked at, for the forecast."""
_MINUTE: Final = 60
_NOTHING: Final = Samples(np.empty(0, dtype=np.int64), np.empty(0))


@dataclass(frozen=True, slots=True)
class Events:
    """What was counted: in steps of five minutes for three days, and in hours for the window and the past before it."""

    fine: Counts
    hours: Counts


def events(
    store: MetricsStore, one: Objective, now: int, seconds: float = 120.0, stopped: Callable[[], bool] = never
) -> Events:
    """Ask for the events of an objective up to the last whole minute. Raises as `samples` of the store does."""
    end = now - now % _MINUTE

    def over(step: int, reach: int) -> Counts:
        def increases(query: str) -> Samples:
            found = store.samples(expression(query, step), end - reach + step, end, step, seconds, stopped)
            return found[0].samples if found else _NOTHING

        total = increases(one.total)
        part = increases(one.good or one.bad) if total.times.size else _NOTHING
        return counts_of(total, part, end - reach, step, reach // step, part_is_good=bool(one.good))

    return Events(over(STEP, REACH), over(HOUR, (one.days + PAST) * DAY))


def expression(query: str, step: int) -> str:
    """Give the expression for what a query increased by in each step, all its series together.

    The server knows where a counter began anew, which a sum of counters would hide: it is asked for increases, and these are
    summed.
    """
    if WINDOW in query:
        return f"sum({query.replace(WINDOW, f'{step}s')})"
    return f"sum(increase({query}[{step}s]))"
