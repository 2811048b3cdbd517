"""How good and how fast forecasts of many series are, beside other methods on the same windows, and beside the limit.

    python -m benchmarks.forecast [--data FOLDER] [--peers [NAMES]] [--windows N] [--seeds 3]

2,016 hours are learnt from and 672 foretold. Without --data only made-up series are there, of which the truth is known: when
the middle line passes a limit is held against when the truth does without its noise, a date that is told against what came.
Peers are installed from the index into environments of their own. With --windows so many of each set and kind are judged, for
every method the same; Mainstay forecasts all of a set together all the same, as it does its own series. Seconds are those of
a processor: what else runs on the machine is not in them.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_judging import Answer, Cases, Score, cases, coverage, first_hours, line_hours, score
from benchmarks.forecast_made import KINDS, limits, made, of_rows
from benchmarks.forecast_others import PEERS, again, by_library, linear, versions
from benchmarks.forecast_series import AHEAD, LEARN, real, trailing_means, with_growth
from benchmarks.measuring import Failed
from benchmarks.table import machine
from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.forecasting.levels import filled
from mainstay.analysis.forecasting.stage_one import Foretold, foretell
from mainstay.domain.forecast import TOLD

Rows = NDArray[np.float64]
HORIZON = AHEAD * 3_600 // DAY
_SEED, _GROWTH = 31, 7
_SIMPLE = {"linear, 7 days": linear, "the week before again": again}
_HEAD = (
    "| set | method | n | covers | missed | of new limits | falsely told | date off | processor s per 1,000 |"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A set of windows, and which of them are judged. `parts` names the sets that it is put together from."""

    name: str
    windows: Rows
    judged: NDArray[np.bool_]
    parts: tuple[str, ...] = ()


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, help="a folder with the published files")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), help="other libraries, by default all")
    parser.add_argument("--windows", type=_number, help="of each set and kind judge so many, evenly chosen")
    parser.add_argument("--seeds", type=int, default=3, help="how often limits are drawn")
    parser.add_argument("--made-up", type=int, default=150, help="made-up series of each kind")
    asked = parser.parse_args(given)
    print(f"Forecasts of {AHEAD} hours from {LEARN}: an 80 % band, crossings of limits; {machine()}")
    methods = [] if asked.peers is None else asked.peers or list(PEERS)
    if methods:
        methods = _there(methods)
    print(f"\n{_HEAD}\n| :-- | :-- |" + " --: |" * 7, flush=True)
    said: dict[tuple[str, str], Answer] = {}
    for part in _sets(asked):
        _table(part, asked.seeds, methods, said)
    _made_up(asked, methods)
    print(f"\nlimit: {_limit(asked.made_up * len(KINDS))}")
    return 0


