"""How often the watch of a canary rolls healthy changes back, and finds harmful ones: simulated changes, looked at each minute.

    python -m benchmarks.canary [--watches 1000] [--seed 1] [--jobs 2] [--only bursts]

Two arms get 500 requests a minute each, of which 0.1 % fail. A healthy change is watched by three metrics: errors (critical),
the 95th percentile of latency (critical; of requests whose times are lognormal), and memory in use (not critical; a series
that remembers). Under bursts errors come in clumps of three on average, both arms share waves that last for minutes, and one
minute of an arm in fifty has five times the errors. Of eight metrics five more are critical series that remember.

"rolled back" is the share of all watches, within the minutes of the row, with Wilson's 95 % interval, and by which minute half
of these and nine in ten were. Of the other watches a person decides about some. Beside it, on the same data: "plain" is the
rank test of Mann and Whitney, done anew each minute at 5 % for each metric; "once" tests that look once, at the end of the row,
at 2 % over all metrics (the exact test of errors, ranks of values); "known" a sequential test that was told both rates.
"""

import argparse
import math
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context

import numpy as np

from benchmarks.canary_worlds import (
    ALL,
    BEGAN,
    ERRORS,
    ERRORS_ALONE,
    GAUGES,
    LATENCY_ALONE,
    MINUTE,
    World,
    samples,
)
from mainstay.analysis.canary.judging import FALSE_ALARMS, Judge, Watch
from mainstay.analysis.canary.rank_chances import rank_sum_chance, signed_rank_chance
from mainstay.analysis.canary.sample import Arm, Sample
from mainstay.analysis.shares import at_least
from mainstay.domain.canary import Ruling, Watched

_PLAIN = 0.05
_FEWEST = 5
_NORMAL = 1.959964


@dataclass(frozen=True)
class Setting:
    """One row: changes of a world, watched by `metrics` for `watched` minutes, and looked at for the first `minutes`.

    Of the arms named as `dead` no data comes from the given minute on.
    """

    key: str
    name: str
    world: World
    metrics: tuple[Watched, ...] = ALL
    watched: int = 60
    minutes: int = 60
    dead: str = ""
    dies: int = 0


_BURSTS = World(clump=3.0, wave=0.5, bursts=0.02)
_DAY = 0.7  # twice as much by the end of an hour
SETTINGS = (
    Setting("healthy", "healthy, 3 metrics, 60 min", World()),
    Setting("bursts", "healthy with bursts and waves, 60 min", _BURSTS),
    Setting("unknown", "the same, control unknown before", replace(_BURSTS, known=False)),
    Setting("drift", "healthy, each arm drifts by 10 %, 60 min", World(own=0.1)),
    Setting("few", "healthy, 20 requests a minute, 60 min", World(requests=20)),
    Setting("day", "healthy, all doubles within the 60 min", World(slope=_DAY)),
    Setting("gaps", "healthy, 20 % of points missing, 60 min", World(missing=0.2)),
    Setting("many", "healthy, 8 metrics, 60 min", World(gauges=True), (*ALL, *GAUGES)),
    Setting("clumps", "clumps of 1.5, errors alone, 60 min", World(clump=1.5), ERRORS_ALONE),
    Setting(
        "bursts-much", "bursts, 1 % errors alone, 60 min", World(10.0, clump=3.0, wave=0.5), ERRORS_ALONE
    ),
    Setting("drift-much", "drift of 10 %, 1 % errors alone, 60 min", World(10.0, own=0.1), ERRORS_ALONE),
    Setting("before", "healthy, against the time before, 60 min", World(control=False)),
    Setting("day-before", "doubling, against the time before, 60 min", World(slope=_DAY, control=False)),
    Setting("errors", "errors 0.1 to 0.3 %, 30 min", World(errors=3.0), ERRORS_ALONE, 30, 30),
    Setting("errors-hour", "the same, first 30 of 60 min", World(errors=3.0), ERRORS_ALONE, 60, 30),
    Setting(
        "errors-unknown",
        "the same, 30 min, unknown before",
        World(errors=3.0, known=False),
        ERRORS_ALONE,
        30,
        30,
    ),
    Setting(
        "errors-gaps",
        "the same, 20 % of points missing",
        World(errors=3.0, missing=0.2),
        ERRORS_ALONE,
        30,
        30,
    ),
    Setting(
        "errors-bursts", "the same, with bursts and waves", replace(_BURSTS, errors=3.0), ERRORS_ALONE, 30, 30
    ),
    Setting("latency", "latency +20 %, 30 min", World(latency=1.2), LATENCY_ALONE, 30, 30),
    Setting("latency-all", "latency +20 %, 3 metrics, 60 min", World(latency=1.2)),
    Setting("dead", "metrics server dead, 60 min", World(), dead="all"),
    Setting("died", "metrics server dies after 40 of 60 min", World(), dead="all", dies=40),
    Setting("silent", "canary gives no data, 60 min", World(), dead="canary"),
    Setting("holes", "60 % of points missing, 60 min", World(missing=0.6)),
)


@dataclass(frozen=True)
class Ended:
    """How one watch ended: the minute of its roll back (0 for none), its ruling, and what other tests made of the same data.

    `plain` and `known` are minutes of their alarms, 0 for none; `known` is None where the rates are those of a healthy change.
    """

    minute: int
    ruling: Ruling
    plain: int
    once: bool = False
    known: int | None = None


