"""The verdict on all results: what is flaky, what is broken, what fails together, what is slow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.test_runs.clusters import clustered
from mainstay.analysis.test_runs.identity import Identity
from mainstay.analysis.test_runs.rates import Tally, rates, share_interval, tally
from mainstay.analysis.test_runs.results import Columns, Results, Whole
from mainstay.analysis.test_runs.slowness import run_seconds, slowest
from mainstay.domain.test_runs import (
    FEWEST_RUNS,
    Cluster,
    Flakiness,
    FlakinessPoint,
    FlakyTest,
    RunHistory,
    RunMark,
    SlowTest,
)

_MOST_LISTED = 200
_MOST_CLUSTERS = 50
_MOST_BROKEN = 50
_FEWEST_TESTS = 5
_MOST_OF_THEM = 0.5
_FEWEST_HALF = 10
_MOST_PARTS = 12


@dataclass(frozen=True, slots=True)
class _Cells:
    """Results added up for each test at each commit in each environment; `of` names the cell of each row."""

    test: Whole
    failures: Whole
    tries: Whole
    of: Whole

    @property
    def mixed(self) -> NDArray[np.bool_]:
        """Where a test both passed and failed."""
        return (self.failures > 0) & (self.failures < self.tries)


def judge(results: Results, files: int, place: Callable[[int], str]) -> RunHistory:
    """Judge all results read from so many files; `place` gives the path of the file that a test stands in, or ""."""
    names = list(results.names)
    identities = results.identities
    columns = results.columns()
    apart = _infrastructure(columns, len(identities))
    order = _order(identities)
    slow = slowest(columns, order)
    kept, cells, telling, flaky_rows = _told_apart(results, columns, apart)
    told = tally(cells.test, cells.failures, cells.tries, len(names))
    enough = (told.failures > 0) & (told.runs >= FEWEST_RUNS)
    flaky = _flaky(told, np.flatnonzero(enough), names, place, results.lines)
    broken = np.unique(cells.test[(cells.tries >= 2) & (cells.failures == cells.tries)])
    broken = broken[told.failures[broken] == 0]
    repeated = int(telling.sum())
    return RunHistory(
        files=files,
        runs=len(identities),
        tests=len(names),
        environments=len({one.environment for one in identities}),
        committed=sum(bool(one.commit) for one in identities),
        dated=sum(bool(one.at) for one in identities),
        repeated=repeated,
        infrastructure=int(apart.sum()),
        seconds=run_seconds(columns),
        flakiness=_flakiness(flaky_rows, telling, order, identities) if repeated >= FEWEST_RUNS else None,
        flaky=flaky[:_MOST_LISTED],
        broken=tuple(names[test] for test in broken[:_MOST_BROKEN].tolist()),
        unjudged=int(((told.failures > 0) & ~enough).sum()),
        ambiguous=len(results.ambiguous),
        clusters=_clusters(flaky_rows, kept, names),
        slow=tuple(
            SlowTest(
                names[one.test],
                place(one.test),
                one.runs,
                one.median,
                one.p95,
                one.share,
                one.before,
                one.after,
                results.lines.get(one.test, 0),
            )
            for one in slow
        ),
        reason=_reason(identities, repeated),
    )


def run_marks(results: Results) -> tuple[RunMark, ...]:
    """Tell of each run that can tell, and says when it was, whether a test failed wrongly in it; the oldest first.

    A run can tell where some test of it was tried twice or more at its commit in its environment.
    """
    identities = results.identities
    columns = results.columns()
    _, _, telling, flaky = _told_apart(results, columns, _infrastructure(columns, len(identities)))
    hit = set(flaky.run.tolist())
    marks = (RunMark(identities[run].at, run in hit) for run in np.flatnonzero(telling).tolist())
    return tuple(sorted((one for one in marks if one.at > 0), key=lambda one: (one.at, one.flaky)))


def _told_apart(
    results: Results, columns: Columns, apart: NDArray[np.bool_]
) -> tuple[Columns, _Cells, NDArray[np.bool_], Columns]:
    """Give the rows that count, added up; the runs that can tell; and the rows of tests that failed wrongly."""
    clear = ~apart[columns.run] & ~np.isin(columns.test, np.array(sorted(results.ambiguous), dtype=np.int64))
    kept = columns.where(clear)
    cells = _cells(kept, _groups(results.identities), len(results.names))
    telling = _telling(kept, cells, len(results.identities))
    return kept, cells, telling, kept.where(cells.mixed[cells.of] & (kept.failures > 0))


def _infrastructure(columns: Columns, runs: int) -> NDArray[np.bool_]:
    """Tell the runs of five tests or more in which half of them or more failed: the cause is none of theirs."""
    failed = (columns.failures > 0) & (columns.passes == 0)
    tests = np.bincount(columns.run, minlength=runs)
    failures = np.bincount(columns.run, failed, runs)
    return np.asarray((tests >= _FEWEST_TESTS) & (failures >= _MOST_OF_THEM * tests))


def _order(identities: Sequence[Identity]) -> Whole:
    """Give each run's place in time; runs without a time stand by their names before all others."""
    places = sorted(range(len(identities)), key=lambda one: (identities[one].at, identities[one].run))
    order = np.empty(len(identities), dtype=np.int64)
    order[places] = np.arange(len(identities))
    return order


