"""The verdict on a history: flaky or broken, alone or together, and when nothing can be said."""

import random

from mainstay.analysis.test_runs.identity import Identity
from mainstay.analysis.test_runs.judging import judge
from mainstay.analysis.test_runs.junit import Case
from mainstay.analysis.test_runs.results import Results
from tests.unit.analysis.test_runs.histories import results_of


def told_of(results: Results):
    return judge(results, len(results.identities), lambda _: "")


def test_under_twenty_runs_there_is_no_verdict() -> None:
    told = told_of(results_of([(f"c{n // 2}", [n == 3, False]) for n in range(18)]))
    assert (told.flaky, told.flakiness, told.unjudged) == ((), None, 1)
    assert (
        told.reason == "not enough evidence: 18 runs share commit and environment with another, 20 are needed"
    )
    told = told_of(results_of([(f"c{n // 2}", [n == 3, False]) for n in range(20)]))
    assert [one.name for one in told.flaky] == ["a.B::t0"]
    assert (told.unjudged, told.reason, told.flakiness.flaky) == (0, "", 1)


def test_without_commits_nothing_is_told() -> None:
    told = told_of(results_of([("", [n % 3 == 0]) for n in range(60)]))
    assert told.flaky == told.broken == ()
    assert told.reason == "no run names its commit, and none tried a failed test again"


def test_another_environment_is_another_test() -> None:
    results = Results()
    for n in range(60):
        results.take(Case("t", "", n % 2, n % 2 == 0, False, 1.0))
        results.close(Identity(f"r{n}", f"c{n // 2}", ("linux", "mac")[n % 2], n))
    told = told_of(results)
    assert (told.flaky, told.environments, told.repeated) == ((), 2, 0)


def test_tries_within_a_run_need_no_commit() -> None:
    results = Results()
    for n in range(15):
        results.take(Case("t", "", 1, True, False, 1.0))
        results.take(Case("u", "", 2, False, False, 1.0))
        results.close(Identity(f"r{n}", "", "", n))
    told = told_of(results)
    assert [(one.name, one.runs, one.failures) for one in told.flaky] == [("t", 30, 15)]
    assert told.broken == ("u",)


def test_a_name_of_several_tests_is_not_judged() -> None:
    results = Results()
    for n in range(40):
        for passed in (n != 7, True):
            results.take(Case("t", "", not passed, passed, False, 1.0))
        results.close(Identity(f"r{n}", f"c{n // 2}", "", n))
    told = told_of(results)
    assert (told.flaky, told.ambiguous) == ((), 1)


def test_runs_in_which_most_failed_are_set_apart() -> None:
    runs = [(f"c{n // 2}", [n == 4] * 8) for n in range(30)]
    told = told_of(results_of(runs))
    assert (told.infrastructure, told.flaky, told.clusters) == (1, (), ())


def test_what_fails_together_is_a_cluster() -> None:
    chance = random.Random(1)
    runs = []
    for n in range(120):
        shared = chance.random() < 0.1
        alone = [chance.random() < 0.1 for _ in range(10)]
        runs.append((f"c{n // 3}", [shared, shared, shared, *alone, *[False] * 20]))
    told = told_of(results_of(runs))
    assert [sorted(one.tests) for one in told.clusters] == [["a.B::t0", "a.B::t1", "a.B::t2"]]


def test_the_trend_is_of_halves_in_time() -> None:
    runs = [(f"c{n // 2}", [n % 2 == 0 and n > 40, *[False] * 5]) for n in range(80)]
    flakiness = told_of(results_of(runs)).flakiness
    assert (flakiness.before, flakiness.after) == (0.0, 0.475)
    assert flakiness.low < flakiness.rate == 19 / 80 < flakiness.high


def test_what_became_slower_is_told() -> None:
    seconds = [1.0 + n % 3 / 10 for n in range(30)] + [2.0 + n % 3 / 10 for n in range(30)]
    (one,) = told_of(results_of([(f"c{n}", [False]) for n in range(60)], seconds)).slow
    assert (round(one.before, 3), round(one.after, 3), one.share, one.runs) == (1.1, 2.1, 1.0, 60)
    (one,) = told_of(results_of([(f"c{n}", [False]) for n in range(60)], seconds[:30] * 2)).slow
    assert (one.before, one.after) == (0.0, 0.0)


def test_skipped_tests_and_times_that_are_not_told() -> None:
    results = Results()
    results.take(Case("t", "", 0, True, True, 1.0))
    results.take(Case("u", "", 0, True, False, float("nan")))
    results.close(Identity("r", "", "", 0))
    told = told_of(results)
    assert (told.tests, told.seconds, told.slow) == (1, 0.0, ())


def test_the_trend_takes_runs_in_time_in_parts_of_ten_or_more() -> None:
    runs = [(f"c{n // 2}", [n >= 20 and n % 2 == 0, False]) for n in range(45)]
    told = told_of(results_of(runs)).flakiness
    # The last run stands alone at its commit, so it tells nothing.
    assert [(point.runs, point.flaky) for point in told.trend] == [(11, 0), (11, 1), (11, 6), (11, 5)]
    assert [point.at // 86_400 for point in told.trend] == [11, 22, 33, 44]
    assert sum(point.flaky for point in told.trend) == told.flaky
    assert told_of(results_of([(f"c{n // 2}", [n == 3]) for n in range(300)])).flakiness.trend[11].runs == 25
