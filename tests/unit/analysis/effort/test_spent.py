"""Where the hours of a repository went."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.hours import built_in, mean_hours
from mainstay.analysis.effort.learning import learn_work
from mainstay.analysis.effort.sessions import Commits, changes, effective_lines
from mainstay.analysis.effort.spent import Spent, hours_by_file, rebuild, spent
from mainstay.domain.cost_model import SizeClass
from tests.unit.analysis.effort.planted import DAY, NOW, commits, working_life
from tests.unit.analysis.effort.test_sessions import any_commits


def told(made: Commits) -> tuple[Spent, tuple[SizeClass, ...]]:
    joined = changes(made)
    classes = learn_work(joined, NOW, built_in())
    return spent(made, joined, classes), classes


def test_what_was_seen_is_shared_over_the_commits_written_together() -> None:
    made = commits([NOW, NOW - 60, NOW - 3_660], added=[30, 10, 5])
    hours, _ = told(made)
    assert hours.seen.sum() == pytest.approx(3_660 / 3_600, rel=1e-3)
    assert hours.seen[0] == pytest.approx(3 * hours.seen[1], rel=1e-3)
    assert hours.seen[2] == 0


def test_a_squashed_commit_counts_by_its_size_and_one_left_out_does_not() -> None:
    made = commits([NOW, NOW - DAY, NOW - 2 * DAY], added=[100, 100, 100])
    made = replace(made, landed=np.array([True, False, False]), left_out=np.array([False, True, False]))
    hours, classes = told(made)
    assert hours.usual[0] == pytest.approx(mean_hours(classes, np.array([100.0]))[0])
    assert hours.usual[1] == 0
    assert hours.usual[2] == pytest.approx(hours.usual[0])


def test_commits_that_were_not_counted_take_what_the_others_take() -> None:
    made = commits([NOW, NOW - DAY, NOW - 2 * DAY], added=[100, -1, 2])
    hours, _ = told(made)
    assert hours.usual[1] == pytest.approx((hours.usual[0] + hours.usual[2]) / 2)


def test_hours_go_to_files_as_their_lines_do() -> None:
    made = commits([NOW, NOW - DAY], added=[40, 10])
    hours, _ = told(made)
    rows, files = np.array([0, 0, 1]), np.array([0, 1, -1])
    by_file = hours_by_file(hours, np.array([True, True]), (rows, files, np.array([30.0, 10.0, 10.0])), 3)
    assert by_file[0] == pytest.approx(3 * by_file[1], rel=1e-3)
    assert by_file.sum() == pytest.approx(hours.usual[0])
    assert by_file[2] == 0
    assert hours_by_file(hours, np.array([False, True]), (rows, files, np.ones(3)), 3).sum() == 0


def test_a_rebuild_costs_what_the_work_that_is_known_took() -> None:
    made, seconds = working_life(4, 3_000)
    hours, _ = told(made)
    built = rebuild(hours, 10_000)
    assert built is not None
    assert built.hours_per_line.p50 * 10_000 == pytest.approx(seconds.sum() / 3_600, rel=0.15)
    assert built.observed < built.hours_per_line.p50 * 10_000 < built.hours_per_line.p90 * 10_000


def test_nothing_stands_and_nothing_was_done() -> None:
    assert rebuild(told(commits([]))[0], 100) is None
    assert rebuild(told(commits([NOW]))[0], 0) is None


@given(any_commits(), st.integers(1, 10**7))
def test_hours_are_finite_and_never_negative(made: Commits, lines: int) -> None:
    hours, _ = told(made)
    for column in (hours.seen, hours.usual, hours.slow):
        assert np.isfinite(column).all()
        assert (column >= 0).all()
    assert (hours.slow >= hours.usual).all()
    rows = np.arange(len(made.authored)).repeat(2)
    touched = (rows, rows % 3 - 1, effective_lines(made.added, made.deleted)[rows])
    by_file = hours_by_file(hours, ~made.left_out, touched, 2)
    assert (by_file >= 0).all()
    assert by_file.sum() <= hours.usual.sum() * (1 + 1e-9)
    built = rebuild(hours, lines)
    assert built is None or 0 < built.hours_per_line.p50 <= built.hours_per_line.p90 < np.inf
