"""When budgets are gone, told week by week of the past and held against what came: how often the interval holds the date.

    python -m benchmarks.budget_dates [--data FOLDER]

Made up: traffic with days and weeks, and errors at a constant share, at one that changes now and then, in incidents, and at
one that wanders; objectives over 28 days. Real: the series of NAB in FOLDER of four weeks and more, with values as bad events
beside even traffic; objectives over 7 days that allow 0.8, 1.0 and 1.25 of what comes on the mean. Each is told every third
day, 90 days ahead, or 21 of real ones. Series are parted by turns: how days are drawn was chosen on the first half, and the
second judges. Beside it the same forecast without what is known to leave the window.
"""

import argparse
from collections.abc import Iterator, Sequence
from csv import DictReader
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import machine
from mainstay.analysis.budgets.counts import Counts
from mainstay.analysis.budgets.course import with_course
from mainstay.analysis.budgets.spending import as_series, spent
from mainstay.analysis.forecasting.days import days_of
from mainstay.analysis.forecasting.foretelling import forecasts
from mainstay.domain.budget import Objective
from mainstay.domain.forecast import Forecast, Verdict

HOUR: Final = 3_600
DAY: Final = 86_400
START: Final = 1_700_006_400
EVERY: Final = 3
MADE: Final = 40
"""Made-up series of each kind."""
_SHORTEST: Final = 28
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """A series of hours with an objective; it is told from the day `first` on, so many days ahead."""

    name: str
    counts: Counts
    objective: Objective
    first: int
    horizon: int


@dataclass(frozen=True, slots=True)
class Case:
    """What was told one day: the chance within the horizon, the date and its interval (0: none, or open), and when it came."""

    chance: float
    told: bool
    at: int
    early: int
    late: int
    made_at: int
    came: int


def made_up(some: int = MADE, seed: int = 5) -> Iterator[World]:
    """Give made-up series of 200 days, of each kind so many."""
    chance = np.random.default_rng(seed)
    for kind in ("constant", "changed", "incidents", "wandering"):
        for number in range(some):
            yield World(
                f"{kind} {number}", _drawn(kind, chance), Objective("x", 0.999, "t", bad="b", days=28), 60, 90
            )


