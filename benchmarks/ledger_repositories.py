"""What the ledger would have said of repositories each Monday, class by class, and how right that would have been.

    python -m benchmarks.ledger_repositories --repos PATH,PATH [--weeks 104]

Each repository is replayed from the day of its last commit back, whenever that was; `mainstay ledger replay --repository`
counts from today. It is read by the same readers, and kept in no ledger.
"""

import argparse
import subprocess
from collections import defaultdict
from collections.abc import Sequence

from benchmarks.ledger_replays import bands, chances, dates
from benchmarks.table import machine
from mainstay.analysis.forecasting.looking_back import MOST_HISTORY
from mainstay.analysis.ledger.issuing import WEEKS
from mainstay.analysis.ledger.replaying import replay
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.ledger_case import BandCase, Came, CrossingCase
from mainstay.wiring.repository_series import series_of_repositories

_HEAD = (
    "| class | series | levels: 1 week | 4 weeks | 12 weeks | chances | came | Brier | share "
    "| dates | hit | early | late | never came |"
)


class _Silence:
    """Progress that nobody sees."""

    def stage(self, title: str, total: int | None = None) -> None:
        """Begin a stage."""

    def advance(self, amount: int = 1) -> None:
        """Tell that work is done."""


def main(given: Sequence[str] | None = None) -> int:
    """Replay, and print a row for each class."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--repo", default="", help="one more")
    parser.add_argument("--repos", required=True, help="paths of repositories, with commas between")
    parser.add_argument("--weeks", type=int, default=104, help="Mondays that are replayed at most")
    asked = parser.parse_args(given)
    series: defaultdict[str, int] = defaultdict(int)
    levels: defaultdict[str, list[BandCase]] = defaultdict(list)
    crossings: defaultdict[str, list[CrossingCase]] = defaultdict(list)
    for path in filter(None, [*asked.repos.split(","), asked.repo]):
        last = int(
            subprocess.run(
                ["git", "-C", path, "log", "-1", "--format=%ct"], capture_output=True, text=True, check=True
            ).stdout
        )
        wanted = ForecastAsked(repositories=(path,), history=asked.weeks * 7 + MOST_HISTORY)
        for group in series_of_repositories(wanted, last, [], [], _Silence()):
            found = replay(group, asked.weeks)
            for signal, _ in group:
                series[signal.sort] += 1
            for level in found.bands:
                levels[level.sort].append(level)
            for crossing in found.crossings:
                crossings[crossing.sort].append(crossing)
    print(f"{machine()}\n\n{_HEAD}\n| :-- |" + " --: |" * 13)
    for sort in sorted(series):
        _row(sort, series[sort], levels[sort], crossings[sort])
    return 0


def _row(sort: str, series: int, levels: Sequence[BandCase], crossings: Sequence[CrossingCase]) -> None:
    held = bands(levels)
    cells = [
        f"{held[weeks].before:.0%} to {held[weeks].after:.0%} of {held[weeks].count:,}"
        if weeks in held
        else ""
        for weeks in WEEKS
    ]
    told = chances(crossings)
    cells += (
        [f"{told.count:,}", f"{told.came:.1%}", f"{told.brier:.3f}", f"{told.share:.3f}"]
        if told
        else [""] * 4
    )
    came = dates(crossings)
    never = sum(bool(one.at) and one.passed == 0 for one in crossings)
    cells += [
        str(sum(came.values())),
        *(str(came[one]) for one in (Came.HIT, Came.EARLY, Came.LATE)),
        str(never),
    ]
    print(f"| {sort} | {series} | {' | '.join(cells)} |")


if __name__ == "__main__":
    raise SystemExit(main())
