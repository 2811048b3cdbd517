"""The share of flaky runs by day."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.forecasting.days import DAY
from mainstay.analysis.test_runs.by_day import flaky_days
from mainstay.analysis.test_runs.judging import run_marks
from mainstay.domain.test_runs import RunMark
from tests.unit.analysis.test_runs.histories import results_of

NOW = 20_000 * DAY + 5


def test_days_without_a_run_are_gaps() -> None:
    marks = [RunMark(NOW - ago * DAY, flaky) for ago, flaky in ((9, True), (9, False), (7, False), (3, True))]
    days = flaky_days(marks, NOW, 30)
    assert days.start == 19_991 * DAY
    assert np.nan_to_num(days.levels, nan=-1).tolist() == [0.5, -1, 0, -1, -1, -1, 1]


def test_what_is_too_old_or_yet_to_come_counts_for_nothing() -> None:
    marks = [RunMark(NOW - 40 * DAY, True), RunMark(NOW + DAY, True), RunMark(4_070_908_800, True)]
    days = flaky_days(marks, NOW, 30)
    assert (len(days.levels), days.passed_over) == (0, 2)
    assert len(flaky_days([], NOW, 30).levels) == 0


@given(st.lists(st.builds(RunMark, st.integers(-(2**40), 2**40), st.booleans()), max_size=40))
def test_shares_are_shares_whatever_comes(marks: list[RunMark]) -> None:
    levels = flaky_days(marks, NOW, 60).levels
    known = levels[np.isfinite(levels)]
    assert len(levels) <= 61
    assert ((known >= 0) & (known <= 1)).all()


def test_marks_are_of_runs_that_can_tell() -> None:
    # Of four runs the first two share a commit, and a test failed in one of them; the last two are alone.
    results = results_of(
        [("c1", [True, False]), ("c1", [False, False]), ("c2", [True, False]), ("", [False, False])]
    )
    assert run_marks(results) == (RunMark(DAY, True), RunMark(2 * DAY, False))


def test_a_broken_test_makes_no_run_flaky() -> None:
    results = results_of([("c1", [True, False]), ("c1", [True, False])])
    assert [one.flaky for one in run_marks(results)] == [False, False]
