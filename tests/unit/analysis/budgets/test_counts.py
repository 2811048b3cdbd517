"""Good and bad events on a grid."""

import numpy as np

from mainstay.analysis.budgets.counts import counts_of
from mainstay.domain.signal import Samples


def samples(*points: tuple[int, float]) -> Samples:
    times, values = zip(*points, strict=True) if points else ((), ())
    return Samples(np.array(times, dtype=np.int64), np.array(values, dtype=np.float64))


def test_a_point_is_of_the_step_that_ends_there_and_no_error_counter_is_no_error() -> None:
    found = counts_of(
        samples((60, 10), (120, 20), (240, 5), (300, np.inf), (9_999, 7)), samples((120, 2)), 0, 60, 5
    )
    assert found.end == 300
    assert np.array_equal(found.total, [10, 20, np.nan, 5, np.nan], equal_nan=True)
    assert np.array_equal(found.bad, [0, 2, np.nan, 0, np.nan], equal_nan=True)
    assert found.impossible == 0


def test_good_events_are_told_from_all() -> None:
    found = counts_of(samples((60, 10), (120, 4)), samples((60, 9.5)), 0, 60, 2, part_is_good=True)
    assert found.bad.tolist() == [0.5, 4]


def test_more_bad_than_all_is_seen_and_an_estimate_is_let_go() -> None:
    found = counts_of(samples((60, 10), (120, 10)), samples((60, 11), (120, 30)), 0, 60, 2)
    assert (found.bad.tolist(), found.impossible) == ([10, 10], 1)


def test_what_fell_is_a_gap() -> None:
    found = counts_of(samples((60, -1), (120, 10)), samples((120, -3)), 0, 60, 2)
    assert np.isnan(found.total[0])
    assert found.bad[1] == 0
