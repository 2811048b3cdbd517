"""What the benchmark of the ranking prints: labels, each window with every order, means, and how other tools fared."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from statistics import mean

from benchmarks.windows import Measured
from mainstay.domain.ranking import OrderScore, Ranking, Window

FIGURES = ("rec20", "popt", "p20", "opened", "auc")


def show(one: Measured) -> None:
    """Print everything about one repository."""
    proof = one.ranking.proof
    inside = "-" if proof.calibrated is None else f"{proof.calibrated:.0%}"
    print(
        f"\n{one.name} at {one.head[:12]} of {_day(one.head_at)}: {one.commits:,} commits, {one.touches:,} touches, "
        f"{len(one.ranking.files):,} files ranked in {one.seconds * 1000:.0f} ms of processor time"
    )
    told = one.evidence
    print(
        f"  {proof.fixes} fixes in {len(proof.windows)} windows told by {proof.evidence}; "
        f"{inside} of files within their 80 % interval\n"
        f"  commits of the whole log that are fixes by change-log entries {told.entries:,}, by issues {told.issues:,}, "
        f"by words {told.words:,}; set apart as made by programs or layout alone {told.apart:,}"
    )
    print(f"  {'claimed' if proof.claim else 'nothing is claimed: ' + proof.reason}")
    for window in proof.windows:
        _show_window(window)
    if len(proof.windows) > 1:
        print(f"\n  mean of {len(proof.windows)} windows")
        _show_scores(means(proof.windows))
        for order, judged in rarer(proof.windows).items():
            print(f"    {order}: in {judged} of {len(proof.windows)} windows, so that it has no mean")
    _show_peers(one)


def means(windows: Sequence[Window]) -> list[OrderScore]:
    """Give the means of every order that was tried in all windows: one window's figures are no mean of six."""
    by_order: dict[str, list[OrderScore]] = {}
    for window in windows:
        for score in window.scores:
            by_order.setdefault(score.order, []).append(score)
    return [_mean(scores) for scores in by_order.values() if len(scores) == len(windows)]


def rarer(windows: Sequence[Window]) -> dict[str, int]:
    """Tell in how many windows the orders were tried that were not tried in all."""
    tried = Counter(score.order for window in windows for score in window.scores)
    return {order: count for order, count in tried.items() if count < len(windows)}


def show_files(ranking: Ranking, most: int) -> None:
    """Print the first files of both views with the reasons."""
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


def _show_window(window: Window) -> None:
    print(
        f"\n  {_day(window.begin)} to {_day(window.end)} at {window.commit[:12]}: {window.files:,} files, "
        f"{window.lines:,} lines; {window.fixes} fixes, {window.touches} touches ({window.expected:.0f} expected)"
    )
    _show_scores(window.scores)


def _show_scores(scores: Sequence[OrderScore]) -> None:
    print(f"    {'':26}" + "".join(f"{figure:>8}" for figure in FIGURES))
    for score in scores:
        print(f"    {score.order:26}" + "".join(_cell(getattr(score, figure)) for figure in FIGURES))


def _show_peers(one: Measured) -> None:
    for row in one.peers:
        told = (
            f"no row: {row.failure}"
            if row.failure
            else f"{row.wall:.0f} s wall, {row.cpu:.0f} s of processor time, {row.memory / 1e6:,.0f} MB"
        )
        print(f"\n  {row.name}: {told}")


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def _cell(value: float | None) -> str:
    return f"{'-':>8}" if value is None else f"{value:8.3f}"


def _mean(scores: Sequence[OrderScore]) -> OrderScore:
    figures = {}
    for figure in FIGURES:
        known = [value for score in scores if (value := getattr(score, figure)) is not None]
        figures[figure] = mean(known) if known else None
    return OrderScore(scores[0].order, **figures)
