"""How often what changed before a moment is found, and the event at which a level changed, and what is told of nothing."""

from collections.abc import Sequence

import numpy as np

from benchmarks.cause_worlds import SEASONS, SLOTS, Stretch, case_of
from mainstay.analysis.causes.before import changed_before
from mainstay.analysis.causes.innovations import moves_of
from mainstay.analysis.causes.ranking import HOUR, Looked, explain
from mainstay.analysis.forecasting.levels import Vector
from mainstay.domain.anomaly import Happening
from mainstay.domain.signal import Signal

HEIGHTS = (0, 6, 12, 25)
"""Times the standard deviation of its hourly moves that a level is raised by; 0: by nothing."""
_FIRST, _LAST, _EVENTS, _LEAD = 150, 320, 5, 5
_TARGET = Signal("bench", "target", "bench", "target", "column", "target")


def moments(
    stretches: Sequence[Stretch], cases: int, decoys: int, half: int
) -> dict[str, dict[str, list[float]]]:
    """Print how many of so many cases were told and were right, for each height."""
    found: dict[str, dict[str, list[float]]] = {"before a moment": {}, "at an event": {}}
    for height in HEIGHTS:
        chance = np.random.default_rng(5_000 + 100 * half + height)
        scores = {name: [0.0, 0.0, float(cases)] for name in found}
        for number in range(cases):
            target = stretches[number % len(stretches)]
            for name, (told, right) in (
                ("before a moment", _before(target, stretches, height, decoys, chance)),
                ("at an event", _event(target.levels, height, chance)),
            ):
                scores[name][0] += told
                scores[name][1] += right
        for name, score in scores.items():
            found[name][str(height)] = score
            print(f"{name:24}{height:>10}{score[0]:>7.0f}{score[1]:>7.0f}", flush=True)
    return found


def _raised(levels: Vector, at: int, height: float) -> Vector:
    made = levels.copy()
    made[at:] += height * float(moves_of(levels[None], SEASONS).changes.std())
    return made


def _before(
    target: Stretch, stretches: Sequence[Stretch], height: int, decoys: int, chance: np.random.Generator
) -> tuple[bool, bool]:
    case = case_of(target, stretches, 0, decoys, chance)
    rows, driver = case.candidates.copy(), int(chance.integers(0, len(case.candidates)))
    began, lead = int(chance.integers(_FIRST, _LAST)), int(chance.integers(0, _LEAD))
    rows[driver] = _raised(rows[driver], began - lead, height)
    signals = [Signal("bench", str(at), "bench", str(at), "column") for at in range(len(rows))]
    causes = changed_before(Looked(_TARGET, case.target, signals, rows, 0, HOUR), began * HOUR).causes
    first = causes[0].signal if causes else None
    return bool(causes), height > 0 and first is not None and first.key == str(driver)


def _event(levels: Vector, height: int, chance: np.random.Generator) -> tuple[bool, bool]:
    at = int(chance.integers(60, SLOTS - 66))
    others = chance.integers(30, SLOTS - 36, _EVENTS - 1).tolist()
    happenings = [Happening(slot * HOUR, "bench", "an event") for slot in {at, *others}]
    looked = Looked(_TARGET, _raised(levels, at, height), [], np.empty((0, SLOTS)), 0, HOUR)
    causes = explain(looked, happenings).causes
    return bool(causes), height > 0 and bool(causes) and causes[0].at == at * HOUR
