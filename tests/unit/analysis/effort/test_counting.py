"""Which commits are worth counting."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.counting import worth_counting
from mainstay.analysis.effort.hours import built_in
from mainstay.analysis.effort.learning import learn_effort
from mainstay.analysis.effort.pieces import pieces
from mainstay.analysis.effort.sessions import Commits, changes
from tests.unit.analysis.effort.planted import DAY, NOW, commits, working_life
from tests.unit.analysis.effort.test_sessions import any_commits


def test_all_commits_of_fixes_that_were_seen_newest_fix_first() -> None:
    at = [NOW, NOW - 1_200, NOW - 3 * DAY, NOW - 5 * DAY, NOW - 5 * DAY - 1_200, NOW - 5 * DAY - 2_400]
    made = commits(
        at,
        added=[-1] * 6,
        deleted=[-1] * 6,
        fixes=[False, False, True, True, False, True],
        topics=[1, 1, 2, 3, 3, 4],
    )
    # Topic 1 mends nothing, the work on 2 and 4 was not seen; of 3 both commits are wanted.
    assert worth_counting(changes(made), 10).tolist() == [3, 4]
    assert worth_counting(changes(made), 1).tolist() == [3]
    assert worth_counting(changes(commits([])), 10).tolist() == []


def test_counting_these_alone_teaches_as_much_as_counting_all() -> None:
    made, _ = working_life(3, 800)
    made = replace(made, fixes=np.arange(800) % 3 == 0)
    blind = replace(made, added=np.full(800, -1), deleted=np.full(800, -1))
    wanted = worth_counting(changes(blind), 800)
    assert len(wanted) < 300
    added = blind.added.copy()
    added[wanted] = made.added[wanted]
    deleted = np.where(added >= 0, made.deleted, -1)
    counted = replace(blind, added=added, deleted=deleted)
    told, whole = (
        learn_effort(joined, pieces(joined), NOW, built_in()) for joined in (changes(counted), changes(made))
    )
    assert told.classes == whole.classes
    assert told.windows == whole.windows


@given(any_commits(), st.integers(0, 50))
def test_no_commit_is_named_twice_or_beyond_the_number(made: Commits, most: int) -> None:
    told = worth_counting(changes(made), most).tolist()
    assert len(told) == len(set(told)) <= most
    assert not (made.left_out | made.landed)[told].any()
