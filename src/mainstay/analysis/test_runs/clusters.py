"""Flaky tests that fail in the same runs: of one cause, as three of four flaky tests are (Parry et al. 2025)."""

import math

import numpy as np

from mainstay.analysis.test_runs.results import Whole

_MOST_TESTS = 600
_MOST_RUNS = 4_000
_FEWEST = 2
_SURE = 0.01
_LEAST_PHI = 0.4


def clustered(test: Whole, run: Whole, ran_test: Whole, ran_run: Whole) -> list[tuple[list[int], int]]:
    """Give clusters of tests, the largest first, each with the runs in which at least two of them failed.

    `test` and `run` are flaky failures, `ran_test` and `ran_run` all tests in all runs. Two tests belong together where the
    chance of so many failures in the same runs (hypergeometric, over runs that had both) is below 1 % after Holm's
    correction for all pairs that were looked at, and phi is at least 0.4; clusters are what such pairs connect.
    """
    often, counts = np.unique(test, return_counts=True)
    often = often[np.lexsort((often, -counts))][:_MOST_TESTS]
    often = np.sort(often[np.isin(often, np.unique(test)[counts >= _FEWEST])])
    if len(often) < 2:
        return []
    runs = np.unique(run)[-_MOST_RUNS:]
    ran_runs = np.unique(ran_run)[-_MOST_RUNS:]
    runs = np.union1d(runs, ran_runs)[-_MOST_RUNS:]
    failed, ran = _table(test, run, often, runs), _table(ran_test, ran_run, often, runs)
    together = (failed @ failed.T).astype(np.int64)
    both = (ran @ ran.T).astype(np.int64)
    alone = (failed @ ran.T).astype(np.int64)  # failures of one in runs that had the other
    pairs = [
        (int(i), int(j))
        for i, j in zip(*np.nonzero(np.triu(together, 1) >= _FEWEST), strict=True)
        if _phi(both[i, j], alone[i, j], alone[j, i], together[i, j]) >= _LEAST_PHI
    ]
    looked_at = len(often) * (len(often) - 1) // 2
    chances = sorted((_tail(both[i, j], alone[i, j], alone[j, i], together[i, j]), i, j) for i, j in pairs)
    parent = list(range(len(often)))
    for place, (chance, i, j) in enumerate(chances):
        if chance * (looked_at - place) >= _SURE:
            break
        parent[_root(parent, i)] = _root(parent, j)
    groups: dict[int, list[int]] = {}
    for place in range(len(often)):
        groups.setdefault(_root(parent, place), []).append(place)
    found = [
        ([int(often[place]) for place in group], int((failed[group].sum(axis=0) >= 2).sum()))
        for group in groups.values()
        if len(group) > 1
    ]
    return sorted(found, key=lambda one: (-len(one[0]), one[0]))


def _table(
    test: Whole, run: Whole, tests: Whole, runs: Whole
) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    kept = np.isin(test, tests) & np.isin(run, runs)
    table = np.zeros((len(tests), len(runs)), dtype=np.float32)
    table[np.searchsorted(tests, test[kept]), np.searchsorted(runs, run[kept])] = 1
    return table


def _phi(total: int, one: int, other: int, both: int) -> float:
    spread = one * (total - one) * other * (total - other)
    return (
        float(total * both - one * other) / math.sqrt(spread) if spread > 0 else float(both == one == other)
    )


def _tail(total: int, one: int, other: int, both: int) -> float:
    """Give the chance of `both` or more in common, of `one` and `other` out of `total` drawn at random."""
    top = min(one, other)
    whole = _log_choose(total, other)
    return math.fsum(
        math.exp(_log_choose(one, k) + _log_choose(total - one, other - k) - whole)
        for k in range(int(both), int(top) + 1)
        if other - k <= total - one
    )


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place
