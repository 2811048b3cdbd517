"""The rate of flaky tests: held against simulated suites whose true rates are known."""

import numpy as np

from mainstay.analysis.test_runs.judging import judge
from mainstay.analysis.test_runs.rates import rates, share_interval, tally
from tests.unit.analysis.test_runs.histories import results_of, simulated


def test_intervals_hold_what_they_say() -> None:
    held = told = 0
    errors, raw = [], []
    for seed in range(40):
        truth, results = simulated(seed)
        for one in judge(results, 75, lambda _: "").flaky:
            rate = truth[int(one.name.removeprefix("a.B::t"))]
            held += one.low <= rate <= one.high
            told += 1
            errors.append(abs(one.rate - rate))
            raw.append(abs(one.failures / one.runs - rate))
    assert told > 300
    assert 0.75 <= held / told <= 0.86
    assert np.mean(errors) <= 1.1 * np.mean(raw)


def test_what_is_left_out_for_being_broken_is_made_good() -> None:
    # Of pairs those that both failed are left out, by which the plain ratio comes out too low.
    errors, raw = [], []
    for seed in range(40):
        truth, results = simulated(seed, commits=60, repeats=2)
        for one in judge(results, 120, lambda _: "").flaky:
            rate = truth[int(one.name.removeprefix("a.B::t"))]
            errors.append(abs(one.rate - rate))
            raw.append(abs(one.failures / one.runs - rate))
    assert len(errors) > 200
    assert np.mean(errors) < 0.9 * np.mean(raw)


def test_broken_tests_are_never_called_flaky() -> None:
    for seed in range(20):
        _, results = simulated(seed, flaky=0.0, broken=0.3)
        told = judge(results, 75, lambda _: "")
        assert told.flaky == ()
        assert told.broken


def test_a_single_run_tells_nothing() -> None:
    told = tally(np.array([0, 0, 1]), np.array([1, 1, 0]), np.array([1, 2, 1]), 2)
    assert told.runs.tolist() == [2, 0]
    assert told.failures.tolist() == [1, 0]


def test_the_rate_grows_with_failures_and_narrows_with_runs() -> None:
    told = tally(np.arange(4), np.array([1, 3, 6, 30]), np.array([30, 30, 30, 150]), 4)
    mean, low, high = rates(told, np.arange(4))
    assert mean[0] < mean[1] < mean[2]
    assert high[3] - low[3] < high[2] - low[2]
    assert ((low < mean) & (mean < high)).all()


def test_the_interval_of_a_share() -> None:
    low, high = share_interval(5, 100)
    assert 0.02 < low < 0.05 < high < 0.1
    assert share_interval(0, 50)[0] == 0.0
    assert share_interval(50, 50)[1] == 1.0


def test_many_tests_take_no_more_memory_than_they_must() -> None:
    results = results_of([(f"c{n // 2}", [n == 1 and test == 7 for test in range(3_000)]) for n in range(20)])
    assert [one.name for one in judge(results, 20, lambda _: "").flaky] == ["a.B::t7"]
