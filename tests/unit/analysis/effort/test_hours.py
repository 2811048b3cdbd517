"""Hours told for a number of lines, against histories whose truth is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort import population
from mainstay.analysis.effort.hours import (
    Population,
    built_in,
    hours_for,
    hours_ranges,
    learn_hours,
    mean_hours,
    size_classes,
)
from mainstay.analysis.effort.pieces import Pieces, pieces
from mainstay.analysis.effort.sessions import changes
from mainstay.domain.price import Range
from tests.unit.analysis.effort.planted import NOW, working_life

SIZES = np.array([1.0, 10.0, 100.0, 1_000.0])


def made_of(hours: np.ndarray, size: np.ndarray) -> Pieces:
    count = len(hours)
    ones = np.ones(count, dtype=np.int64)
    return Pieces(NOW - count + np.arange(count), size, hours, size, ones > 0, ones, ones * 0.0)


def nothing_known() -> Pieces:
    return made_of(np.zeros(0), np.zeros(0))


def test_the_built_in_population_is_sound() -> None:
    known = built_in()
    assert known.hours.shape == (len(population.EDGES), 10)
    assert (np.diff(known.hours, axis=1) > 0).all()
    assert (np.diff(known.sizes) > 0).all()
    for least, most, typical in zip(
        population.EDGES, (*population.EDGES[1:], 1e9), population.TYPICAL, strict=True
    ):
        assert least <= typical < most


def test_without_own_fixes_the_populations_hours_are_told() -> None:
    pieces_ = nothing_known()
    classes = learn_hours(pieces_, pieces_.observed, built_in())
    assert all(one.own == 0 and one.fixes == 0 for one in classes)
    middle = np.sqrt(built_in().hours[:, 4] * built_in().hours[:, 5])
    assert [one.hours.p50 for one in classes] == pytest.approx(middle.tolist())
    # A fix of a line is neither a matter of seconds nor of hours.
    assert 0.2 < classes[0].hours.p50 < 0.5
    assert classes[0].hours.p90 < 2


@pytest.mark.parametrize("seed", range(3))
def test_planted_hours_are_recovered(seed: int) -> None:
    made, _ = working_life(seed)
    seen = pieces(changes(made))
    classes = learn_hours(seen, seen.observed, built_in())
    p50, p90 = hours_for(classes, np.array([7.5, 19.0, 47.0]))
    truth = 12 / 60 * np.array([7.5, 19.0, 47.0]) ** 0.25
    assert p50 == pytest.approx(truth, rel=0.4)
    assert p90 == pytest.approx(truth * np.exp(1.2816 * 0.6), rel=0.5)


def test_a_slow_repository_is_told_apart_from_a_quick_one_by_few_fixes() -> None:
    slow, quick = made_of(np.full(25, 3.0), np.full(25, 19.0)), made_of(np.full(25, 0.1), np.full(25, 19.0))
    told = [learn_hours(one, one.observed, built_in()) for one in (slow, quick)]
    # Also for sizes of which it has none.
    assert told[0][5].hours.p50 > 2 * told[1][5].hours.p50
    assert told[0][5].own == told[1][5].own == 0


def test_newer_fixes_count_most() -> None:
    hours = np.concatenate([np.full(200, 0.2), np.full(200, 2.0)])
    classes = learn_hours(made_of(hours, np.full(400, 19.0)), np.ones(400, dtype=np.bool_), built_in())
    assert classes[3].hours.p50 > 1


def test_more_lines_never_take_fewer_hours() -> None:
    # In class 4 a fix was quicker than in class 3.
    hours, size = np.array([2.0, 0.05] * 60), np.array([19.0, 47.0] * 60)
    classes = learn_hours(made_of(hours, size), np.ones(120, dtype=np.bool_), built_in())
    p50, p90 = hours_for(classes, np.geomspace(0.1, 1e7, 200))
    assert (np.diff(p50) >= -1e-12).all()
    assert (np.diff(p90) >= -1e-12).all()


def test_an_uncertain_size_widens_the_hours_and_leaves_their_median() -> None:
    classes = learn_hours(nothing_known(), np.zeros(0, dtype=np.bool_), built_in())
    sure, unsure = hours_ranges(classes, [Range(50, 50), Range(50, 500)])
    assert unsure.p50 == sure.p50
    assert unsure.p90 > sure.p90


def test_the_mean_lies_between_median_and_p90() -> None:
    classes = learn_hours(nothing_known(), np.zeros(0, dtype=np.bool_), built_in())
    p50, p90 = hours_for(classes, SIZES)
    assert (p50 < mean_hours(classes, SIZES)).all()
    assert (mean_hours(classes, SIZES) < p90).all()


@given(st.lists(st.tuples(st.floats(0, 1e3), st.floats(0.1, 1e12)), max_size=30))
def test_hours_are_finite_and_ordered_whatever_was_seen(seen: list[tuple[float, float]]) -> None:
    hours, size = np.array(seen).reshape(-1, 2).T
    one = made_of(hours, size)
    classes = learn_hours(one, one.observed, built_in())
    p50, p90 = hours_for(classes, np.array([0.0, 1.0, 33.3, 1e15]))
    assert np.isfinite(p90).all()
    assert (p50 > 0).all()
    assert (p50 <= p90).all()
    assert (size_classes(size) >= 0).all()


def test_another_population_may_be_given() -> None:
    fast = Population(built_in().hours / 10, built_in().sizes)
    told = [learn_hours(nothing_known(), np.zeros(0, dtype=np.bool_), one) for one in (built_in(), fast)]
    assert told[1][2].hours.p50 == pytest.approx(told[0][2].hours.p50 / 10)
