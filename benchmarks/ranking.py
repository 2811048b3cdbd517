"""What the risk ranking is worth: each repository's own past, window by window, beside the orders it has to beat.

`python -m benchmarks.ranking --repo PATH --repo PATH ...`. Nothing is written into the repositories.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean

from benchmarks.cutting import Cutter, Wanted, lister
from benchmarks.fixes import labels
from benchmarks.table import machine
from mainstay.adapters.git.opening import open_repository
from mainstay.adapters.processes.local import LocalProcesses
from mainstay.analysis.history.marks import mark_message
from mainstay.analysis.history.past import Past, mainline_before
from mainstay.analysis.risk.cuts import moments
from mainstay.analysis.risk.labels import Labels
from mainstay.analysis.risk.ranking import rank
from mainstay.domain.ranking import OrderScore, Ranking, Window

FIGURES = ("rec20", "popt", "p20", "opened", "auc")


@dataclass(frozen=True, slots=True)
class Measured:
    """One repository's ranking, and the processor seconds that it took once the log and the trees were read."""

    name: str
    head: str
    commits: int
    touches: int
    by_keywords: int
    ranking: Ranking
    seconds: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Rank every repository and print the tables; 1 when one has no window to be judged by."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.ranking", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--repo", action="append", required=True, type=Path, help="a repository; give many")
    parser.add_argument("--under", default="", help="rank only paths that begin so, such as lib/")
    parser.add_argument("--suffix", default=".py", help="rank only paths that end so (default: .py)")
    parser.add_argument(
        "--complexity",
        action="store_true",
        help="the hotspot by cognitive complexity instead of lines; each version of each file is parsed",
    )
    parser.add_argument("--top", type=int, default=0, help="also list the first files of both views")
    parser.add_argument("--json", type=Path, help="also write everything into this file")
    asked = parser.parse_args(arguments)
    print(machine())
    found = []
    for path in asked.repo:
        wanted = Wanted(lister(), asked.under, asked.suffix)
        found.append(_measured(path, wanted, with_complexity=asked.complexity))
        _show(found[-1])
        _list(found[-1].ranking, asked.top)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(one) for one in found], indent=1))
    return int(any(not one.ranking.proof.windows for one in found))


def _measured(path: Path, wanted: Wanted, *, with_complexity: bool) -> Measured:
    with open_repository(path, LocalProcesses()) as source:
        log = source.log(mark_message)
        fixes, evidence, keywords = labels(source, log)
        cutter = Cutter(source, wanted, with_complexity)
        head = source.repository
        rows = [(at, mainline_before(log, at)) for at in moments(head.committed_at)]
        present = cutter.cut(head.committed_at, head.head)
        cuts = [cutter.cut(at, log.oids[row]) for at, row in rows if row is not None]
    hints = None if fixes is keywords else keywords
    known = Labels(fixes, evidence, wanted.among(log), hints)
    past = Past(log)
    began = time.process_time()
    ranking = rank(past, present, cuts, known)
    seconds = time.process_time() - began
    place = path.absolute()
    name = place.parent.name if place.name == "repo" else place.name
    return Measured(name, head.head, len(log.oids), len(log.touched), int(keywords.sum()), ranking, seconds)


def _show(one: Measured) -> None:
    proof = one.ranking.proof
    inside = "-" if proof.calibrated is None else f"{proof.calibrated:.0%}"
    print(
        f"\n{one.name} at {one.head[:12]}: {one.commits:,} commits, {one.touches:,} touches, "
        f"{len(one.ranking.files):,} files ranked in {one.seconds * 1000:.0f} ms of processor time"
    )
    print(
        f"  {proof.fixes} fixes in {len(proof.windows)} windows told by {proof.evidence} "
        f"({one.by_keywords:,} commits of the whole log by keywords); {inside} of files within their 80 % interval"
    )
    print(f"  {'claimed' if proof.claim else 'nothing is claimed: ' + proof.reason}")
    for window in proof.windows:
        _show_window(window)
    if len(proof.windows) > 1:
        print(f"\n  mean of {len(proof.windows)} windows")
        by_order = zip(*(window.scores for window in proof.windows), strict=True)
        _show_scores([_mean(scores) for scores in by_order])


def _show_window(window: Window) -> None:
    begin, end = (datetime.fromtimestamp(at, UTC).date().isoformat() for at in (window.begin, window.end))
    print(
        f"\n  {begin} to {end} at {window.commit[:12]}: {window.files:,} files, {window.lines:,} lines; "
        f"{window.fixes} fixes, {window.touches} touches ({window.expected:.0f} expected)"
    )
    _show_scores(window.scores)


def _show_scores(scores: Sequence[OrderScore]) -> None:
    print(f"    {'':24}" + "".join(f"{figure:>8}" for figure in FIGURES))
    for score in scores:
        print(f"    {score.order:24}" + "".join(_cell(getattr(score, figure)) for figure in FIGURES))


def _cell(value: float | None) -> str:
    return f"{'-':>8}" if value is None else f"{value:8.3f}"


def _mean(scores: Sequence[OrderScore]) -> OrderScore:
    figures = {}
    for figure in FIGURES:
        known = [value for score in scores if (value := getattr(score, figure)) is not None]
        figures[figure] = mean(known) if known else None
    return OrderScore(scores[0].order, **figures)


def _list(ranking: Ranking, most: int) -> None:
    views = {
        "read first": sorted(ranking.files, key=lambda file: -file.per_hour),
        "which files": list(ranking.files),
    }
    for view, files in views.items():
        for number, file in enumerate(files[:most], start=1):
            why = ", ".join(f"{feature} x{factor:g}" for feature, factor in file.reasons)
            print(
                f"  {view} {number:3}. {file.path}  {file.fixes:.1f} fixes a year ({file.low:.0f}-{file.high:.0f}), "
                f"{file.lines} lines, {file.per_hour:.2f} an hour: {why}"
            )


if __name__ == "__main__":
    sys.exit(main())
