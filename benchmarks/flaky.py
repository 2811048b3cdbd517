"""How well the rates of flaky tests are told: simulated suites with known rates, ours beside two plain formulas.

    python -m benchmarks.flaky [--repo /path]

Each row is 60 suites of 300 tests: a share of them is flaky with rates from Beta(a, b), at some commits tests are broken and
fail in every run, and each commit is run a few times. Told are tests that flipped in 20 runs or more. "ratio" is failures over
runs with Wilson's interval; "flips" turns the share of neighbouring runs with another result, p, back into a rate by
p = 2 r (1 - r). With --repo the results that lie in that work tree are judged too.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mainstay.adapters.artefacts import LocalArtefacts
from mainstay.analysis.test_runs.rates import rates, tally
from mainstay.analysis.test_runs.results import Figures
from mainstay.domain.check_options import CheckOptions
from mainstay.keepers.tests.places import places
from mainstay.keepers.tests.running import run_results
from mainstay.present.suite_words import flakiness_sentence, runs_sentence

_SUITES, _TESTS, _LEAST = 60, 300, 20
_Z = 1.2816  # the 90 % quantile of the normal distribution


@dataclass(frozen=True)
class Setting:
    """How suites are simulated: share of flaky tests, Beta(a, b) of their rates, commits, runs of each, share broken."""

    name: str
    flaky: float
    a: float
    b: float
    commits: int
    runs: int
    broken: float = 0.02


SETTINGS = (
    Setting("common: 5 % flaky, 25 commits x 3", 0.05, 0.8, 8.0, 25, 3),
    Setting("rare rates: 10 % flaky, 60 commits x 2", 0.10, 0.5, 20.0, 60, 2),
    Setting("high rates: 5 % flaky, 12 commits x 2", 0.05, 1.5, 3.0, 12, 2),
    Setting("many runs: 5 % flaky, 20 commits x 20", 0.05, 0.8, 8.0, 20, 20),
    Setting("nothing flaky, much broken, 25 commits x 3", 0.0, 1.0, 1.0, 25, 3, 0.2),
)


@dataclass
class Told:
    """What was told of one setting: errors of each formula, and how many intervals held the truth."""

    tests: int = 0
    wrongly: int = 0
    held: int = 0
    held_wilson: int = 0
    errors: dict[str, list[float]] = field(default_factory=lambda: {"ours": [], "ratio": [], "flips": []})


def simulate(setting: Setting, suites: int = _SUITES) -> Told:
    """Simulate suites and hold what is told of them against the truth."""
    told = Told()
    for seed in range(suites):
        chance = np.random.default_rng(seed)
        truth = np.where(
            chance.random(_TESTS) < setting.flaky, chance.beta(setting.a, setting.b, _TESTS), 0.0
        )
        shape = (_TESTS, setting.commits, setting.runs)
        broken = chance.random(shape[:2]) < setting.broken
        failed = (chance.random(shape) < truth[:, None, None]) | broken[:, :, None]
        _judge(truth, failed, told)
    return told


def _judge(truth: Figures, failed: NDArray[np.bool_], told: Told) -> None:
    tests, commits, runs = failed.shape
    failures = failed.sum(axis=2)
    added = tally(
        np.repeat(np.arange(tests), commits), failures.ravel(), np.full(tests * commits, runs), tests
    )
    of = np.flatnonzero((added.failures > 0) & (added.runs >= _LEAST))
    if not len(of):
        return
    rate, low, high = rates(added, of)
    ratio = added.failures[of] / added.runs[of]
    counted = failures[of] < runs
    results = [failed[test][counts].astype(int) for test, counts in zip(of, counted, strict=True)]
    flips = np.array([np.diff(one, axis=1).astype(bool).mean() for one in results])
    from_flips = (1 - np.sqrt(np.maximum(1 - 2 * flips, 0))) / 2
    middle = (ratio + _Z**2 / (2 * added.runs[of])) / (1 + _Z**2 / added.runs[of])
    spread = _Z / (1 + _Z**2 / added.runs[of])
    spread = spread * np.sqrt(ratio * (1 - ratio) / added.runs[of] + _Z**2 / (4 * added.runs[of] ** 2))
    known = truth[of]
    told.tests += len(of)
    told.wrongly += int((known == 0).sum())
    told.held += int(((low <= known) & (known <= high)).sum())
    told.held_wilson += int(((middle - spread <= known) & (known <= middle + spread)).sum())
    for name, values in (("ours", rate), ("ratio", ratio), ("flips", from_flips)):
        told.errors[name] += np.abs(values - known).tolist()


def rows(suites: int = _SUITES) -> list[list[str]]:
    """Give a row for each setting."""
    found = []
    for setting in SETTINGS:
        told = simulate(setting, suites)
        if not told.tests:
            found.append([setting.name, "0", "0", *["-"] * 5])
            continue
        means = [f"{100 * np.mean(errors):.2f}" for errors in told.errors.values()]
        shares = [f"{100 * held / told.tests:.1f}" for held in (told.held, told.held_wilson)]
        found.append([setting.name, str(told.tests), str(told.wrongly), *shares, *means])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repo", help="a work tree whose results of test runs are judged too")
    given = parser.parse_args(arguments)
    heads = [
        "setting",
        "told",
        "wrongly",
        "80 % holds, %",
        "Wilson, %",
        "error ours, points",
        "ratio",
        "flips",
    ]
    lines = [heads, *rows()]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        sys.stdout.write("  ".join([line[0].ljust(widths[0]), *cells]) + "\n")
    if given.repo:
        artefacts = LocalArtefacts(str(Path(given.repo).resolve()))
        runs, _ = run_results(artefacts, places(artefacts, CheckOptions()).results, frozenset())
        told = (
            f"{runs_sentence(runs)}; {flakiness_sentence(runs)}"
            if runs is not None
            else "no results of test runs"
        )
        sys.stdout.write(f"{given.repo}: {told}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
