"""The regression that ours is held against is one: it finds what the data were made by, and the likelihood's peak."""

import numpy as np
import pytest

from benchmarks.poisson import RIDGE, features, fit, foretell
from mainstay.analysis.risk.activity import Activity
from mainstay.analysis.risk.cuts import Cut


def made(size: int, coefficients: tuple[float, ...], seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    rows = np.column_stack([np.ones(size), *(chance.normal(size=size) for _ in coefficients[1:])])
    return rows, chance.poisson(np.exp(rows @ np.array(coefficients)))


def test_it_finds_what_the_counts_were_made_by() -> None:
    rows, counts = made(20_000, (-1.0, 0.8, -0.4))
    assert fit(rows, counts) == pytest.approx((-1.0, 0.8, -0.4), abs=0.05)


def test_it_ends_where_the_likelihood_is_flat() -> None:
    rows, counts = made(300, (0.5, 1.5, -1.0), seed=2)
    found = fit(rows, counts)
    slope = rows.T @ (counts - np.exp(rows @ found))
    assert slope == pytest.approx(RIDGE * np.array([0.0, *found[1:]]), abs=1e-6)


def test_without_features_it_is_the_mean() -> None:
    assert np.exp(fit(np.ones((4, 1)), np.array([1, 0, 6, 1]))) == pytest.approx([2.0])


def test_one_huge_count_does_not_drive_it_away() -> None:
    rows, counts = made(100, (-3.0, 0.1), seed=3)
    counts[0], rows[0, 1] = 10_000, 30.0
    found = fit(rows, counts)
    assert np.isfinite(found).all()
    assert np.exp(rows @ found).sum() == pytest.approx(counts.sum())


def test_columns_that_tell_the_same_share_what_they_tell() -> None:
    rows, counts = made(1_000, (-1.0, 1.0), seed=4)
    twice = np.column_stack([rows, rows[:, 1]])
    single, double = fit(rows, counts), fit(twice, counts)
    assert double[1] == pytest.approx(double[2])
    assert double[1] + double[2] == pytest.approx(single[1], abs=1e-3)


def test_the_next_window_is_foretold_on_the_scale_of_the_last() -> None:
    chance = np.random.default_rng(5)
    before = chance.uniform(2.0, 8.0, size=(2_000, 1))
    touches = chance.poisson(np.exp(before[:, 0] - 6.0))
    told = foretell(before, touches, np.array([[3.0], [5.0], [7.0]]))
    assert told == pytest.approx(np.exp([-3.0, -1.0, 1.0]), rel=0.2)


def test_a_window_without_fixes_holds_all_files_equal() -> None:
    rows = np.array([[1.0], [2.0], [3.0]])
    assert foretell(rows, np.zeros(3, dtype=np.int64), rows).tolist() == [0.0, 0.0, 0.0]


def test_a_feature_that_never_varied_is_no_error() -> None:
    before = np.column_stack([np.array([1.0, 2.0, 3.0, 4.0]), np.zeros(4)])
    told = foretell(before, np.array([0, 1, 2, 4]), before)
    assert np.isfinite(told).all()
    assert told.argsort().tolist() == [0, 1, 2, 3]


def test_features_are_lines_commits_and_fixes() -> None:
    cut = Cut(0, "c", ["a", "b"], np.array([1, 99]))
    activity = Activity({}, np.array([0.0, 3.0]), np.array([0, 9]), np.array([1.0, 0.5]))
    assert features(cut, activity) == pytest.approx(np.log([[2, 1, 2], [100, 4, 1.5]]))
