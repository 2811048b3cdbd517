"""What the ledger is worth and what it costs: replays of published series, and entering and judging many forecasts.

    python -m benchmarks.ledger [--data FOLDER] [--weeks 104] [--draws 6] [--forecasts 10000]

With --data each set is forecast on each Monday of its last weeks with what was there then, once for each draw of limits. Levels
are held against their bands as they were made and as the ledger of that Monday widened them; the 30-day chance against the
share of cases that came (which nobody knows before) and a coin. Without it only the cost is measured, on a SQLite store:
forecasts of as many made-up series are entered, and judged when all of their levels and chances have come due.
"""

import argparse
import itertools
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.forecast_series import published
from benchmarks.ledger_replays import Bands, bands, chances, dates, is_open, replayed, together
from benchmarks.rollups import Spent, limit
from benchmarks.table import machine
from mainstay.adapters.store.opening import open_store
from mainstay.analysis.forecasting.days import DAY, Days
from mainstay.analysis.forecasting.foretelling import HORIZON, forecasts
from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase
from mainstay.domain.signal import Limit, Side, Signal
from mainstay.flows.entering import Entered, Terms, enter
from mainstay.ports.store import Store

BEGAN = 20_000 * DAY
HISTORY = 84
_LIMIT = Limit(200.0, Side.ABOVE, "its size")
_HEAD = (
    "| set | Mondays | levels: 1 week | 4 weeks | 12 weeks | chances | came | Brier | share | coin "
    "| dates | hit | early | late | open |"
)
Made = list[tuple[Forecast, Days]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What entering and judging cost, how many predictions that were, and the bytes of the store when all had entered."""

    forecast: Spent
    entering: Spent
    judging: Spent
    entered: Entered
    judged: Entered
    size: int


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, help="a folder with the published files")
    parser.add_argument("--weeks", type=int, default=104, help="Mondays that are replayed at most")
    parser.add_argument("--draws", type=int, default=6, help="how often limits are drawn")
    parser.add_argument("--forecasts", type=int, default=10_000, help="how many are entered and judged")
    asked = parser.parse_args(given)
    print(f"The ledger; {machine()}\n")
    if asked.data is not None:
        _replays(asked.data, asked.weeks, max(1, asked.draws))
    with tempfile.TemporaryDirectory(prefix="mainstay-ledger-") as scratch:
        _print(asked.forecasts, cost(asked.forecasts, Path(scratch)), Path(scratch))
    return 0


def cost(many: int, folder: Path) -> Cost:
    """Enter forecasts of so many series into a store that is made, and judge them when they are due."""
    place = folder / "store.sqlite"
    store = open_store(str(place))
    levels = _levels(many)
    ids = (f"{number:016x}" for number in itertools.count(1))
    begun = _now()
    made = _forecast(levels[:, :HISTORY], BEGAN + HISTORY * DAY)
    forecast = _now() - begun
    entering, entered = _entered(store, made, BEGAN + HISTORY * DAY, ids)
    size = sum(path.stat().st_size for path in folder.glob("store.sqlite*"))
    # Nothing is foretold anew of what cannot be forecast, so that judging is measured alone.
    now = BEGAN + levels.shape[1] * DAY
    later = [
        (replace(one, made_at=now, until=now, verdict=Verdict.UNUSABLE), Days(BEGAN, row))
        for (one, _), row in zip(made, levels, strict=True)
    ]
    judging, judged = _entered(store, later, now, ids)
    store.close()
    return Cost(forecast, entering, judging, entered, judged, size)


def _entered(store: Store, made: Made, now: int, ids: Iterator[str]) -> tuple[Spent, Entered]:
    begun = _now()
    found = enter(store, made, now, Terms({}, {}, lambda: next(ids), {}))
    return _now() - begun, found


def _levels(many: int) -> np.ndarray:
    """Make levels that rise by up to 1 % a day, until everything that is foretold of the first days has come due."""
    chance = np.random.default_rng(1)
    days = np.arange(HISTORY + HORIZON + 1)
    rise = 1 + chance.uniform(0, 0.01, (many, 1)) * days
    return np.asarray(100 * rise * chance.lognormal(0, 0.02, rise.shape))


def _forecast(levels: np.ndarray, now: int) -> Made:
    signals = (
        Signal("made up", f"series {at}", f"host:{at // 20}", "what is used", "disk", "B", limit=_LIMIT)
        for at in range(len(levels))
    )
    days = [Days(BEGAN, row) for row in levels]
    return list(zip(forecasts(zip(signals, days, strict=True), now), days, strict=True))


def _replays(folder: Path, weeks: int, draws: int) -> None:
    print(f"{_HEAD}\n| :-- |" + " --: |" * 14, flush=True)
    every: tuple[list[BandCase], list[CrossingCase]] = ([], [])
    for _, given in published(folder):
        found = replayed(given, weeks, draws)
        levels, crossings = together(found)
        _row(given.name, str(len(found[0].mondays)), levels, crossings)
        every[0].extend(levels)
        every[1].extend(crossings)
    _row("**all**", "", *every)
    print()


def _row(name: str, mondays: str, levels: list[BandCase], crossings: list[CrossingCase]) -> None:
    held, told, became = bands(levels), chances(crossings), dates(crossings)
    cells = [_share(held.get(weeks)) for weeks in WEEKS]
    if told is None:
        cells += ["0", *["-"] * 4]
    else:
        cells += [f"{told.count:,}", f"{told.came * 100:.0f} %"]
        cells += [f"{one:.3f}" for one in (told.brier, told.share, told.coin)]
    known = [became[one] for one in (Came.HIT, Came.EARLY, Came.LATE)]
    left = sum(is_open(one) for one in crossings)
    cells += [str(sum(known) + left), *map(str, known), str(left)]
    print(f"| {name} | {mondays} | {' | '.join(cells)} |", flush=True)


def _share(one: Bands | None) -> str:
    return "-" if one is None else f"{one.before * 100:.0f} to {one.after * 100:.0f} % of {one.count}"


def _print(many: int, found: Cost, folder: Path) -> None:
    written, _ = limit(folder, found.size)
    print("| what | seconds | of a processor | predictions |\n| :-- | --: | --: | --: |")
    for what, spent, count in (
        (f"forecasting {many:,} series", found.forecast, ""),
        ("entering the forecasts", found.entering, f"{found.entered.issued:,}"),
        ("judging them when all have come due", found.judging, f"{found.judged.judged:,}"),
    ):
        print(f"| {what} | {spent.wall:.2f} | {spent.cpu:.2f} | {count} |")
    print(f"\nlimit: to write {found.size / 1e6:.1f} MB to one file takes {written:.2f} s")


def _now() -> Spent:
    return Spent(time.perf_counter(), time.process_time())


if __name__ == "__main__":
    raise SystemExit(main())
