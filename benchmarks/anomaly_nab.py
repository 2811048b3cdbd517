"""NAB's files, and its published way of scoring what a detector says of their points.

The scoring is that of the Numenta Anomaly Benchmark 1.1 (Lavin and Ahmad 2015, "Evaluating real-time anomaly detection
algorithms"): of each labelled window the earliest detection counts, by a sigmoid of its place in the window; each detection
outside costs, the less the nearer it follows a window; a window that was missed costs. The first 15 % of a file, at most 750
points, are there to be learnt from. 0 is who detects nothing, 100 who detects the first point of each window and nothing else.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mainstay.adapters.tables.csv_files import CsvFiles
from mainstay.domain.errors import UsageError

WINDOWS: Final = "anomaly_windows.json"
_PROBATION: Final = 0.15
_LONGEST: Final = 5_000
_FAR: Final = 3.0
_STEEP: Final = 5.0

Vector = NDArray[np.float64]
Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Profile:
    """What a window that is missed and a detection outside of all cost, where one that is found brings 1."""

    name: str
    missed: float
    false: float


STANDARD: Final = Profile("standard", 1.0, 0.11)
PROFILES: Final = (STANDARD, Profile("reward low FP", 1.0, 0.22), Profile("reward low FN", 2.0, 0.11))


@dataclass(frozen=True, slots=True)
class Labelled:
    """One file: its points as they stand there, and its labelled windows as first and last row."""

    name: str
    times: NDArray[np.int64]
    values: Vector
    windows: tuple[tuple[int, int], ...]

    @property
    def probation(self) -> int:
        """Give how many rows are there to be learnt from."""
        return probation(len(self.times))

    @property
    def days(self) -> float:
        """Give the days that are judged."""
        return float(self.times[-1] - self.times[self.probation]) / 86_400


@dataclass(frozen=True, slots=True)
class Score:
    """What a detector reaches: in NAB's points of 100, with the threshold from which it detects."""

    points: float
    threshold: float


@dataclass(slots=True)
class _Tally:
    surprises: list[Vector] = field(default_factory=list)
    worths: list[Vector] = field(default_factory=list)
    windows: list[Rows] = field(default_factory=list)
    labelled: int = 0


def labelled(folder: Path) -> list[Labelled]:
    """Read NAB's files of a folder, by name, with the windows in its `anomaly_windows.json`. Raises UsageError where that is
    none.
    """
    try:
        windows = json.loads((folder / WINDOWS).read_text())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no labelled series are there: {error}", where=str(folder), mend="name NAB's folder with --data"
        ) from error
    found = []
    for name in sorted(windows):
        ((_, samples),) = CsvFiles().read(folder / name, name).series
        times = np.asarray(samples.times, dtype=np.int64)
        ends = [[int(_second(moment)) for moment in one] for one in windows[name]]
        rows = tuple(
            (int(np.flatnonzero(times == first)[0]), int(np.flatnonzero(times == last)[0]))
            for first, last in ends
        )
        found.append(Labelled(name, times, np.asarray(samples.values, dtype=np.float64), rows))
    return found


def probation(rows: int) -> int:
    """Give how many of so many rows are there to be learnt from."""
    return int(min(math.floor(_PROBATION * rows), _PROBATION * _LONGEST))


def sigmoid(place: Vector) -> Vector:
    """Give what a detection is worth by its place: -1 is the first point of a window, 0 its end, 1 a window's length after
    it.
    """
    return np.where(place > _FAR, -1.0, 2 / (1 + np.exp(_STEEP * np.minimum(place, _FAR))) - 1)


def worths(rows: int, windows: Iterable[tuple[int, int]], profile: Profile) -> tuple[Vector, Rows]:
    """Give what a detection at each row is worth, and in which window (counted from 0, by time) it is, -1 for none."""
    worth, within = np.full(rows, -1.0), np.full(rows, -1, dtype=np.intp)
    place = np.arange(rows)
    for number, (first, last) in enumerate(sorted(windows)):
        length = last - first + 1
        inside = slice(first, last + 1)
        worth[inside] = sigmoid(-(last - place[inside] + 1) / length)
        within[inside] = number
        worth[last + 1 :] = sigmoid((place[last + 1 :] - last) / max(length - 1, 1))
    best = float(sigmoid(np.array(-1.0)))
    return np.where(within >= 0, worth / best, worth * profile.false), within


def scored(
    files: Sequence[Labelled],
    surprises: Mapping[str, Vector],
    profile: Profile = STANDARD,
    threshold: float | None = None,
) -> Score:
    """Score what a detector says of files. Without a `threshold` it is the one that scores highest, as NAB chooses it."""
    tally = _tallied(files, surprises, profile)
    levels, totals = _totals(tally, profile)
    nothing = -profile.missed * tally.labelled
    if threshold is None:
        at = int(totals.argmax()) if len(totals) else 0
        chosen, threshold = (float(totals[at]), float(levels[at])) if len(totals) else (nothing, math.inf)
        if chosen < nothing:
            chosen, threshold = nothing, math.inf
    else:
        detected = int(np.count_nonzero(levels >= threshold))
        chosen = float(totals[detected - 1]) if detected else nothing
    best = tally.labelled - nothing
    return Score(100 * (chosen - nothing) / best if best else 0.0, threshold)


def raw(
    rows: int, windows: Sequence[tuple[int, int]], detected: Sequence[int], profile: Profile = STANDARD
) -> float:
    """Give NAB's own score of one file, before it is set beside who detects nothing, from the rows that were detected."""
    surprise = np.zeros(rows)
    surprise[np.array(detected, dtype=np.intp)] = 1.0
    file = Labelled("", np.arange(rows), surprise, tuple(windows))
    tally = _tallied([file], {"": surprise}, profile)
    levels, totals = _totals(tally, profile)
    return float(totals[0]) if len(levels) and levels[0] == 1.0 else -profile.missed * tally.labelled


def _tallied(files: Sequence[Labelled], surprises: Mapping[str, Vector], profile: Profile) -> _Tally:
    tally = _Tally()
    for file in files:
        worth, within = worths(len(file.times), file.windows, profile)
        judged = slice(file.probation, None)
        tally.surprises.append(surprises[file.name][judged])
        tally.worths.append(worth[judged])
        tally.windows.append(np.where(within >= 0, within + tally.labelled, -1)[judged])
        tally.labelled += len(file.windows)
    return tally


def _totals(tally: _Tally, profile: Profile) -> tuple[Vector, Vector]:
    """Give each threshold, the highest first, with what is scored by detecting from it on."""
    surprise, worth, window = (
        np.concatenate(part) for part in (tally.surprises, tally.worths, tally.windows)
    )
    order = np.argsort(-surprise, kind="stable")
    surprise, worth, window = surprise[order], worth[order], window[order]
    gained = np.where(window < 0, worth, 0.0)
    best: dict[int, float] = {}
    for place in np.flatnonzero(window >= 0).tolist():
        before = best.get(int(window[place]), -profile.missed)
        if worth[place] > before:
            gained[place] = worth[place] - before
            best[int(window[place])] = float(worth[place])
    ends = np.append(surprise[1:] != surprise[:-1], True)
    return surprise[ends], (np.cumsum(gained) - profile.missed * tally.labelled)[ends]


def _second(moment: str) -> np.int64:
    return np.datetime64(moment.partition(".")[0].replace(" ", "T"), "s").astype(np.int64)
