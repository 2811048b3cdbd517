"""How often a planted driver of a real series is found among real decoys, and how often one is told where none is.

    python -m benchmarks.causes --data FOLDER [--cases 60] [--decoys 30] [--json FILE]

FOLDER holds series of the Numenta Anomaly Benchmark (CSV, timestamp and value). Each is made to hours and cut into stretches of
two weeks. A target is one stretch plus another one, the driver, moved later by 0 to 12 hours and scaled so that its hourly
moves are 0.5, 1 or 2 times as large as the target's own, plus noise of a tenth. Candidates are the driver and decoys: stretches
of other files, and of the target's family of other times. Without a driver all are decoys. Beside it stand the strongest
plain correlation and Granger's test, both with Bonferroni's correction and the same chance. Then levels are raised at a
moment: of a candidate, to be found as what changed before it, and of a target at one of five events.

Files are split in two, with their targets and decoys: what is a matter of choice is chosen on the first, third, ... file; the
others judge.
"""

import argparse
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.cause_moments import moments
from benchmarks.cause_worlds import SLOTS, Case, Stretch, case_of, stretches_of
from benchmarks.measuring import Failed
from benchmarks.table import machine
from mainstay.analysis.causes.ranking import DOUBT, HOUR, Looked, explain
from mainstay.analysis.forecasting.levels import Matrix, Vector
from mainstay.domain.signal import Signal

STRENGTHS = (0.5, 1.0, 2.0)
CLEAR = 1.0
HALVES = ("chosen on", "judged on")
_LAGS, _ORDER = 25, 12
PRECISION, FALSE = 0.8, 0.05


Method = Callable[[Case], int]
"""Which candidate is told first, -1 for none."""


def main(given: Sequence[str] | None = None) -> int:
    """Measure, print a table for each half, and say whether what is to be reached is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, required=True, help="a folder with series of NAB")
    parser.add_argument("--cases", type=int, default=60, help="so many targets of each half and strength")
    parser.add_argument("--decoys", type=int, default=24, help="so many decoys beside the driver")
    parser.add_argument("--json", type=Path, help="also write the figures")
    asked = parser.parse_args(given)
    stretches = stretches_of(asked.data)
    names = sorted({one.name for one in stretches})
    if len(stretches) < asked.decoys + 10:
        raise Failed(f"{asked.data} gives {len(stretches)} stretches of two weeks: too few for the decoys")
    print(
        f"Drivers of a series among {asked.decoys} decoys; {len(stretches)} stretches of {len(names)} files; "
        f"{machine()}",
        flush=True,
    )
    kept: dict[str, dict[str, dict[str, list[float]]]] = {}
    for half, name in enumerate(HALVES):
        own = {*names[half::2]}
        mine = [one for one in stretches if one.name in own]
        kept[name] = _half(name, mine, asked, half)
        kept[name] |= moments(mine, asked.cases, asked.decoys, half)
    judged = kept[HALVES[1]]["Mainstay"]
    clear = [strength for strength in STRENGTHS if strength >= CLEAR]
    told, right = (sum(judged[f"{one:g}"][place] for one in clear) for place in (0, 1))
    precision = right / told if told else 0.0
    false = judged["none"][0] / judged["none"][2]
    reached = precision >= PRECISION and false <= FALSE
    print(
        f"\nprecision at 1 >= {PRECISION} at clear strength ({precision:.2f}), false claims <= {FALSE:.0%} ({false:.1%}), "
        f"on the half that judges: {'reached' if reached else 'not reached'}"
    )
    if asked.json:
        asked.json.write_text(json.dumps(kept))
    return 0 if reached else 1


def mainstay(case: Case) -> int:
    """Give what `mainstay why` tells first."""
    signals = [
        Signal("bench", str(at), "bench", str(at), "column", str(at)) for at in range(len(case.candidates))
    ]
    target = Signal("bench", "target", "bench", "target", "column", "target")
    found = explain(Looked(target, case.target, signals, case.candidates, 0, HOUR))
    first = found.causes[0].signal if found.causes else None
    return int(first.key) if first is not None else -1


def plain(case: Case) -> int:
    """Give the candidate with the strongest correlation of levels at any lag, where it is significant by the book."""
    best, strongest = -1, 0.0
    for at, row in enumerate(case.candidates):
        for lag in range(_LAGS):
            fits = abs(float(np.corrcoef(case.target[lag:], row[: SLOTS - lag])[0, 1]))
            if fits > strongest:
                best, strongest = at, fits
    tail = math.erfc(math.atanh(min(strongest, 0.999_999)) * math.sqrt(SLOTS - 3) / math.sqrt(2))
    return best if tail * len(case.candidates) * _LAGS <= DOUBT else -1


def granger(case: Case) -> int:
    """Give the candidate whose past improves an autoregression of the target's changes most, where it is significant."""
    ours = np.diff(case.target)
    length = len(ours) - _ORDER
    past = np.stack([ours[_ORDER - lag : len(ours) - lag] for lag in range(1, _ORDER + 1)], axis=1)
    alone = np.hstack([np.ones((length, 1)), past])
    left = _left(alone, ours[_ORDER:])
    best, strongest = -1, 0.0
    for at, row in enumerate(case.candidates):
        theirs = np.diff(row)
        lagged = np.stack([theirs[_ORDER - lag : len(ours) - lag] for lag in range(_ORDER + 1)], axis=1)
        both = _left(np.hstack([alone, lagged]), ours[_ORDER:])
        ratio = (left - both) / (_ORDER + 1) / (both / (length - 2 * _ORDER - 2)) if both > 0 else 0.0
        if ratio > strongest:
            best, strongest = at, ratio
    return best if _tail_of_f(strongest, _ORDER + 1) * len(case.candidates) <= DOUBT else -1