def _drawn(kind: str, chance: np.random.Generator, days: int = 200) -> Counts:
    hours = np.arange(days * 24)
    traffic = 3_000 * (1.2 + np.sin(2 * np.pi * hours / 24)) * np.where(hours // 24 % 7 < 5, 1.0, 0.6)
    total = chance.poisson(traffic).astype(float)
    share = np.full(len(hours), 0.001 * chance.uniform(0.2, 0.8))
    if kind == "constant":
        share *= chance.uniform(1.0, 2.5)
    elif kind == "changed":
        for at in np.cumsum(chance.exponential(40 * 24, 12)).astype(int).tolist():
            share[at:] = 0.001 * np.exp(chance.normal(-0.4, 0.8))
    elif kind == "incidents":
        for at in np.cumsum(chance.exponential(8 * 24, 80)).astype(int).tolist():
            share[at : at + 1 + int(chance.exponential(4))] += 0.02 * np.exp(chance.normal(0, 1.0))
    else:
        share = 0.001 * np.exp(-0.4 + np.cumsum(chance.normal(0, 0.1, days)).repeat(24) * 0.8)
    bad = chance.binomial(total.astype(int), np.clip(share, 0, 1)).astype(float)
    return Counts(START, HOUR, bad, total)


def real(folder: Path) -> Iterator[World]:
    """Give the series of a folder as bad events, each with three objectives."""
    for path in sorted(folder.glob("real*.csv")):
        levels = _hours(path)
        if len(levels) < _SHORTEST * 24:
            continue
        bad = np.clip(levels, 0.0, None)
        for part in (0.8, 1.0, 1.25):
            total = np.full(len(bad), 1_000.0 * max(float(bad.mean()), 1e-9))
            objective = Objective("x", 1.0 - part * 0.001, "t", bad="b", days=7)
            yield World(f"{path.stem} {part}", Counts(START, HOUR, bad, total), objective, 21, 21)


def _hours(path: Path) -> Values:
    with path.open(newline="") as lines:
        rows = [(row["timestamp"], float(row["value"])) for row in DictReader(lines)]
    times = np.array([at for at, _ in rows], dtype="datetime64[h]").astype(np.int64)
    values = np.array([value for _, value in rows])
    places = times - times[0]
    sums, counted = np.bincount(places, values), np.bincount(places)
    return np.asarray(np.where(counted > 0, sums / np.maximum(counted, 1), 0.0))[
        : (int(places[-1]) // 24) * 24
    ]


def replayed(world: World) -> Iterator[tuple[Case, Case]]:
    """Give for every third day what is told with what is known to leave the window, and without."""
    found = spent(world.counts, world.objective)
    days = len(found.part) // 24
    for day in count(world.first, EVERY):
        end = day * 24
        if day + world.horizon > days:
            return
        if not np.isfinite(found.part[end - 1]) or found.part[end - 1] >= 1:
            continue
        now = world.counts.start + end * HOUR
        some = Counts(world.counts.start, HOUR, world.counts.bad[:end], world.counts.total[:end])
        signal, samples = as_series(spent(some, world.objective), world.objective, "x")
        (plain,) = forecasts([(signal, days_of(samples, now - 1))], now, world.horizon)
        beyond = np.flatnonzero(found.part[end : end + world.horizon * 24] >= 1)
        came = now + (int(beyond[0]) + 1) * HOUR if len(beyond) else 0
        yield _case(with_course(plain, some, world.objective), now, came), _case(plain, now, came)


def _case(one: Forecast, now: int, came: int) -> Case:
    told = one.verdict is Verdict.CROSSES
    return Case(one.chances[-1] if one.chances else 0.0, told, one.at, one.early, one.late, now, came)


def row(cases: Sequence[Case]) -> list[str]:
    """Give figures of cases: how many, dates told, how they came out, and Brier's score beside that of the base rate."""
    told = [one for one in cases if one.told]
    inside = [one.early - DAY < one.came <= one.late if one.late else _open(one) for one in told]
    closed = [hit for hit, one in zip(inside, told, strict=True) if one.late]
    off = [abs(one.at - one.came) / DAY for one in told if one.came]
    came = np.array([bool(one.came) for one in cases])
    brier = float(np.mean((np.array([one.chance for one in cases]) - came) ** 2)) if cases else float("nan")
    base = float(came.mean() * (1 - came.mean())) if cases else float("nan")
    false = sum(not one.came for one in told)
    missed = sum(bool(one.came) and one.chance < 0.1 for one in cases)
    return [
        f"{len(cases)}",
        f"{len(told)}",
        _share(sum(inside), len(inside)),
        _share(sum(closed), len(closed)),
        f"{np.median(off):.1f}" if off else "-",
        _share(false, len(told)),
        _share(missed, int(came.sum())),
        f"{brier:.3f} ({base:.3f})",
    ]


def _open(one: Case) -> bool:
    return not one.came or one.came > one.early - DAY


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "-"


HEAD: Final = (
    "days looked at",
    "dates told",
    "inside",
    "inside, closed",
    "off, days",
    "falsely told",
    "missed",
    "Brier (base)",
)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, help="a folder with the files of NAB")
    parser.add_argument("--made", type=int, default=MADE, help="made-up series of each kind")
    asked = parser.parse_args(given)
    print(f"Dates of exhaustion; {machine()}\n")
    sets = {"made up": list(made_up(asked.made))}
    if asked.data:
        sets["real"] = list(real(asked.data))
    print(f"| set | half | forecast |{'|'.join(HEAD)}|\n|:--|:--|:--|{'--:|' * len(HEAD)}")
    for name, worlds in sets.items():
        # All objectives of one file are in one half.
        names = list(
            dict.fromkeys(one.name.rpartition(" ")[0] if name == "real" else one.name for one in worlds)
        )
        for half, title in enumerate(("chosen on", "judges")):
            mine = set(names[half::2])
            chosen = [
                one for one in worlds if (one.name.rpartition(" ")[0] if name == "real" else one.name) in mine
            ]
            pairs = [pair for world in chosen for pair in replayed(world)]
            for words, place in (("with what leaves", 0), ("without", 1)):
                cells = row([pair[place] for pair in pairs])
                print(f"| {name} ({len(chosen)}) | {title} | {words} | {' | '.join(cells)} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
