"""The words in which every format tells of tests: what they cover, what is at risk without them, what is flaky or slow."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mainstay.domain.coverage import Coverage, CoveragePoint, CoverageSource, Gap
from mainstay.domain.test_runs import FEWEST_RUNS, Cluster, Flakiness, FlakyTest, RunHistory, SlowTest
from mainstay.present.numbers import NONE, THIN, count, decimal, percent, percent_between, plural, signed
from mainstay.present.times import day, duration
from mainstay.present.visible import visible

_NAME = 60
_MOST_SOURCES = 3
_SLOW, _NOTABLE = 0.5, 0.01  # seconds, and the share of all time


@dataclass(frozen=True, slots=True)
class FolderCoverage:
    """One folder with all below it: files whose lines are known, lines that can run, lines that did."""

    path: str
    files: int
    executable: int
    covered: int


def coverage_sentence(coverage: Coverage) -> str:
    """Tell how much ran, of how much, and by which data."""
    measured = sum(1 for file in coverage.files if file.executable)
    read = ", ".join(_source(one) for one in coverage.sources[:_MOST_SOURCES])
    more = len(coverage.sources) - _MOST_SOURCES
    read += f" and {plural(more, 'more file')}" if more > 0 else ""
    if not coverage.files:
        return f"no coverage that fits a source file as it is now; read from {read}"
    if not measured:
        ran = sum(file.covered for file in coverage.files)
        told = f"{plural(ran, 'line')} ran in {plural(len(coverage.files), 'file')}, of how many is not told"
        return f"{told}; read from {read}"
    told = f"{percent(coverage.covered / coverage.executable)} of {plural(coverage.executable, 'line')}"
    told += f" in {plural(measured, 'file')} ran"
    if coverage.branches:
        told += f", {percent(coverage.branches_taken / coverage.branches)} of branches"
    return f"{told}{coverage_change(coverage.trend)}; read from {read}"


def _source(one: CoverageSource) -> str:
    of = f" of {day(one.at)}" if one.at else ""
    # Of what lies elsewhere the last folder tells enough, which in a history is that of its commit.
    name = f"…/{'/'.join(one.name.split('/')[-2:])}" if one.name.startswith("/") else one.name
    return f"{visible(name, _NAME)} ({one.format}{of})"


def coverage_change(trend: Sequence[CoveragePoint]) -> str:
    """Tell how coverage moved since its oldest point: ", +1.2 points since 2026-01-03"; "" without two points."""
    known = [point for point in trend if point.executable]
    if len(known) < 2:
        return ""
    first, last = known[0], known[-1]
    points = 100 * (last.covered / last.executable - first.covered / first.executable)
    way = "unchanged" if round(points, 1) == 0 else f"{signed(points)} points"
    return f", {way} since {day(first.at)}"


def gap_place(gap: Gap) -> str:
    """Name what is at risk: a file, or a function of it at its line."""
    return f"{visible(gap.path)}:{gap.line} {visible(gap.symbol, 40)}" if gap.symbol else visible(gap.path)


def gap_figures(gap: Gap) -> tuple[str, str, str]:
    """Give the share that did not run, the fixes a year expected of the file, and those an hour of reading meets."""
    fixes = decimal(gap.fixes) if gap.fixes else NONE
    return percent(gap.missed / gap.executable), fixes, decimal(gap.per_hour) if gap.per_hour else NONE


def by_folder(coverage: Coverage, most: int) -> list[FolderCoverage]:
    """Give the folders with the most lines that did not run, the root and those that say the same as one below left out."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for file in coverage.files:
        if file.executable:
            folder = file.path.rpartition("/")[0]
            while folder:
                for place, figure in enumerate((1, file.executable, file.covered)):
                    sums[folder][place] += figure
                folder = folder.rpartition("/")[0]
    only = {
        path.rpartition("/")[0]
        for path, figures in sums.items()
        if sums.get(path.rpartition("/")[0]) == figures
    }
    told = [FolderCoverage(path, *figures) for path, figures in sums.items() if path not in only]
    return sorted(told, key=lambda one: (one.covered - one.executable, one.path))[:most]


