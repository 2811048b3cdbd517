"""When a watch looks, and how the looks that were taken are written down."""

from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.canary.looks import Timing, read, told

TIMING = Timing(began=1_000, every=60, looks=30, lag=20, baseline=3_600, apart=600)


def test_a_look_can_be_taken_once_its_data_is_there() -> None:
    assert [TIMING.newest(now) for now in (0, 1_000, 1_079, 1_080, 1_139, 1_140, 9_999_999)] == [
        0,
        0,
        0,
        1,
        1,
        2,
        30,
    ]
    assert (TIMING.lasts, TIMING.moment(2), TIMING.wake(2)) == (1_800, 1_120, 1_140)


@given(st.sets(st.integers(1, 300)))
def test_what_is_written_is_read_again(numbers: set[int]) -> None:
    assert set(read(told(sorted(numbers)), 300)) == numbers


def test_it_is_written_in_runs_and_what_is_none_is_passed_over() -> None:
    assert told([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10"
    assert read("1-3,x,,7,5-4,0,-2,999999,9-999999", 10) == (1, 2, 3, 7, 9, 10)
    assert read("", 10) == ()
