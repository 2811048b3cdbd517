"""How long changes took, on commit times as they come."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mainstay.analysis.effort.sessions import Commits, changes, effective_lines
from tests.unit.analysis.effort.planted import NOW, commits

MINUTE = 60


def test_the_pause_before_a_commit_is_the_work_on_it() -> None:
    told = changes(commits([NOW, NOW - 20 * MINUTE, NOW - 50 * MINUTE]))
    assert told.at.tolist() == [NOW - 50 * MINUTE, NOW - 20 * MINUTE, NOW]
    assert np.isnan(told.seconds[0])
    assert told.seconds[1:].tolist() == [30 * MINUTE, 20 * MINUTE]


def test_a_long_pause_hides_when_work_began() -> None:
    told = changes(commits([NOW, NOW - 121 * MINUTE]))
    assert np.isnan(told.seconds).all()


def test_commits_written_together_are_one_change() -> None:
    told = changes(
        commits(
            [NOW, NOW - MINUTE, NOW - 2 * MINUTE, NOW - 32 * MINUTE],
            added=[5, 6, 7, 8],
            deleted=[0, 0, 10, 0],
        )
    )
    assert told.size.tolist() == [8, 19]
    assert told.seconds[1] == 32 * MINUTE
    assert told.of_commit.tolist() == [1, 1, 1, 0]
    assert told.commit.tolist() == [3, 0]


def test_people_work_side_by_side() -> None:
    told = changes(
        commits([NOW, NOW - 10 * MINUTE, NOW - 30 * MINUTE, NOW - 40 * MINUTE], people=[1, 0, 1, 0])
    )
    assert told.person.tolist() == [0, 0, 1, 1]
    assert told.seconds[[1, 3]].tolist() == [30 * MINUTE, 30 * MINUTE]


@pytest.mark.parametrize("column", ["left_out", "landed"])
def test_what_shows_no_work_is_not_looked_at(column: str) -> None:
    made = commits([NOW, NOW - 10 * MINUTE, NOW - 30 * MINUTE])
    told = changes(replace(made, **{column: np.array([False, True, False])}))
    assert told.of_commit.tolist() == [1, -1, 0]
    assert told.seconds[1] == 30 * MINUTE


def test_commits_of_one_second_are_one_change() -> None:
    told = changes(commits([NOW] * 50))
    assert len(told.at) == 1
    assert told.size.tolist() == [500]
    assert np.isnan(told.seconds[0])


def test_of_commits_of_one_second_the_newest_is_the_changes() -> None:
    assert changes(commits([NOW, NOW])).commit.tolist() == [0]


def test_lines_that_were_not_counted_make_a_change_of_unknown_size() -> None:
    told = changes(commits([NOW, NOW - MINUTE, NOW - 30 * MINUTE], added=[5, -1, 7], deleted=[5, -1, 0]))
    assert told.size.tolist() == [7, -1]


def test_a_fix_among_commits_written_together_makes_the_change_one() -> None:
    assert changes(commits([NOW, NOW - MINUTE], fixes=[False, True])).fix.tolist() == [True]


def test_nothing_gives_nothing() -> None:
    told = changes(commits([]))
    assert len(told.at) == len(told.seconds) == len(told.of_commit) == 0


def test_deleted_lines_count_a_tenth() -> None:
    assert effective_lines(np.array([10, 0, -1, 3]), np.array([5, 40, -1, -1])).tolist() == [
        10.5,
        4.0,
        -1.0,
        -1.0,
    ]


@st.composite
def any_commits(draw: st.DrawFn) -> Commits:
    count = draw(st.integers(0, 40))

    def column(elements: st.SearchStrategy[int]) -> np.ndarray:
        return draw(arrays.arrays(np.int64, count, elements=elements))

    near = st.integers(NOW - 20_000, NOW)
    flags = arrays.arrays(np.bool_, count)
    return Commits(
        authored=column(near | st.integers(-(2**62), 2**62) | st.just(0) | st.just(2**31)),
        people=column(st.integers(0, 3)),
        added=column(st.integers(-1, 50) | st.just(2**31 - 1)),
        deleted=column(st.integers(-1, 50) | st.just(2**31 - 1)),
        fixes=draw(flags),
        topics=column(st.integers(-1, 3) | st.just(2**40)),
        left_out=draw(flags),
        landed=draw(flags),
    )


@given(any_commits())
def test_work_is_never_negative_nor_endless(made: Commits) -> None:
    told = changes(made)
    known = told.seconds[~np.isnan(told.seconds)]
    assert (known >= 0).all()
    assert (known <= 86_400).all()
    assert np.isfinite(told.size).all()
    assert (np.diff(told.at)[np.diff(told.person) == 0] >= 0).all()
    assert ((told.of_commit >= 0) == ~(made.left_out | made.landed)).all()
