"""Made-up series with a rhythm of days, and what may happen to them."""

import numpy as np

from mainstay.analysis.anomalies.telling import Looked, look_at
from mainstay.analysis.rollups.points import Points, usable
from mainstay.domain.anomaly import Anomaly, Happening
from mainstay.domain.signal import Limit, Samples, Signal

DAY = 86_400
STEP = 300
BEGAN = 20_000 * DAY
A_DAY = DAY // STEP
REQUESTS = Signal("prometheus", "requests", "service:web", "requests of /dashboard", "traffic", "1/s")


def days(count: int, seed: int = 1, noise: float = 5.0, step: int = STEP) -> Samples:
    """Give so many days of a series that goes up and down around 200 each day, a point each five minutes."""
    times = BEGAN + np.arange(count * DAY // step, dtype=np.int64) * step
    wave = 200 + 80 * np.sin(2 * np.pi * (times % DAY) / DAY)
    return Samples(times, wave + noise * np.random.default_rng(seed).standard_normal(len(times)))


def points(samples: Samples) -> Points:
    return usable(samples, 0, 1 << 60)


def signal(limit: Limit | None = None, key: str = "requests") -> Signal:
    return Signal("prometheus", key, "service:web", "requests of /dashboard", "traffic", "1/s", limit=limit)


def found(
    samples: Samples, since: int | None = None, happenings: tuple[Happening, ...] = (), end: int | None = None
) -> list[Anomaly]:
    """Give what is told of a series, of its last day where no other moment is named."""
    looked = Looked()
    ends = int(samples.times.max()) if end is None else end
    look_at(looked, REQUESTS, samples, ends - DAY if since is None else since, ends, happenings)
    return looked.anomalies
