"""Stretches of real series, and targets with a driver that was planted in them, for the benchmark of causes."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from benchmarks.measuring import Failed
from mainstay.analysis.causes.innovations import moves_of
from mainstay.analysis.causes.ranking import HOUR
from mainstay.analysis.forecasting.levels import Matrix, Vector, filled
from mainstay.analysis.short_term.hours import MOST_WEEKS, hours_of
from mainstay.domain.signal import Samples

SLOTS = 336
SEASONS = (168, 24)
_MOST_LAG = 12


@dataclass(frozen=True, slots=True)
class Stretch:
    """Two weeks of hours of a file, the `at`-th of it."""

    name: str
    at: int
    levels: Vector


@dataclass(frozen=True, slots=True)
class Case:
    """A target, its candidates, and which of them is the driver and at which lag, -1 for none."""

    target: Vector
    candidates: Matrix
    driver: int
    lag: int


def stretches_of(folder: Path) -> list[Stretch]:
    """Cut all real series of a folder into stretches of hours without long gaps. Raises Failed where there are none."""
    found: list[Stretch] = []
    for path in sorted(folder.glob("real*.csv")):
        with path.open(newline="") as file:
            rows = list(csv.reader(file))[1:]
        times = np.array([_seconds(row[0]) for row in rows], dtype=np.int64)
        values = np.array([float(row[1]) for row in rows])
        for at, levels in enumerate(_cut(times, values)):
            if moves_of(levels[None], SEASONS).usable[0]:
                found.append(Stretch(path.stem, at, levels))
    if not found:
        raise Failed(f"{folder} holds no series of NAB (real*.csv)")
    return found


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def _cut(times: np.ndarray[tuple[int], np.dtype[np.int64]], values: Vector) -> list[Vector]:
    """Give stretches one after the other; hours are read in portions as long as are looked at."""
    found: list[Vector] = []
    span = MOST_WEEKS * 7 * 24 * HOUR
    for begin in range(int(times[0]), int(times[-1]), span):
        part = (times >= begin) & (times < begin + span)
        levels = hours_of(Samples(times[part], values[part]), int(times[-1])).levels
        found += [levels[at : at + SLOTS] for at in range(0, len(levels) - SLOTS + 1, SLOTS)]
    return found


def case_of(
    target: Stretch, others: Sequence[Stretch], strength: float, decoys: int, chance: np.random.Generator
) -> Case:
    """Plant a driver of a strength (0: none) in a target, beside decoys of other files and of other times."""
    fits = [one for one in others if one.name != target.name and _family(one) != _family(target)]
    chosen = [fits[at] for at in chance.permutation(len(fits))[: decoys + 1]]
    lag = int(chance.integers(0, _MOST_LAG + 1))
    rows = filled(np.vstack([one.levels for one in chosen]))
    levels = filled(target.levels[None])[0]
    if not strength:
        return Case(levels, rows, -1, 0)
    driver = int(chance.integers(0, len(chosen)))
    ours, theirs = (float(moves_of(one[None], SEASONS).changes.std()) for one in (levels, rows[driver]))
    moved = np.concatenate([np.full(lag, rows[driver, 0]), rows[driver, : SLOTS - lag]])
    noise = chance.normal(0, ours / 10, SLOTS)
    return Case(levels + strength * ours / theirs * moved + noise, rows, driver, lag)


def _family(one: Stretch) -> tuple[str, int]:
    return one.name.partition("__")[0], one.at
