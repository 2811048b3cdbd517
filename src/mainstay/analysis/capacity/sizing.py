"""Which size fits what a container uses: by its busy hours, its highest use, its starts, and when it was killed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.domain.capacity import Fit, Resource, Sizing

HOUR: Final = 3_600
DAY: Final = 86_400
LEAST_DAYS: Final = 14
"""Days of use without which no size is advised."""
IDLE_DAYS: Final = 28
CPU_ROOM: Final = 1.2
"""By so much the CPU's busy hours are multiplied."""
MEMORY_ROOM: Final = 1.1
"""By so much at least the highest use of memory is multiplied."""
_MOST_ROOM: Final = 2.0
_SEEN_FIRST: Final = 72
"""Hours after which it is seen how far the use went beyond what it had been."""
KILLED_ROOM: Final = 1.2
"""By so much the limit is multiplied at which it was killed for want of memory."""
FLOORS: Final = {Resource.CPU: 0.01, Resource.MEMORY: 32 * 2.0**20}
"""What is given at least: a hundredth of a core, 32 MiB."""
STARTING: Final = 15 * 60
"""Seconds after a start that count as starting."""
_WORTH: Final = 0.2
"""A size that would be less than so much smaller is left as it is."""
_THROTTLED: Final = 0.05
"""With a larger share of time held back nothing is made smaller."""
_COVERED: Final = 0.5
"""The share of hours that must be there."""


@dataclass(frozen=True, slots=True)
class Use:
    """The highest use of each hour of one resource of a workload, of the one container that used most, and what it is given.

    `times` are the first seconds of the hours, since 1970. `starts` are moments, `killed_at` the largest limit at which it was
    killed for want of memory, 0 for never. `scaled` says that a number of copies follows the use.
    """

    source: str
    subject: str
    resource: Resource
    given: float
    times: NDArray[np.int64]
    values: NDArray[np.float64]
    starts: Sequence[int] = ()
    killed_at: float = 0.0
    throttled: float = 0.0
    copies: int = 1
    scaled: bool = False


def sized(use: Use, price: float | None = None) -> Sizing:
    """Tell how what is given fits what is used, and which size would; `price` is that of a unit for a month."""
    good = np.isfinite(use.values) & (use.values >= 0)
    times, values = use.times[good], use.values[good]
    days = len(np.unique(times // DAY))
    why = _unfit(use, times, days)
    if why:
        return Sizing(use.source, use.subject, use.resource, Fit.LEFT_OUT, use.given, days, reason=why)
    starting = _while_starting(times, use.starts)
    start_up = float(values[starting].max()) if starting.any() else 0.0
    usual, highest = busy(values), float(values.max())
    wanted = right_size(use.resource, values, start_up, use.killed_at)
    least = FLOORS[use.resource]
    advised, floor = max(wanted, least), wanted < least
    fit, reason = _fit(use, advised, highest, days)
    if fit is Fit.FITS:
        return Sizing(
            use.source,
            use.subject,
            use.resource,
            fit,
            use.given,
            days,
            usual,
            highest,
            start_up,
            use.killed_at,
            use.throttled,
            use.copies,
            reason=reason,
        )
    saved = None if price is None else (use.given - advised) * price * use.copies
    return Sizing(
        use.source,
        use.subject,
        use.resource,
        fit,
        use.given,
        days,
        usual,
        highest,
        start_up,
        use.killed_at,
        use.throttled,
        use.copies,
        advised,
        floor,
        saved,
        reason,
    )


def right_size(
    resource: Resource, values: NDArray[np.float64], start_up: float = 0.0, killed_at: float = 0.0
) -> float:
    """Give the size that fits the highest uses of hours.

    `values` are in the order of time. CPU that runs short is slow, so its busy hours decide, but what a start takes is left to
    it. Memory that runs short kills, so its highest use decides, with the room that the past itself would have needed; and
    what was once too little is never advised again.
    """
    if resource is Resource.CPU:
        return max(CPU_ROOM * busy(values), start_up)
    return max(memory_room(values) * float(values.max()), KILLED_ROOM * killed_at)


def memory_room(values: NDArray[np.float64]) -> float:
    """Give by how much the highest use is multiplied: the most that it ever went beyond what it had been before.

    What is seen more never makes the room less.
    """
    if len(values) <= _SEEN_FIRST:
        return MEMORY_ROOM
    before = np.maximum.accumulate(values)[_SEEN_FIRST - 1 : -1]
    after = np.maximum.accumulate(values[::-1])[::-1][_SEEN_FIRST:]
    some = before > 0
    beyond = float((after[some] / before[some]).max(initial=0.0))
    return min(max(MEMORY_ROOM, beyond), _MOST_ROOM)


def busy(values: NDArray[np.float64]) -> float:
    """Give the 95th percentile of the busy hours: of those that use more than the median."""
    return float(np.quantile(values[values >= np.median(values)], 0.95))


def _unfit(use: Use, times: NDArray[np.int64], days: int) -> str:
    if not (math.isfinite(use.given) and use.given > 0):
        return "nothing says how much it is given"
    if not len(times):
        return "it has no use that is a number"
    if use.scaled:
        return "its copies are scaled by its use: another size would change what it is scaled by"
    if days < LEAST_DAYS:
        return f"{days} of {LEAST_DAYS} days are there"
    span = int(times.max() - times.min()) // HOUR + 1
    if len(np.unique(times // HOUR)) < _COVERED * span:
        return "it was seen in less than half of the hours"
    return ""


def _while_starting(times: NDArray[np.int64], starts: Sequence[int]) -> NDArray[np.bool_]:
    """Tell which hours hold some of the first minutes after a start."""
    if not len(starts):
        return np.zeros(len(times), dtype=np.bool_)
    begun = np.sort(np.asarray(starts, dtype=np.int64))
    # The last start before the end of each hour: within it, or so shortly before that it still goes on.
    place = np.searchsorted(begun, times + HOUR, side="left") - 1
    return np.asarray((place >= 0) & (begun[np.maximum(place, 0)] + STARTING > times))


def _fit(use: Use, advised: float, highest: float, days: int) -> tuple[Fit, str]:
    if use.resource is Resource.MEMORY and use.killed_at >= use.given:
        return Fit.TOO_SMALL, "it was killed for want of memory"
    if use.throttled > _THROTTLED:
        if advised <= use.given:
            return Fit.FITS, "its CPU is held back at times, so that it is not made smaller"
        return Fit.TOO_SMALL, "its CPU is held back"
    if advised > use.given:
        # Room that is merely smaller than wanted is no reason to change anything.
        tight = highest > use.given if use.resource is Resource.CPU else highest * 1.05 > use.given
        return (Fit.TOO_SMALL, "it uses all that it is given") if tight else (Fit.FITS, "")
    if advised > use.given * (1 - _WORTH):
        return Fit.FITS, ""
    if days >= IDLE_DAYS and highest <= FLOORS[use.resource]:
        return Fit.IDLE, "hardly anything was used for four weeks: ask whether it is needed"
    return Fit.OVER, ""