def runs_sentence(runs: RunHistory) -> str:
    """Tell what was read: tests, runs, how many of these say their commit, how long one takes."""
    told = f"{plural(runs.tests, 'test')} in {plural(runs.runs, 'run')}"
    if runs.runs > 1:
        named = "all" if runs.committed == runs.runs else count(runs.committed) if runs.committed else "none"
        told += f" of {plural(runs.environments, 'environment')}, {named} with a commit"
    return f"{told}; {duration(runs.seconds)} a run" if runs.seconds else told


def flakiness_sentence(runs: RunHistory) -> str:
    """Tell the share of runs in which a flaky test failed, where it came from, and how many tests are named."""
    flakiness = runs.flakiness
    if flakiness is None:
        return f"nothing is told of flaky tests: {runs.reason}"
    told = f"flaky tests failed {percent(flakiness.rate, 1)} of {plural(flakiness.runs, 'run')}"
    told += f" (80{THIN}% interval {percent(flakiness.low, 1)} to {percent(flakiness.high, 1)})"
    if change := flakiness_change(flakiness):
        told += f", {change}"
    return f"{told}; {plural(len(runs.flaky), 'test')} named"


def flakiness_change(flakiness: Flakiness) -> str:
    """Tell where it came from: "3.2 % lately, up from 2.8 %"; "" where there are too few runs for halves."""
    if flakiness.before is None or flakiness.after is None:
        return ""
    before, after = percent(flakiness.before, 1), percent(flakiness.after, 1)
    way = "up" if flakiness.after > flakiness.before else "down"
    return f"{after} lately, {way} from {before}" if before != after else f"unchanged at {after}"


def run_remarks(runs: RunHistory) -> list[str]:
    """Tell what else is known: runs set apart, broken tests, what there is not enough evidence for."""
    told = []
    if runs.infrastructure:
        told.append(f"{plural(runs.infrastructure, 'run')} set apart, in which most tests failed")
    if runs.broken:
        told.append(f"{plural(len(runs.broken), 'test')} broken at some commit, which is not flaky")
    if runs.unjudged:
        told.append(
            f"{plural(runs.unjudged, 'test')} flipped in under {FEWEST_RUNS} runs: not enough evidence"
        )
    if runs.ambiguous:
        told.append(f"{plural(runs.ambiguous, 'name')} of several tests at once, which are not judged")
    return told


def flaky_figures(one: FlakyTest) -> tuple[str, str, str]:
    """Give a flaky test's rate, its interval and the failures of its runs."""
    return (
        percent(one.rate, 1),
        percent_between(one.low, one.high, 1),
        f"{count(one.failures)} of {count(one.runs)}",
    )


def slow_figures(one: SlowTest) -> tuple[str, str, str, str]:
    """Give a slow test's median and 95 % quantile, its share of the suite's time, and how much slower it became."""
    grown = f"{decimal(one.after / one.before)} times" if one.before else ""
    return duration(one.median), duration(one.p95), percent(one.share), grown


def slow_telling(slow: Sequence[SlowTest]) -> list[SlowTest]:
    """Leave out tests that nobody would call slow: under half a second, or under a hundredth of all time, and no slower."""
    return [one for one in slow if one.before or (one.median >= _SLOW and one.share >= _NOTABLE)]


def cluster_sentence(cluster: Cluster, most: int = 5) -> str:
    """Name the tests that fail together, and in how many runs they did."""
    named = ", ".join(visible(name, 80) for name in cluster.tests[:most])
    left = len(cluster.tests) - most
    more = f" and {count(left)} more" if left > 0 else ""
    return f"{count(len(cluster.tests))} tests failed together in {plural(cluster.together, 'run')}: {named}{more}"