def watch(setting: Setting, seed: int) -> Ended:
    """Watch one simulated change to its end, or to the end of the row's minutes."""
    found = _silenced(samples(setting.world, setting.minutes, seed), setting)
    judge = Judge(Watch(setting.metrics, BEGAN, setting.watched * MINUTE, MINUTE))
    plain = next((minute for minute in range(1, setting.minutes + 1) if _alarms(found, setting, minute)), 0)
    once, known = alarms_once(found, setting), alarm_with_known_rates(found, setting.world)
    ruling = Ruling.GO_ON
    for minute in range(1, setting.minutes + 1):
        ruling = judge.rule(found, BEGAN + minute * MINUTE)
        if ruling is Ruling.ROLL_BACK:
            return Ended(minute, ruling, plain, once, known)
    return Ended(0, ruling, plain, once, known)


def _silenced(found: Mapping[str, Sample], setting: Setting) -> Mapping[str, Sample]:
    end = BEGAN + setting.dies * MINUTE
    if setting.dead == "all" and setting.dies:
        return {name: sample.until(end) for name, sample in found.items()}
    if setting.dead == "all":
        return {}
    if setting.dead == "canary":
        return {name: Sample(Arm(), sample.control, sample.paired) for name, sample in found.items()}
    return found


def _alarms(found: Mapping[str, Sample], setting: Setting, minute: int) -> bool:
    for metric in setting.metrics:
        if metric.name in found:
            sample = found[metric.name].until(BEGAN + minute * MINUTE)
            enough = min(len(sample.canary.times), len(sample.control.times)) >= _FEWEST
            if enough and rank_sum_chance(sample.canary.values, sample.control.values) <= _PLAIN:
                return True
    return False


def alarms_once(found: Mapping[str, Sample], setting: Setting) -> bool:
    """Whether tests that look only once, at the end of the row, tell a metric worse at 2 % for all metrics together."""
    budget = FALSE_ALARMS / len(setting.metrics)
    chances = []
    for metric in setting.metrics:
        sample = found.get(metric.name, Sample(Arm(), Arm(), True))
        canary, control = sample.canary, sample.control
        if min(len(canary.times), len(control.times)) < _FEWEST:
            continue
        if len(canary.totals):
            errors = canary.values.sum() + control.values.sum()
            share = canary.totals.sum() / (canary.totals.sum() + control.totals.sum())
            chances.append(at_least(float(canary.values.sum()), float(errors), float(share)))
        elif sample.paired:
            chances.append(signed_rank_chance(canary.values - control.values))
        else:
            chances.append(rank_sum_chance(canary.values, control.values))
    return min(chances, default=1.0) <= budget


def alarm_with_known_rates(found: Mapping[str, Sample], world: World) -> int | None:
    """Give the minute at which Wald's sequential test (1945), told both rates of errors, stops at 2 %; 0 where it never does.

    No judge can be much better who looks as often: this one knows beforehand what every other has to learn.
    """
    if world.errors <= 1 or "errors" not in found:
        return None
    arm = found["errors"].canary
    usual = arm.totals * ERRORS * world.rate
    evidence = np.cumsum(arm.values * math.log(world.errors) - usual * (world.errors - 1))
    over = np.flatnonzero(evidence >= -math.log(FALSE_ALARMS))
    return round((float(arm.times[over[0]]) - BEGAN) / MINUTE) if len(over) else 0


def wilson(found: int, of: int) -> tuple[float, float]:
    """Give Wilson's 95 % interval of a share."""
    share, square = found / of, _NORMAL**2
    middle = (share + square / (2 * of)) / (1 + square / of)
    spread = _NORMAL * math.sqrt(share * (1 - share) / of + square / (4 * of**2)) / (1 + square / of)
    return max(middle - spread, 0.0), min(middle + spread, 1.0)


def row(setting: Setting, ended: Sequence[Ended]) -> list[str]:
    """Give the cells of one row."""
    back = [one.minute for one in ended if one.minute]
    low, high = wilson(len(back), len(ended))
    told = [one.known for one in ended if one.known is not None]
    return [
        setting.name,
        str(len(ended)),
        _share(one.minute > 0 for one in ended),
        f"{100 * low:.1f} to {100 * high:.1f}",
        f"{np.median(back):.0f}" if back else "-",
        f"{np.quantile(back, 0.9, method='higher'):.0f}" if back else "-",
        _share(one.ruling is Ruling.KEEP for one in ended),
        _share(one.ruling is Ruling.INCONCLUSIVE for one in ended),
        _share(one.plain > 0 for one in ended),
        _share(one.once for one in ended),
        _share(one > 0 for one in told) if told else "-",
    ]


def _share(found: Iterable[bool]) -> str:
    every = list(found)
    return f"{100 * sum(every) / len(every):.1f}"


HEADS = (
    "setting",
    "watches",
    "rolled back, %",
    "interval",
    "median min",
    "9 in 10 by min",
    "kept, %",
    "a person, %",
    "plain, %",
    "once, %",
    "known, %",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--watches", type=int, default=1_000, help="simulated changes a row")
    parser.add_argument("--seed", type=int, default=1, help="of the first of them; the others follow")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--only", choices=[one.key for one in SETTINGS], action="append", help="a row alone")
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    given = parser.parse_args(arguments)
    chosen = [one for one in SETTINGS if not given.only or one.key in given.only]
    widths = [max(len(one.name) for one in SETTINGS), *map(len, HEADS[1:])]
    widths[3] = len("99.9 to 100.0")
    _print(HEADS, widths)
    seeds = range(given.seed, given.seed + given.watches)
    with ProcessPoolExecutor(given.jobs, get_context("spawn")) as pool:
        for setting in chosen:
            ended = list(pool.map(watch, [setting] * len(seeds), seeds, chunksize=10))
            _print(row(setting, ended), widths)
    return 0


def _print(cells: Sequence[str], widths: Sequence[int]) -> None:
    rest = (cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True))
    sys.stdout.write("  ".join([cells[0].ljust(widths[0]), *rest]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
