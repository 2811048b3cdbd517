"""Series with points that were taken in, as the program keeps them."""

import numpy as np

from mainstay.analysis.rollups.hours import DAY
from mainstay.analysis.rollups.rolling import rolled
from mainstay.analysis.rollups.taking_in import taken_in
from mainstay.domain.rollup import Rollup
from mainstay.domain.signal import Limit, Samples, Side, Signal

BEGAN = 20_000 * DAY
"""When the points of made-up series begin: 4 October 2024."""


def made_signal(key: str, *, source: str = "host", sort: str = "disk", limited: bool = True) -> Signal:
    limit = Limit(1e12, Side.ABOVE, "the filesystem's own size \u00e9") if limited else None
    return Signal(source, key, "host:web1", f"disk used of {key}", sort, "B", {"mount": key, "a": ""}, limit)


def made_samples(begin: int, end: int, every: int = 3_600, height: float = 5e11) -> Samples:
    """Give points that rise by 1 % of their height in a hundred days, with a daily wave."""
    times = np.arange(begin, end, every, dtype=np.int64)
    return Samples(times, height * (1 + (times - BEGAN) / DAY / 1e4 + 0.01 * np.sin(times / DAY * 2 * np.pi)))


def made_rollup(
    key: str, days: float = 60, *, source: str = "host", sort: str = "disk", limited: bool = True
) -> Rollup:
    """Give a series of so many days that nobody kept yet."""
    end = BEGAN + int(days * DAY)
    signal = made_signal(key, source=source, sort=sort, limited=limited)
    made = taken_in(None, signal, rolled(made_samples(BEGAN, end), BEGAN, end, end))
    assert made is not None
    return made
