"""Arms made of what a store told: paired by time, without what is no number."""

import math

from mainstay.analysis.canary.sample import arm_of, counts_of, paired

NAN, INF = math.nan, math.inf


def test_what_is_no_number_is_left_out_and_moments_rise() -> None:
    arm = arm_of([(3, 1.0), (1, 2.0), (2, NAN), (4, INF), (5, -INF), (INF, 1.0), (3.0001, 9.0)])
    assert (list(arm.times), list(arm.values)) == ([1.0, 3.0], [2.0, 1.0])
    assert len(arm_of([]).times) == 0


def test_counts_need_both_and_something_that_was_asked() -> None:
    errors = [(1, 0.0), (2, 3.0), (3, -1.0), (4, 1.0), (5, 2.0), (6, 0.0)]
    arm = counts_of(errors, [(1, 10.0), (2, NAN), (3, 10.0), (4, 0.0), (5, 20.0), (9, 3.0)])
    assert (list(arm.times), list(arm.values), list(arm.totals)) == ([1.0, 5.0], [0.0, 2.0], [10.0, 20.0])


def test_arms_are_held_against_each_other_at_the_same_moments() -> None:
    sample = paired(arm_of([(1, 1.0), (2, 2.0), (3, 3.0)]), arm_of([(2, 5.0), (3, 6.0), (4, 7.0)]))
    assert (list(sample.canary.values), list(sample.control.values)) == ([2.0, 3.0], [5.0, 6.0])
    assert list(sample.until(2).control.values) == [5.0]
    assert len(sample.history.times) == 0
