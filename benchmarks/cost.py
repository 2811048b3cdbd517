"""What fixes took in a population of repositories, and whether hours told from it hold on fixes that came later.

`python -m benchmarks.cost --repo PATH --repo PATH ...` prints the table that is built in (`population` in
src/mainstay/analysis/effort) and, for each repository, the share of held-out fixes within p50 and p90, told with a table made
without it; and the same where lines are counted for 13 months alone, as a check does. With one repository the
built-in table is judged; without any, a synthetic one is made. `--pauses` prints how pauses between commits are spread instead.
"""

import argparse
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.repositories import given_or_synthetic
from benchmarks.work_log import read_commits
from mainstay.analysis.effort.hours import Population, built_in, size_classes
from mainstay.analysis.effort.learning import learn_effort
from mainstay.analysis.effort.pieces import Pieces, pieces
from mainstay.analysis.effort.population import EDGES
from mainstay.analysis.effort.quantiles import quantiles
from mainstay.analysis.effort.sessions import Commits, Floats, Ints, changes
from mainstay.domain.cost_model import EffortModel
from mainstay.domain.price import Range

TENTHS = tuple(np.arange(0.05, 1.0, 0.1))
COUNTED_SECONDS = 395 * 86_400
_FEWEST = 5


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables; 1 when a repository could not be read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repo", action="append", type=Path, help="a repository; give many")
    parser.add_argument("--pauses", action="store_true", help="how pauses between commits are spread")
    asked = parser.parse_args(arguments)
    with given_or_synthetic(asked.repo) as paths:
        read = _read(paths)
        unread = len(paths) - len(read)
    if not read:
        return 1
    if asked.pauses:
        _show_pauses([commits for commits, _ in read.values()])
    else:
        _show(read)
    return int(unread > 0)


def _read(paths: Sequence[Path]) -> dict[str, tuple[Commits, int]]:
    read = {}
    for path in paths:
        name = "/".join(path.absolute().parts[-2:])
        try:
            read[name] = read_commits(path)
        except subprocess.CalledProcessError:
            print(f"{name} cannot be read whole, and is left out", file=sys.stderr)
    return read


def _show(read: Mapping[str, tuple[Commits, int]]) -> None:
    joined = {name: changes(commits) for name, (commits, _) in read.items()}
    gathered = {name: pieces(one) for name, one in joined.items()}
    if len(read) > 1:
        _show_table(population(gathered))
    width = max(map(len, read))
    print(f"{'repository':<{width}}  fixes  lines a fix     hours a fix    days         judged  <=p50  <=p90")
    for name, (commits, now) in read.items():
        others = {other: one for other, one in gathered.items() if other != name}
        before = population(others) if others else built_in()
        _show_model(name.ljust(width), learn_effort(joined[name], gathered[name], now, before))
        short = changes(_counted_lately(commits, now))
        _show_model("  13 months".ljust(width), learn_effort(short, pieces(short), now, before))


def population(members: Mapping[str, Pieces]) -> Population:
    """Make the table of hours and sizes, each repository's fixes counting together as the root of their number."""
    hours = [
        _pooled([one.hours[_class(one, number)] for one in members.values()]) for number in range(len(EDGES))
    ]
    return Population(
        np.array(hours), _pooled([one.lines[one.fix & (one.lines > 0)] for one in members.values()])
    )


def _class(one: Pieces, number: int) -> Ints:
    return np.flatnonzero(one.fix & one.observed & (size_classes(one.size) == number))


def _pooled(parts: Sequence[Floats]) -> Floats:
    told = [np.log(np.maximum(part, 1 / 60)) for part in parts if len(part) >= _FEWEST]
    if not told:
        return np.ones(len(TENTHS))
    weights = np.concatenate([np.full(len(part), len(part) ** -0.5) for part in told])
    return np.exp(quantiles(np.concatenate(told), weights, TENTHS))


def _counted_lately(commits: Commits, now: int) -> Commits:
    """Forget the lines of commits older than those that a check counts by default."""
    old = commits.authored <= now - COUNTED_SECONDS
    added, deleted = np.where(old, -1, commits.added), np.where(old, -1, commits.deleted)
    columns = (commits.fixes, commits.topics, commits.left_out, commits.landed)
    return Commits(commits.authored, commits.people, added, deleted, *columns)


def _show_table(table: Population) -> None:
    print("HOURS")
    for row in table.hours:
        print("    (" + ", ".join(f"{hours:.3f}" for hours in row) + "),")
    print("LINES\n    (" + ", ".join(f"{lines:.1f}" for lines in table.sizes) + ")\n")


def _show_model(name: str, model: EffortModel) -> None:
    shares = [
        f"{share:>7.0%}" if share is not None else f"{'-':>7}"
        for share in (model.within_p50, model.within_p90)
    ]
    days = "-" if model.days_per_fix is None else _range(model.days_per_fix, 1)
    figures = f"{_range(model.lines_per_fix, 0):<15}{_range(model.hours_per_fix, 2):<15}{days:<12}"
    print(f"{name} {model.fixes:>6}  {figures}{model.judged:>7}{''.join(shares)}")


def _range(figures: Range, places: int) -> str:
    return f"{figures.p50:.{places}f} - {figures.p90:.{places}f}"


def _show_pauses(members: Sequence[Commits]) -> None:
    """Draw the density of the logarithm of pauses, each repository counting alike."""
    edges = np.geomspace(0.5, 86_400, 40)
    density = np.zeros(len(edges) - 1)
    for commits in members:
        known = np.flatnonzero(~(commits.left_out | commits.landed))
        order = known[np.lexsort((commits.authored[known], commits.people[known]))]
        same = commits.people[order][1:] == commits.people[order][:-1]
        minutes = np.diff(commits.authored[order])[same] / 60
        density += np.histogram(minutes, edges)[0] / max(len(minutes), 1) / len(members)
    for least, share in zip(edges, density, strict=False):
        print(f"{least:>10.1f} min {share:6.2%} {'#' * round(share * 1_000)}")


if __name__ == "__main__":
    sys.exit(main())
