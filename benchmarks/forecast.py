"""How good and how fast forecasts of many series are, beside other methods on the same windows, and beside the limit.

    python -m benchmarks.forecast [--data FOLDER] [--peers [NAMES]] [--most 20] [--seeds 3]

2,016 hours are learnt from and 672 foretold. Without --data only made-up series are there, of which the truth is known: when
the middle line passes a limit is held against when the truth does without its noise, a date that is told against what came.
Peers are installed from the index into environments of their own and forecast the first --most windows of each set;
everything else takes all of them.
"""

import argparse
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.forecast_judging import Answer, Cases, Score, cases, coverage, first_hours, line_hours, score
from benchmarks.forecast_made import KINDS, limits, made, of_rows
from benchmarks.forecast_series import AHEAD, LEARN, real, trailing_means, with_growth
from benchmarks.measuring import Failed
from benchmarks.peers import OFFLINE, install
from benchmarks.table import machine
from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.forecasting.levels import filled
from mainstay.analysis.forecasting.stage_one import Foretold, foretell
from mainstay.domain.forecast import TOLD

Rows = NDArray[np.float64]
HORIZON = AHEAD * 3_600 // DAY
PEERS = {
    "prophet": "prophet",
    "mstl": "statsforecast",
    "autotheta": "statsforecast",
    "autoets": "statsforecast",
}
_PEER_SECONDS = 3_600
_SEED = 31
_HEAD = "| set | method | n | covers | missed | of new limits | falsely told | date off | s per 1,000 |"


def main(given: Sequence[str] | None = None) -> int:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--repo", default="", help="taken as by the other benchmarks; nothing is read from it"
    )
    parser.add_argument("--data", type=Path, help="a folder with the published files")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), help="other libraries, by default all")
    parser.add_argument("--most", type=int, default=20, help="windows of a set that peers forecast")
    parser.add_argument("--seeds", type=int, default=3, help="how often limits are drawn")
    parser.add_argument("--made-up", type=int, default=150, help="made-up series of each kind")
    asked = parser.parse_args(given)
    print(f"Forecasts of {AHEAD} hours from {LEARN}: an 80 % band, crossings of limits; {machine()}\n")
    print(_HEAD + "\n| :-- | :-- |" + " --: |" * 7)
    peers = [] if asked.peers is None else asked.peers or list(PEERS)
    with tempfile.TemporaryDirectory(prefix="mainstay-forecast-") as scratch:
        for name, windows in _sets(asked):
            _table(name, windows, asked, (peers, Path(scratch)))
        _made_up(asked, (peers, Path(scratch)))
    print(f"\nlimit: {_limit(asked.made_up * len(KINDS))}")
    return 0


def _sets(asked: argparse.Namespace) -> Iterator[tuple[str, Rows]]:
    if asked.data is not None:
        found = list(real(asked.data))
        for name, windows in found:
            yield name, windows
        for name, windows in found:
            yield f"{name}, growth added", with_growth(windows, 7)
        for name, parts in (
            ("all real", found),
            ("all real, growth added", [(n, with_growth(w, 7)) for n, w in found]),
        ):
            yield name, np.concatenate([windows for _, windows in parts])


def _table(name: str, windows: Rows, asked: argparse.Namespace, peers: tuple[list[str], Path]) -> None:
    drawn = [cases(windows, seed) for seed in range(1, asked.seeds + 1)]
    begun = time.perf_counter()
    found = foretell(_daily(windows[:, :LEARN]), HORIZON)
    seconds = time.perf_counter() - begun
    low, high = _hourly(found.edge(0.1), windows), _hourly(found.edge(0.9), windows)
    ours = Answer(_hourly(found.middle, windows), low, high)
    told = [score(one, _dates(found, one.crossed), _dates(found, one.kept)) for one in drawn]
    _row(name, "Mainstay, dates", len(windows), coverage(ours, windows), told, seconds)
    _row("", "Mainstay, middle line", len(windows), None, [_by_line(ours, one) for one in drawn], None)
    for method, forecast in (("linear, 7 days", _linear), ("the week before again", _again)):
        begun = time.perf_counter()
        answer = forecast(windows)
        seconds = time.perf_counter() - begun
        _row(
            "",
            method,
            len(windows),
            coverage(answer, windows),
            [_by_line(answer, one) for one in drawn],
            seconds,
        )
    part = windows[: asked.most]
    fewer = [cases(part, seed) for seed in range(1, asked.seeds + 1)]
    for peer in peers[0] if not name.startswith("all ") else ():
        try:
            answer = _peer(peer, part, peers[1])
        except Failed as failure:
            print(f"| | {peer} | failed: {failure} |")
            continue
        _row(
            "",
            peer,
            len(part),
            coverage(answer, part),
            [_by_line(answer, one) for one in fewer],
            answer.seconds,
        )


