"""Made-up series for tests: daily levels with a known course."""

import numpy as np

from mainstay.analysis.forecasting.levels import Matrix

DAYS = 84


def world(
    series: int = 60,
    days: int = DAYS,
    *,
    slope: float = 0.0,
    noise: float = 1.0,
    weekend: float = 0.0,
    memory: float = 0.5,
    level: float = 100.0,
    seed: int = 1,
) -> Matrix:
    """Give series that start at `level` and rise by `slope` a day, with noise that remembers the day before, and weekends."""
    chance = np.random.default_rng(seed)
    moves = chance.standard_normal((series, days)) * noise * np.sqrt(1 - memory**2)
    rest = np.zeros((series, days))
    rest[:, 0] = moves[:, 0]
    for day in range(1, days):
        rest[:, day] = memory * rest[:, day - 1] + moves[:, day]
    time = np.arange(days)
    return level + slope * time + rest - weekend * (time % 7 >= 5)
