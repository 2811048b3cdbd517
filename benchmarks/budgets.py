"""What alerts on error budgets are worth: errors planted in real traffic, beside a fixed threshold and the plain table.

    python -m benchmarks.budgets [--data FOLDER] [--days 24]

Each course (the counts of NAB in FOLDER; without it two made-up ones) is taken as the load of a service with an objective of
99.9 % over 30 days, minute by minute, at three levels of traffic. One of 5,000 requests is bad anyhow. Planted: all of them
for 3 minutes, 2 % for 2 hours, 5 % in each 5 of 20 minutes for 3 hours, and 0.3 % for 3 days. Files are parted by turns: on the
first half the least number of bad events is looked at, and the second judges.
"""

import argparse
import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.table import machine
from mainstay.analysis.budgets.burning import BEYOND, is_sure, pairs
from mainstay.analysis.shares import share_between
from mainstay.domain.budget import LEAST_BAD, Alert, Pair

GOAL: Final = 0.999
ALLOWED: Final = 0.001
USUAL: Final = 0.0002
LEVELS: Final = (1.0, 60.0, 6_000.0)
"""Requests a minute on the mean."""
TRIED: Final = (1, 3, 5, 10)
DAY: Final = 1_440
_TRAFFIC: Final = ("*Twitter_volume*.csv", "*nyc_taxi*.csv")
_TAIL: Final = {Alert.PAGE: 6 * 60, Alert.TICKET: 3 * DAY}
"""Minutes after its end in which an alert is still of what was planted: the longest window of its kind."""
Flags = NDArray[np.bool_]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Plant:
    """Errors from one minute to another: the share of requests that are bad."""

    name: str
    first: int
    last: int
    share: float
    flaps: bool = False