def _number(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least one")
    return number


def _there(methods: list[str]) -> list[str]:
    """Give the methods that can be installed, and say in which version."""
    found = []
    for method in methods:
        try:
            print(f"{method}: {versions([method])}", flush=True)
        except Failed as failure:
            print(f"{method}: {failure}", flush=True)
            continue
        found.append(method)
    return found


def _sets(asked: argparse.Namespace) -> Iterator[Part]:
    if asked.data is None:
        return
    found = [Part(name, windows, chosen(len(windows), asked.windows)) for name, windows in real(asked.data)]
    grown = [
        replace(one, name=f"{one.name}, growth added", windows=with_growth(one.windows, _GROWTH))
        for one in found
    ]
    yield from found
    yield from grown
    for name, parts in (("all real", found), ("all real, growth added", grown)):
        if parts:
            windows = np.concatenate([one.windows for one in parts])
            judged = np.concatenate([one.judged for one in parts])
            yield Part(name, windows, judged, tuple(one.name for one in parts))


def _table(given: Part, seeds: int, methods: list[str], said: dict[tuple[str, str], Answer]) -> None:
    """Measure on a set; `said` keeps what libraries said of each one, for the rows of all of them."""
    windows, judged = given.windows, given.judged
    every = [cases(windows, seed) for seed in range(1, seeds + 1)]
    drawn = [of_rows(one, judged) for one in every]
    found, seconds = _timed(windows[:, :LEARN], every[0].kept)
    part = windows[judged]
    told = [
        score(few, _dates(found, one.crossed)[judged], _dates(found, one.kept)[judged])
        for one, few in zip(every, drawn, strict=True)
    ]
    ours = _ours(found, windows, seconds).of(judged)
    _row(given.name, "Mainstay, dates", coverage(ours, part), told, seconds / len(windows), len(part))
    lines = {"Mainstay, middle line": ours}
    for method, forecast in _SIMPLE.items():
        begun = time.process_time()
        answer = forecast(part)
        lines[method] = replace(answer, seconds=time.process_time() - begun)
    for peer in methods:
        try:
            if given.parts:
                lines[peer] = _together([said[peer, name] for name in given.parts if (peer, name) in said])
            else:
                lines[peer] = said[peer, given.name] = by_library(peer, part)
        except Failed as failure:
            print(f"| | {peer} | failed: {failure} |", flush=True)
    for method, answer in lines.items():
        if len(answer.middle) != len(part):
            print(f"| | {method} | not of all sets |")
            continue
        scores = [_by_line(answer, one) for one in drawn]
        if answer is ours:
            _row("", method, None, scores, None, len(part))
        else:
            _row("", method, coverage(answer, part), scores, answer.seconds / len(part), len(part))


def _made_up(asked: argparse.Namespace, methods: list[str]) -> None:
    """Measure on made-up series of all kinds together, and print rows for each kind and for all."""
    given = made(asked.made_up, _SEED)
    drawn = [limits(given, seed) for seed in range(1, asked.seeds + 1)]
    found, seconds = _timed(given.measured[:, :LEARN], drawn[0][1].kept)
    ours = _ours(found, given.measured, seconds)
    told = [[_dates(found, limit) for limit in (one.crossed, one.kept)] for _, one in drawn]
    judged = np.tile(chosen(asked.made_up, asked.windows), len(KINDS))
    lines = {"Mainstay, middle line": ours.of(judged)}
    lines |= {method: forecast(given.measured[judged]) for method, forecast in _SIMPLE.items()}
    for peer in methods:
        try:
            lines[peer] = by_library(peer, given.measured[judged])
        except Failed as failure:
            print(f"| made up | {peer} | failed: {failure} |", flush=True)
    for name in (*KINDS, "all"):
        rows = judged & (True if name == "all" else given.kinds == name)
        dates = [
            score(of_rows(one[1], rows), *(hours[rows] for hours in when))
            for one, when in zip(drawn, told, strict=True)
        ]
        covers = coverage(ours.of(rows), given.came[rows])
        count = int(rows.sum())
        spent = seconds / len(given.kinds) if name == "all" else None
        _row(f"made up, {name}", "Mainstay, dates", covers, dates, spent, count)
        for method, answer in lines.items():
            part = answer.of(rows[judged])
            scores = [_by_line(part, of_rows(one, rows)) for one, _ in drawn]
            covered = None if method.startswith("Mainstay") else coverage(part, given.came[rows])
            spent = answer.seconds / judged.sum() if name == "all" and method in PEERS else None
            _row("", method, covered, scores, spent, count)


def chosen(count: int, most: int | None) -> NDArray[np.bool_]:
    """Choose at most so many of `count` windows, evenly; all where nobody says how many."""
    found = np.zeros(count, dtype=bool)
    found[np.linspace(0, count - 1, min(count, most or count)).astype(int)] = True
    return found


def _timed(past: Rows, limits: Rows) -> tuple[Foretold, float]:
    """Forecast, and tell the processor seconds from the points to the band and the chances of passing a limit."""
    begun = time.process_time()
    found = foretell(_daily(past), HORIZON)
    found.edge(0.1), found.edge(0.9), found.passed(limits, np.ones(len(limits), dtype=bool))
    return found, time.process_time() - begun


def _ours(found: Foretold, windows: Rows, seconds: float) -> Answer:
    edges = (found.middle, found.edge(0.1), found.edge(0.9))
    middle, low, high = (_hourly(one, windows) for one in edges)
    return Answer(middle, low, high, seconds)


def _together(answers: Sequence[Answer]) -> Answer:
    if not answers:
        raise Failed("on every set")
    middle, low, high = (
        np.concatenate([getattr(one, part) for one in answers]) for part in ("middle", "low", "high")
    )
    return Answer(middle, low, high, sum(one.seconds for one in answers))


def _row(
    name: str, method: str, covers: float | None, told: Sequence[Score], each: float | None, count: int
) -> None:
    def mean(part: Callable[[Score], float]) -> str:
        known = [part(one) for one in told if part(one) == part(one)]
        return f"{np.mean(known) * 100:.0f} %" if known else "-"

    cells = [mean(lambda one: one.missed), mean(lambda one: one.missed_new), mean(lambda one: one.falsely)]
    off = mean(lambda one: one.error)
    covered = "" if covers is None else f"{covers * 100:.0f} %"
    speed = "" if each is None else f"{each * 1_000:.2f}"
    print(f"| {name} | {method} | {count} | {covered} | {' | '.join(cells)} | {off} | {speed} |", flush=True)


def _by_line(answer: Answer, given: Cases) -> Score:
    return score(given, line_hours(answer, given.crossed), line_hours(answer, given.kept))


def _daily(hours: Rows) -> Rows:
    parts = hours.reshape(len(hours), -1, 24)
    there = np.isfinite(parts).sum(axis=2)
    return np.where(
        there >= 12, np.where(np.isfinite(parts), parts, 0.0).sum(axis=2) / np.maximum(there, 1), np.nan
    )


def _hourly(days: Rows, windows: Rows) -> Rows:
    """Give the trailing mean of each hour: between two days' levels it goes from the one to the other."""
    last = filled(trailing_means(windows[:, :LEARN]))[:, -1:]
    marks = np.concatenate([last, days], axis=1)
    times = np.arange(1, AHEAD + 1) / 24
    before = np.minimum(times.astype(int), marks.shape[1] - 2)
    share = times - before
    return np.asarray(marks[:, before] * (1 - share) + marks[:, before + 1] * share)


def _dates(found: Foretold, limits: Rows) -> NDArray[np.intp]:
    """Give the hours that are told as dates: where the chance is one half, if within the horizon it comes to TOLD."""
    with np.errstate(invalid="ignore"):
        chances = found.passed(limits, np.ones(len(limits), dtype=bool))
        days = first_hours(chances >= 0.5)
        return np.where(chances[:, -1] >= TOLD, days * 24 + 23, -1)


def _limit(count: int) -> str:
    windows = np.random.default_rng(1).standard_normal((count, LEARN))
    begun = time.process_time()
    windows.sum()
    seconds = time.process_time() - begun
    return f"to add up the points of {count:,} series takes {seconds * 1_000:.2f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
