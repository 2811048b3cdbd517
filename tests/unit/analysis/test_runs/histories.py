"""Made-up histories of test runs whose true rates are known."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mainstay.analysis.test_runs.identity import Identity
from mainstay.analysis.test_runs.junit import Case
from mainstay.analysis.test_runs.results import Results

Truth = NDArray[np.float64]


def results_of(runs: Sequence[tuple[str, Sequence[bool]]], seconds: Sequence[float] = ()) -> Results:
    """Give results of runs, each with its commit and whether each test failed, a day apart."""
    results = Results()
    for day, (commit, failed) in enumerate(runs):
        for test, bad in enumerate(failed):
            time = seconds[day] if seconds else 1.0
            results.take(Case(f"a.B::t{test}", "", int(bad), not bad, False, time))
        results.close(Identity(f"run{day:05}", commit, "", 86_400 * (day + 1)))
    return results


def simulated(
    seed: int,
    *,
    tests: int = 150,
    flaky: float = 0.1,
    commits: int = 25,
    repeats: int = 3,
    broken: float = 0.02,
) -> tuple[Truth, Results]:
    """Simulate a suite: a share of tests is flaky, and at some commits tests are broken and fail each time."""
    chance = np.random.default_rng(seed)
    truth = np.where(chance.random(tests) < flaky, chance.beta(0.8, 6, tests), 0.0)
    runs = []
    for commit in range(commits):
        is_broken = chance.random(tests) < broken
        runs += [
            (f"c{commit}", ((chance.random(tests) < truth) | is_broken).tolist()) for _ in range(repeats)
        ]
    return truth, results_of(runs)