def _groups(identities: Sequence[Identity]) -> Whole:
    """Number the runs of one commit in one environment alike; a run without a commit is alone."""
    seen: dict[tuple[str, str, str], int] = {}
    keys = ((one.commit, one.environment, "" if one.commit else one.run) for one in identities)
    return np.array([seen.setdefault(key, len(seen)) for key in keys], dtype=np.int64)


def _cells(columns: Columns, groups: Whole, tests: int) -> _Cells:
    keys, of = np.unique(groups[columns.run] * max(tests, 1) + columns.test, return_inverse=True)
    failures = np.bincount(of, columns.failures, len(keys)).astype(np.int64)
    tries = np.bincount(of, columns.failures + columns.passes, len(keys)).astype(np.int64)
    return _Cells(keys % max(tests, 1), failures, tries, of)


def _telling(columns: Columns, cells: _Cells, runs: int) -> NDArray[np.bool_]:
    """Tell the runs of which some test was tried twice or more at their commit in their environment."""
    telling = np.zeros(runs, dtype=np.bool_)
    telling[columns.run[cells.tries[cells.of] >= 2]] = True
    return telling


def _flaky(
    told: Tally, tests: Whole, names: Sequence[str], place: Callable[[int], str], lines: Mapping[int, int]
) -> tuple[FlakyTest, ...]:
    if not len(tests):
        return ()
    mean, low, high = rates(told, tests)
    found = [
        FlakyTest(
            names[test],
            place(test),
            float(mean[at]),
            float(low[at]),
            float(high[at]),
            int(told.runs[test]),
            int(told.failures[test]),
            lines.get(test, 0),
        )
        for at, test in enumerate(tests.tolist())
    ]
    return tuple(sorted(found, key=lambda one: (-one.rate, one.name)))


def _flakiness(
    flaky: Columns, telling: NDArray[np.bool_], order: Whole, identities: Sequence[Identity]
) -> Flakiness:
    hit = np.zeros(len(telling), dtype=np.bool_)
    hit[flaky.run] = True
    runs = np.flatnonzero(telling)
    runs = runs[np.argsort(order[runs])]
    in_time = hit[runs]
    low, high = share_interval(int(in_time.sum()), len(in_time))
    half = len(in_time) // 2
    enough = half >= _FEWEST_HALF
    return Flakiness(
        rate=float(in_time.mean()),
        low=low,
        high=high,
        runs=len(in_time),
        flaky=int(in_time.sum()),
        before=float(in_time[:half].mean()) if enough else None,
        after=float(in_time[half:].mean()) if enough else None,
        trend=_parts(runs, hit, identities),
    )


def _parts(runs: Whole, hit: NDArray[np.bool_], identities: Sequence[Identity]) -> tuple[FlakinessPoint, ...]:
    """Take the runs, oldest first, in parts of about the same number, so that each tells as much as the others."""
    parts = min(len(runs) // _FEWEST_HALF, _MOST_PARTS)
    if parts < 2:
        return ()
    return tuple(
        FlakinessPoint(identities[int(part[-1])].at, len(part), int(hit[part].sum()))
        for part in np.array_split(runs, parts)
    )


def _clusters(flaky: Columns, kept: Columns, names: Sequence[str]) -> tuple[Cluster, ...]:
    found = clustered(flaky.test, flaky.run, kept.test, kept.run)
    return tuple(
        Cluster(tuple(names[test] for test in tests), together) for tests, together in found[:_MOST_CLUSTERS]
    )


def _reason(identities: Sequence[Identity], repeated: int) -> str:
    if repeated >= FEWEST_RUNS:
        return ""
    if not any(one.commit for one in identities) and not repeated:
        return "no run names its commit, and none tried a failed test again"
    return f"not enough evidence: {repeated} runs share commit and environment with another, {FEWEST_RUNS} are needed"
