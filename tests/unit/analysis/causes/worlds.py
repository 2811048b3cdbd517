"""Series for tests of causes: walks that know nothing of each other, and one that another drives."""

from collections.abc import Sequence

import numpy as np

from mainstay.analysis.causes.ranking import HOUR, Looked
from mainstay.analysis.forecasting.levels import Matrix, Vector
from mainstay.domain.signal import Signal

SLOTS = 500


def signal(name: str, subject: str = "host:a", unit: str = "1") -> Signal:
    return Signal("main", name, subject, name, "column", unit)


def walks(count: int, seed: int = 1, slots: int = SLOTS) -> Matrix:
    return np.random.default_rng(seed).normal(size=(count, slots)).cumsum(axis=1)


def later(row: Vector, lag: int) -> Vector:
    return np.concatenate([np.full(lag, row[0]), row[: len(row) - lag]])


def looked(target: Vector, rows: Matrix, names: Sequence[str] = (), step: int = HOUR) -> Looked:
    names = names or [f"c{at}" for at in range(len(rows))]
    return Looked(signal("target", unit="B"), target, [signal(name) for name in names], rows, 0, step)
