"""Courses with a shape of their own: growth by a share, growth that began, filling up to a plateau."""

from collections.abc import Callable

import numpy as np
import pytest

from mainstay.analysis.forecasting.levels import Matrix
from mainstay.analysis.forecasting.lines import fitted
from mainstay.analysis.forecasting.shapes import LEAST, Shape, bent, filling, growing, likely, straight
from mainstay.analysis.forecasting.stage_one import foretell
from tests.unit.analysis.forecasting.worlds import DAYS, world

AHEAD = 28
TIME = np.arange(DAYS + AHEAD)
UP = np.ones(40, dtype=bool)
COURSES: dict[str, Callable[[], np.ndarray]] = {
    "straight": lambda: 100 + 1.0 * TIME,
    "growing": lambda: 100 * np.exp(0.02 * TIME),
    "bent": lambda: 100 + 2.0 * np.maximum(0, TIME - 60),
    "filling": lambda: 100 + 60 * (1 - np.exp(-np.maximum(0, TIME - 30) / 15)),
}


def noisy(course: np.ndarray, series: int = 40, noise: float = 1.0, seed: int = 3) -> Matrix:
    return course + world(series, len(course), level=0.0, noise=noise, memory=0.3, seed=seed)


def shapes(levels: Matrix) -> list[Shape]:
    even = straight(levels, fitted(levels, levels.shape[1]), AHEAD)
    return [even, growing(levels, even), bent(levels, even), filling(levels, even)]


@pytest.mark.parametrize("name", COURSES)
def test_each_course_is_told_from_the_others(name: str) -> None:
    levels = noisy(COURSES[name]())[:, :DAYS]
    chances = likely(levels, shapes(levels))
    assert np.allclose(chances.sum(axis=0), 1)
    assert np.median(chances[list(COURSES).index(name)]) > 0.8


@pytest.mark.parametrize("name", COURSES)
def test_each_goes_on_as_it_went(name: str) -> None:
    course = COURSES[name]()
    found = foretell(noisy(course)[:, :DAYS], AHEAD)
    assert np.median(np.abs(found.middle[:, -1] - course[-1])) < 0.08 * (course[-1] - course[0])


def test_growth_that_began_three_weeks_ago_is_beyond_doubt_by_what_lay_before() -> None:
    levels = noisy(100 + 0.4 * np.maximum(0, TIME - 60))[:, :DAYS]
    assert foretell(levels, AHEAD).trusted.mean() > 0.9
    assert foretell(levels[:, 1 - LEAST :], AHEAD).trusted.mean() < 0.3


def test_what_fills_up_beneath_its_limit_is_not_told_to_pass_it() -> None:
    # It lies at 155.5 of 160, and a line through the last weeks would pass 172.
    found = foretell(noisy(100 + 60 * (1 - np.exp(-TIME / 32)))[:, :DAYS], AHEAD)
    assert (found.passed(np.full(40, 170.0), UP)[:, -1] < 0.5).all()
    assert np.median(found.passed(np.full(40, 170.0), UP)[:, -1]) < 0.1
    below = foretell(-noisy(100 + 60 * (1 - np.exp(-TIME / 32)))[:, :DAYS], AHEAD)
    assert np.median(below.passed(np.full(40, -170.0), ~UP)[:, -1]) < 0.1


def test_what_fills_up_beyond_its_limit_is_told_to_pass_it() -> None:
    course = 100 + 200 * (1 - np.exp(-np.maximum(0, TIME - 20) / 30))
    found = foretell(noisy(course)[:, :DAYS], AHEAD)
    limit = float(course[DAYS + 9])
    assert (found.middle[:, -1] > limit).mean() > 0.8
    assert np.median(np.abs((found.middle > limit).argmax(axis=1) + 1 - 10)) < 5


def test_noise_and_habit_have_no_shape() -> None:
    found = foretell(world(300, memory=0.8, noise=3.0, weekend=10.0, seed=9), AHEAD)
    assert found.trusted.mean() < 0.01


def test_too_few_days_or_levels_below_zero_leave_the_line_alone() -> None:
    levels = noisy(COURSES["bent"]())[:, DAYS - LEAST + 1 : DAYS]
    even, share, bend, fill = shapes(levels)
    assert np.isinf(bend.left).all() and np.isinf(fill.left).all() and np.isfinite(share.left).all()
    assert np.array_equal(bend.ahead, even.ahead)
    assert np.isinf(growing(-levels, even).left).all()
    assert (likely(levels, [even, share, bend, fill])[2:] < 1e-9).all()


@pytest.mark.parametrize("name", ["bent", "filling", "straight"])
def test_unit_and_zero_change_nothing(name: str) -> None:
    levels = noisy(COURSES[name]())[:, :DAYS] - 1_000
    found = foretell(levels, AHEAD)
    assert np.allclose(foretell(levels * 1_024, AHEAD).middle, found.middle * 1_024, rtol=1e-6)
    moved = foretell(levels - 300, AHEAD).middle + 300
    assert np.abs(moved - found.middle).max() < 0.02 * np.abs(found.middle + 1_000).max()
    upside_down = foretell(-noisy(COURSES[name]())[:, :DAYS] + 1_000, AHEAD).middle
    assert np.isfinite(upside_down).all()
