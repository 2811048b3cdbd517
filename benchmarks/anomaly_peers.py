"""Detectors to be measured beside: the simple ones that dashboards have, and what NAB published of others."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.anomaly_nab import Labelled
from mainstay.domain.errors import UsageError

_WINDOW: Final = 6_400
"""The window of NAB's own windowed Gaussian."""
_KEPT: Final = 0.9
_LEAST: Final = 1e-9
_BESIDE: Final = ("null", "random")

Vector = NDArray[np.float64]


def _before(values: Vector, window: int) -> tuple[Vector, Vector]:
    """Give mean and standard deviation of so many values before each one; of the first, nothing is known."""
    place = np.arange(len(values))
    first = np.maximum(place - window, 0)
    count = np.maximum(place - first, 1)
    centred = values - values[0]
    sums, squares = (np.concatenate([[0.0], np.cumsum(one)]) for one in (centred, centred**2))
    mean = (sums[place] - sums[first]) / count
    variance = np.maximum((squares[place] - squares[first]) / count - mean**2, 0.0)
    return mean + values[0], np.sqrt(variance)


def _scaled(distance: Vector, spread: Vector) -> Vector:
    return np.where(spread > _LEAST, np.abs(distance) / np.maximum(spread, _LEAST), 0.0)


def gaussian(file: Labelled) -> Vector:
    """Tell by how many standard deviations of the 6,400 points before it each point lies from their mean."""
    mean, spread = _before(file.values, _WINDOW)
    return _scaled(file.values - mean, spread)


def three_sigma(file: Labelled) -> Vector:
    """Tell by how many standard deviations each point lies from the mean of the points that are there to be learnt from."""
    learnt = file.values[: max(file.probation, 2)]
    return _scaled(file.values - learnt.mean(), np.full(len(file.values), learnt.std()))


def ewma(file: Labelled) -> Vector:
    """Tell by how many of its usual errors each point lies from the exponentially weighted mean of those before it."""
    level, errors = float(file.values[0]), np.zeros(len(file.values))
    for place, value in enumerate(file.values.tolist()):
        errors[place] = value - level
        level = _KEPT * level + (1 - _KEPT) * value
    return _scaled(errors, _before(errors, _WINDOW)[1])


def seasonal_naive(file: Labelled) -> Vector:
    """Tell by how many of its usual errors each point differs from the one a day before it."""
    step = float(np.median(np.diff(file.times)))
    day = max(1, round(86_400 / step))
    errors = np.zeros(len(file.values))
    errors[day:] = file.values[day:] - file.values[:-day]
    return _scaled(errors, _before(errors, _WINDOW)[1])


SIMPLE: Final[Mapping[str, Callable[[Labelled], Vector]]] = {
    "Gaussian of 6,400 points": gaussian,
    "mean and sigma of the first points": three_sigma,
    "EWMA": ewma,
    "seasonal naive (a day)": seasonal_naive,
}


def published(folder: Path, files: Sequence[Labelled]) -> dict[str, dict[str, Vector]]:
    """Read what NAB's `results` folder says of these files, for each detector that is there with all of them.

    Raises UsageError where no detector is.
    """
    found: dict[str, dict[str, Vector]] = {}
    for place in sorted(folder.iterdir()) if folder.is_dir() else ():
        if place.name in _BESIDE or not place.is_dir():
            continue
        paths = {file.name: _result(place, file.name) for file in files}
        if all(path.is_file() for path in paths.values()):
            found[place.name] = {
                file.name: _anomaly_scores(paths[file.name], len(file.times)) for file in files
            }
    if not found:
        raise UsageError(
            "no published results are there", where=str(folder), mend="name NAB's `results` folder"
        )
    return found


def _result(detector: Path, name: str) -> Path:
    sort, _, file = name.partition("__")
    return detector / sort / f"{detector.name}_{file}"


def _anomaly_scores(path: Path, rows: int) -> Vector:
    with path.open(newline="") as lines:
        found = np.array([float(row["anomaly_score"]) for row in csv.DictReader(lines)])
    if len(found) != rows:
        raise UsageError(
            "the results are of another file", where=str(path), mend="take data and results of one NAB"
        )
    return found
