"""How good forecasts of the next 48 hours are: each model alone, and what is chosen for each series.

    python -m benchmarks.short --data FOLDER [--series 60] [--json FILE]

FOLDER holds Hourly-train.csv and Hourly-test.csv of the M4 competition: 414 series of 700 to 960 hours, and the 48 after them.
What is a matter of choice (lags, weights, margins, how far bands are widened) was chosen on every second series, the first,
third and so on; the others judge, and both halves are printed. MASE is the mean error over the mean change from a day before.
Seconds are those of a processor for one forecast; the choice takes six of each model.
"""

import argparse
import csv
import json
import math
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring import Failed
from benchmarks.table import machine
from mainstay.adapters.clock import SystemClock
from mainstay.adapters.statistics.statsforecast_models import StatisticalModels
from mainstay.analysis.forecasting.levels import Vector
from mainstay.analysis.short_term.bands import half_widths
from mainstay.analysis.short_term.choosing import choose
from mainstay.analysis.short_term.hours import MOST_WEEKS
from mainstay.analysis.short_term.models import DAY, OWN, PROFILE, WEEK, Model
from mainstay.analysis.short_term.trying import Trials, try_out
from mainstay.flows.foretelling_hours import models_with

AHEAD = 48
REACH = 0.85
_ALL, _OWN = "chosen for each", "chosen, without the library"
HALVES = ("chosen on", "judged on")


@dataclass(frozen=True, slots=True)
class Scored:
    """What one method came to on one series: its MASE, and the share of hours that lay in its band.

    It is `behind` when it was worse than the profile of the week in the trials by which it was chosen.
    """

    error: float
    covered: float
    behind: bool = False


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print a table for each half, and say whether what is to be reached is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, required=True, help="a folder with the files of M4")
    parser.add_argument("--series", type=int, default=60, help="so many of each half, evenly chosen")
    parser.add_argument("--own", action="store_true", help="leave the library out")
    parser.add_argument("--json", type=Path, help="also write what each method came to on each series")
    asked = parser.parse_args(given)
    past, came = (_rows(asked.data / f"Hourly-{name}.csv") for name in ("train", "test"))
    models = models_with(None if asked.own else StatisticalModels(), SystemClock(), math.inf)
    print(f"Forecasts of {AHEAD} hours; {machine()}", flush=True)
    kept: dict[str, dict[str, list[float]]] = {}
    for half, name in enumerate(HALVES):
        places = _evenly(range(half, len(past), 2), asked.series)
        clock = _Clock(models)
        scores: dict[str, list[Scored]] = defaultdict(list)
        for place in places:
            for method, score in _scores(past[place], came[place], clock.timed):
                scores[method].append(score)
        _table(f"{name} ({len(places)} series)", scores, clock.each())
        print(f"\n{_beside(scores)}", flush=True)
        kept[name] = {method: [one.error for one in found] for method, found in scores.items()}
    reached = float(np.median(kept[HALVES[-1]][_ALL])) <= REACH
    print(f"\nmedian MASE <= {REACH} on the half that judges: {'reached' if reached else 'not reached'}")
    if asked.json:
        asked.json.write_text(json.dumps(kept))
    return 0 if reached else 1


def _beside(scores: Mapping[str, Sequence[Scored]]) -> str:
    """Tell of how many series what is chosen was worse than the profile of the week: in its trials, and after them."""
    chosen, profile = scores[_ALL], scores[PROFILE]
    after = sum(one.error > other.error for one, other in zip(chosen, profile, strict=True))
    return (
        f"worse than the profile of the week: {sum(one.behind for one in chosen)} of {len(chosen)} series in the trials, "
        f"{after} on the {AHEAD} hours after them"
    )


def _rows(path: Path) -> list[Vector]:
    try:
        with path.open(newline="") as file:
            rows = list(csv.reader(file))[1:]
    except OSError as error:
        raise Failed(f"{path} cannot be read: {error}") from error
    return [np.array([float(cell) for cell in row[1:] if cell not in {"", "NA"}]) for row in rows]


def _evenly(places: range, most: int) -> list[int]:
    count = min(most, len(places))
    return [places[at] for at in np.linspace(0, len(places) - 1, count).astype(int)]


class _Clock:
    """Counts the seconds and the forecasts of each model."""

    def __init__(self, models: Mapping[str, Model]) -> None:
        self._seconds: dict[str, float] = defaultdict(float)
        self._calls: dict[str, int] = defaultdict(int)
        self.timed = {name: self._of(name, model) for name, model in models.items()}

    def each(self) -> dict[str, float]:
        return {name: self._seconds[name] / count for name, count in self._calls.items()}

    def _of(self, name: str, model: Model) -> Model:
        def timed(past: Vector, hours: int) -> Vector | None:
            begun = time.process_time()
            try:
                return model(past, hours)
            finally:
                self._seconds[name] += time.process_time() - begun
                self._calls[name] += 1

        return timed


def _scores(past: Vector, came: Vector, models: Mapping[str, Model]) -> Iterator[tuple[str, Scored]]:
    past = past[-MOST_WEEKS * WEEK :]
    trials = try_out(past, AHEAD, models)
    scale = float(np.abs(past[DAY:] - past[:-DAY]).mean())
    for name in models:
        # A model that failed once tells nothing, and is as bad as the profile that stands for it then.
        told = trials.told.get(name, trials.told[PROFILE])
        yield name, _scored(told.ahead, came, trials.came - told.tried, scale)
    own = replace(trials, told={name: told for name, told in trials.told.items() if name in OWN})
    for name, part in ((_OWN, own), (_ALL, trials)):
        yield name, _chosen(part, came, scale)


def _chosen(trials: Trials, came: Vector, scale: float) -> Scored:
    found = choose(trials)
    if found is None:
        raise Failed("no model told anything")
    behind = found.error is not None and found.profile is not None and found.error > found.profile
    return replace(_scored(found.ahead, came, found.left, scale), behind=behind)


def _scored(ahead: Vector, came: Vector, left: NDArray[np.float64], scale: float) -> Scored:
    off = np.abs(ahead - came)
    covered = float((off <= half_widths(left)).mean()) if len(left) else np.nan
    return Scored(float(off.mean()) / scale, covered)


def _table(title: str, scores: Mapping[str, Sequence[Scored]], each: Mapping[str, float]) -> None:
    print(f"\n| {title} | median MASE | mean MASE | band of 80 % covers | s a forecast |")
    print("| :-- | --: | --: | --: | --: |")
    for method, found in scores.items():
        errors = [one.error for one in found]
        covered = np.nanmean([one.covered for one in found]) * 100
        spent = f"{each[method]:.4f}" if method in each else ""
        print(
            f"| {method} | {np.median(errors):.3f} | {np.mean(errors):.3f} | {covered:.0f} % | {spent} |",
            flush=True,
        )


if __name__ == "__main__":
    raise SystemExit(main())
