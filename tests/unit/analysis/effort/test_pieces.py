"""Changes of one issue or branch, gathered."""

import numpy as np
import pytest
from hypothesis import given

from mainstay.analysis.effort.pieces import each, pieces
from mainstay.analysis.effort.sessions import Commits, changes
from tests.unit.analysis.effort.planted import DAY, NOW, commits
from tests.unit.analysis.effort.test_sessions import any_commits

MINUTE = 60


def test_a_topic_is_one_piece_of_which_the_first_change_is_not_seen() -> None:
    at = [NOW, NOW - 30 * MINUTE, NOW - 90 * MINUTE]
    told = pieces(changes(commits(at, added=[1, 2, 3], fixes=[False, True, False], topics=[7, 7, 7])))
    assert told.size.tolist() == [3]
    assert told.lines.tolist() == [6]
    assert told.hours.tolist() == [1.5]
    assert told.fix.tolist() == [True]
    assert told.changes.tolist() == [3]
    assert told.days[0] == pytest.approx(90 / 1_440)


def test_each_person_has_a_piece_of_their_own() -> None:
    at = [NOW, NOW - 5 * MINUTE, NOW - 30 * MINUTE, NOW - 35 * MINUTE]
    told = pieces(changes(commits(at, people=[0, 1, 0, 1], topics=[7] * 4)))
    assert told.hours.tolist() == [0.5, 0.5]


def test_changes_without_a_topic_stand_alone() -> None:
    assert len(pieces(changes(commits([NOW - number * 20 * MINUTE for number in range(5)]))).at) == 5


def test_a_line_of_development_is_no_piece_of_work() -> None:
    many = pieces(changes(commits([NOW - number * 10 * MINUTE for number in range(40)], topics=[7] * 40)))
    assert len(many.at) == 40
    slow = pieces(changes(commits([NOW, NOW - 100 * DAY], topics=[7, 7])))
    assert len(slow.at) == 2


def test_where_nothing_was_observed_hours_and_size_are_nothing() -> None:
    told = pieces(changes(commits([NOW, NOW - DAY])))
    assert told.hours.tolist() == [0, 0]
    assert told.observed.tolist() == [False, False]
    assert told.lines.tolist() == [10, 10]


def test_each_change_may_be_taken_alone() -> None:
    told = each(changes(commits([NOW, NOW - 30 * MINUTE], topics=[7, 7])))
    assert len(told.at) == 2
    assert told.fix.all()


@given(any_commits())
def test_no_hour_is_lost_or_made_up(made: Commits) -> None:
    joined = changes(made)
    told = pieces(joined)
    seen = np.isfinite(joined.seconds) & (joined.size > 0)
    assert told.hours.sum() * 3_600 == pytest.approx(joined.seconds[seen].sum())
    assert told.changes.sum() == len(joined.at)
    assert (told.days >= 0).all()
    assert (np.diff(told.at) >= 0).all()
    assert ((told.hours > 0) <= (told.size > 0)).all()