def _left(matrix: Matrix, wanted: Vector) -> float:
    solved, *_ = np.linalg.lstsq(matrix, wanted, rcond=None)
    return float(((wanted - matrix @ solved) ** 2).sum())


def _tail_of_f(ratio: float, freedom: int) -> float:
    """Give the chance of an F as large, as that of the chi-squared it goes to with so many hours (Wilson and Hilferty 1931)."""
    part = 2 / (9 * freedom)
    score = (max(ratio, 0.0) ** (1 / 3) - (1 - part)) / math.sqrt(part)
    return math.erfc(score / math.sqrt(2)) / 2


_METHODS: Mapping[str, Method] = {
    "Mainstay": mainstay,
    "strongest correlation": plain,
    "Granger's test": granger,
}


def _half(
    name: str, targets: Sequence[Stretch], asked: argparse.Namespace, half: int
) -> dict[str, dict[str, list[float]]]:
    print(f"\n{name}: {asked.cases} cases a row, targets of {len({one.name for one in targets})} files")
    print(
        f"{'method':24}{'strength':>10}{'told':>7}{'right':>7}{'precision':>11}{'recall':>12}{'seconds':>9}"
    )
    found: dict[str, dict[str, list[float]]] = {}
    for method, tell in _METHODS.items():
        found[method] = {}
        for strength in (*STRENGTHS, 0.0):
            chance = np.random.default_rng(1_000 * half + int(100 * strength))
            told = right = 0
            begun = time.process_time()
            for number in range(asked.cases):
                case = case_of(targets[number % len(targets)], targets, strength, asked.decoys, chance)
                first = tell(case)
                told += first >= 0
                right += first >= 0 and first == case.driver
            each = (time.process_time() - begun) / asked.cases
            shown = f"{strength:g}" if strength else "none"
            found[method][shown] = [told, right, asked.cases, each]
            precision = f"{right / told:.2f}" if told and strength else "-"
            recall = f"{right / asked.cases:.2f}" if strength else f"false {told / asked.cases:.0%}"
            print(
                f"{method:24}{shown:>10}{told:>7}{right:>7}{precision:>11}{recall:>12}{each:>9.3f}",
                flush=True,
            )
    return found


if __name__ == "__main__":
    raise SystemExit(main())