def _made_up(asked: argparse.Namespace, peers: tuple[list[str], Path]) -> None:
    """Measure on made-up series of all kinds together, and print rows for each kind and for all."""
    given = made(asked.made_up, _SEED)
    drawn = [limits(given, seed) for seed in range(1, asked.seeds + 1)]
    begun = time.perf_counter()
    found = foretell(_daily(given.measured[:, :LEARN]), HORIZON)
    seconds = time.perf_counter() - begun
    low, high = _hourly(found.edge(0.1), given.measured), _hourly(found.edge(0.9), given.measured)
    ours = Answer(_hourly(found.middle, given.measured), low, high)
    told = [[_dates(found, limit) for limit in (one.crossed, one.kept)] for _, one in drawn]
    lines = {"Mainstay, middle line": ours, "linear, 7 days": _linear(given.measured)}
    lines["the week before again"] = _again(given.measured)
    first = np.arange(len(given.kinds)) % asked.made_up < max(1, asked.most // len(KINDS))
    for peer in peers[0]:
        try:
            lines[peer] = _peer(peer, given.measured[first], peers[1])
        except Failed as failure:
            print(f"| made up | {peer} | failed: {failure} |")
    for name in (*KINDS, "all"):
        rows = np.full(len(given.kinds), True) if name == "all" else given.kinds == name
        dates = [
            score(of_rows(one[1], rows), *(hours[rows] for hours in when))
            for one, when in zip(drawn, told, strict=True)
        ]
        covers = coverage(ours.of(rows), given.came[rows])
        spent = seconds if name == "all" else None
        _row(f"made up, {name}", "Mainstay, dates", int(rows.sum()), covers, dates, spent)
        for method, answer in lines.items():
            chosen = rows & first if method in PEERS else rows
            part = answer.of(chosen[first] if method in PEERS else chosen)
            scores = [_by_line(part, of_rows(one, chosen)) for one, _ in drawn]
            covered = None if answer is ours else coverage(part, given.came[chosen])
            _row("", method, int(chosen.sum()), covered, scores, None)


def _row(
    name: str, method: str, count: int, covers: float | None, told: Sequence[Score], seconds: float | None
) -> None:
    def mean(part: Callable[[Score], float]) -> str:
        known = [part(one) for one in told if part(one) == part(one)]
        return f"{np.mean(known) * 100:.0f} %" if known else "-"

    cells = [mean(lambda one: one.missed), mean(lambda one: one.missed_new), mean(lambda one: one.falsely)]
    off = mean(lambda one: one.error)
    covered = "" if covers is None else f"{covers * 100:.0f} %"
    speed = "" if seconds is None else f"{seconds / count * 1_000:.2f}"
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


def _linear(windows: Rows) -> Answer:
    """Least squares over the last seven days of the signal, as a monitoring system's linear prediction; errors as it left."""
    signal = filled(trailing_means(windows[:, :LEARN]))[:, -168:]
    hours = np.arange(-167, 1)
    centred = hours - hours.mean()
    slope = (signal * centred).sum(axis=1) / (centred**2).sum()
    level = signal.mean(axis=1) - slope * hours.mean()
    rest = np.std(signal - level[:, None] - slope[:, None] * hours, axis=1)[:, None]
    middle = level[:, None] + slope[:, None] * np.arange(1, AHEAD + 1)
    return Answer(middle, middle - 1.2816 * rest, middle + 1.2816 * rest)


def _again(windows: Rows) -> Answer:
    """Seasonal naive: the last week again and again; errors as of the weeks before, growing with the root of the weeks."""
    whole = filled(windows[:, :LEARN])
    middle = _trailing(whole, np.tile(whole[:, -168:], (1, AHEAD // 168)))
    signal = filled(trailing_means(windows[:, :LEARN]))
    spread = np.std(signal[:, 168:] - signal[:, :-168], axis=1)[:, None] * np.sqrt(
        np.arange(AHEAD) // 168 + 1
    )
    return Answer(middle, middle - 1.2816 * spread, middle + 1.2816 * spread)


def _peer(name: str, windows: Rows, scratch: Path) -> Answer:
    home = install(PEERS[name], Path.home() / ".cache" / "mainstay-benchmarks")
    source, target = scratch / "in.npy", scratch / "out.npz"
    whole = filled(windows[:, :LEARN])
    np.save(source, whole)
    command = [home / "bin" / "python", Path(__file__).with_name("forecast_peers.py"), name, source, target]
    try:
        done = subprocess.run(
            list(map(str, command)),
            check=False,
            capture_output=True,
            text=True,
            timeout=_PEER_SECONDS,
            env={"PATH": "/usr/bin:/bin", "HOME": str(scratch), "OMP_NUM_THREADS": "1", **OFFLINE},
        )
    except subprocess.TimeoutExpired:
        raise Failed(f"took longer than {_PEER_SECONDS} s") from None
    if done.returncode:
        raise Failed("".join(done.stderr.splitlines()[-1:]))
    with np.load(target) as found:
        # A day's mean of the ends is the band of hours that err together; it is the only one that they give.
        middle, low, high = (_trailing(whole, found[part]) for part in ("middle", "low", "high"))
        return Answer(middle, low, high, float(found["seconds"]))


def _trailing(past: Rows, future: Rows) -> Rows:
    return trailing_means(np.concatenate([past, future], axis=1))[:, -AHEAD:]


def _limit(count: int) -> str:
    windows = np.random.default_rng(1).standard_normal((count, LEARN))
    begun = time.perf_counter()
    windows.sum()
    seconds = time.perf_counter() - begun
    return f"to add up the points of {count:,} series takes {seconds * 1_000:.2f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