PLANTS: Final = (
    Plant("100 %, 3 min", 4 * DAY + 600, 4 * DAY + 603, 1.0),
    Plant("2 %, 2 h", 8 * DAY + 900, 8 * DAY + 1_020, 0.02),
    Plant("5 %, flapping", 12 * DAY + 700, 12 * DAY + 880, 0.05, flaps=True),
    Plant("0.3 %, 3 days", 16 * DAY, 19 * DAY, 0.003),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name, what it asks for, and at which minutes it is on."""

    name: str
    alert: Alert
    on: Callable[[Values, Values], Flags]


def window(values: Values, minutes: int) -> Values:
    """Sum the last minutes at each minute."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    made = sums[1:].copy()
    made[minutes:] -= sums[1:-minutes]
    return made


def threshold(bad: Values, total: Values) -> Flags:
    """Whether more than one of a hundred requests was bad in five minutes."""
    some, all_ones = window(bad, 5), window(total, 5)
    return (all_ones > 0) & (some > 0.01 * all_ones)


def plain(bad: Values, total: Values, alert: Alert) -> Flags:
    """Whether a pair of the table fires, as it stands in the book."""
    made = np.zeros(len(total), dtype=bool)
    for pair in pairs(30):
        if pair.alert is alert:
            made |= _beyond(bad, total, pair)
    return made


def honest(bad: Values, total: Values, alert: Alert, least: int = LEAST_BAD) -> Flags:
    """Whether a pair fires beyond doubt, with at least so many bad events."""
    made = np.zeros(len(total), dtype=bool)
    for pair in pairs(30):
        if pair.alert is alert:
            some, all_ones = window(bad, pair.long // 60), window(total, pair.long // 60)
            for minute in np.flatnonzero(_beyond(bad, total, pair)).tolist():
                made[minute] |= _sure(float(some[minute]), float(all_ones[minute]), pair.factor, least)
    return made


@cache
def _sure(bad: float, total: float, factor: float, least: int) -> bool:
    low = share_between(bad, total, BEYOND)[0] / ALLOWED
    return is_sure(bad, total, low, factor, ALLOWED, least)


def _beyond(bad: Values, total: Values, pair: Pair) -> Flags:
    flags = np.ones(len(total), dtype=bool)
    for seconds in (pair.short, pair.long):
        some, all_ones = window(bad, seconds // 60), window(total, seconds // 60)
        flags &= (all_ones > 0) & (some > pair.factor * ALLOWED * all_ones)
    return flags


RULES: Final = (
    Rule("more than 1 % in 5 min", Alert.PAGE, threshold),
    Rule("the table, page", Alert.PAGE, lambda bad, total: plain(bad, total, Alert.PAGE)),
    Rule("ours, page", Alert.PAGE, lambda bad, total: honest(bad, total, Alert.PAGE)),
    Rule("the table, ticket", Alert.TICKET, lambda bad, total: plain(bad, total, Alert.TICKET)),
    Rule("ours, ticket", Alert.TICKET, lambda bad, total: honest(bad, total, Alert.TICKET)),
)


def drawn(course: Values, level: float, seed: int) -> tuple[Values, Values]:
    """Draw the bad and all requests of each minute of a course, at so many a minute on the mean, with what is planted."""
    chance = np.random.default_rng(seed)
    total = chance.poisson(course / course.mean() * level)
    share = np.full(len(course), USUAL)
    minutes = np.arange(len(course))
    for one in PLANTS:
        within = (minutes >= one.first) & (minutes < one.last)
        share[within & ((minutes - one.first) % 20 < 5) if one.flaps else within] = one.share
    return chance.binomial(total, share).astype(float), total.astype(float)


def found(flags: Flags, alert: Alert) -> tuple[list[int | None], int]:
    """Give after how many minutes each plant was told, None for never, and how many alerts were of nothing.

    Alerts with less than an hour between them are one.
    """
    on = np.flatnonzero(flags)
    first: list[int | None] = []
    of_something = np.zeros(len(flags), dtype=bool)
    for one in PLANTS:
        end = one.last + _TAIL[alert]
        of_something[one.first : end] = True
        told = on[(on >= one.first) & (on < end)]
        first.append(int(told[0]) - one.first + 1 if len(told) else None)
    lone = on[~of_something[on]]
    return first, int(len(lone) > 0) + int(np.count_nonzero(np.diff(lone) > 60))


def courses(folder: Path | None, days: int) -> list[tuple[str, Values]]:
    """Give the traffic of so many days, minute by minute, of each file that is long enough, or two made-up ones."""
    if folder is None:
        minutes = np.arange(days * DAY)
        waves = [1.2 + np.sin(2 * np.pi * minutes / DAY), 1.0 + 0.5 * np.sin(2 * np.pi * minutes / DAY)]
        return [(f"made up {place}", wave) for place, wave in enumerate(waves)]
    paths = sorted(path for glob in _TRAFFIC for path in folder.glob(glob))
    made = ((path.stem, _minutes(path, days)) for path in paths)
    return [(name, one) for name, one in made if len(one) == days * DAY]


def _minutes(path: Path, days: int) -> Values:
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    values = np.array([float(row["value"]) for row in rows])
    times = np.array([row["timestamp"] for row in rows], dtype="datetime64[m]").astype(np.int64)
    step = int(np.median(np.diff(times)))
    return np.repeat(values, step)[: days * DAY].astype(float)


def judged(
    some: Sequence[tuple[str, Values]], level: float, rules: Sequence[Rule]
) -> Iterator[tuple[str, list[str], int]]:
    """Give for each rule how it told each plant over all courses (told of all, the median minutes) and its false alerts."""
    worlds = [drawn(course, level, seed) for seed, (_, course) in enumerate(some)]
    for rule in rules:
        results = [found(rule.on(bad, total), rule.alert) for bad, total in worlds]
        cells = []
        for place in range(len(PLANTS)):
            after = [told for first, _ in results if (told := first[place]) is not None]
            cells.append(f"{len(after)}/{len(results)}" + (f", {np.median(after):.0f} min" if after else ""))
        yield rule.name, cells, sum(false for _, false in results)


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, help="a folder with the files of NAB")
    parser.add_argument(
        "--days", type=int, default=24, help="days that are replayed of each course, 24 at least"
    )
    asked = parser.parse_args(given)
    days = max(24, asked.days)
    known = courses(asked.data, days)
    chosen_on, judges = known[::2], known[1::2]
    print(f"Error budgets; {machine()}\n")
    tried = [_with_least(least) for least in TRIED]
    _print("Looked at", chosen_on, days, tried)
    _print("Judged", judges, days, RULES)
    return 0


def _with_least(least: int) -> Rule:
    name = f"ours, page, {least} bad at least"
    return Rule(name, Alert.PAGE, lambda bad, total: honest(bad, total, Alert.PAGE, least))


def _print(title: str, some: Sequence[tuple[str, Values]], days: int, rules: Sequence[Rule]) -> None:
    print(f"{title}: {', '.join(name for name, _ in some)}; {days} days each\n")
    print(f"| requests a minute | rule | {' | '.join(one.name for one in PLANTS)} | false |")
    print(f"| --: | :-- |{' :-- |' * len(PLANTS)} --: |")
    for level in LEVELS:
        for name, cells, false in judged(some, level, rules):
            print(f"| {level:,.0f} | {name} | {' | '.join(cells)} | {false} |", flush=True)
    print()


if __name__ == "__main__":
    raise SystemExit(main())
