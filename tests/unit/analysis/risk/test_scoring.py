"""The scores of an order are what counting by hand gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mainstay.analysis.risk.scoring import score_order
from mainstay.domain.ranking import OrderScore

FILES = st.lists(
    st.tuples(st.integers(1, 400), st.integers(0, 3), st.sampled_from((-1.0, 0.0, 0.5, 2.0))), max_size=40
)
Columns = tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.float64], NDArray[np.int64]]


def score(scores: list[float], lines: list[int], touches: list[int]) -> OrderScore:
    return score_order(
        "mine", np.array(scores), np.array(lines), np.array(touches, dtype=np.float64), np.array(touches)
    )


def columns(files: list[tuple[int, int, float]]) -> Columns:
    lines, touches = (np.array([file[place] for file in files], dtype=np.int64) for place in (0, 1))
    return np.array([file[2] for file in files]), lines, touches / 2, touches


def test_the_first_lines_and_files_of_a_small_order() -> None:
    # 100 lines: the first 20 are the first file (10 lines, 1 fix) and a third of the second (30 lines, 3 fixes).
    found = score([4, 3, 2, 1], [10, 30, 40, 20], [1, 3, 0, 0])
    assert found.rec20 == pytest.approx((1 + 3 / 3) / 4)
    assert found.opened == pytest.approx((1 + 1 / 3) / 4)
    assert found.p20 == pytest.approx(2 / 4)
    assert found.auc == 1


def test_the_area_under_the_curve_stands_between_the_worst_and_the_best() -> None:
    # Two files of 10 lines, one fixed: first it gives 3/4 of the square, last 1/4.
    assert score([2, 1], [10, 10], [1, 0]).popt == 1
    assert score([1, 2], [10, 10], [1, 0]).popt == 0
    # Three of 10 lines, the fixed one in the middle: areas 5/6 at best, 3/6 here, 1/6 at worst.
    assert score([3, 2, 1], [10, 10, 10], [0, 1, 0]).popt == pytest.approx(0.5)


def test_the_chance_that_a_fixed_file_stands_first() -> None:
    assert score([4, 3, 2, 1], [5] * 4, [1, 0, 1, 0]).auc == pytest.approx(3 / 4)
    assert score([2, 2, 1], [5] * 3, [1, 0, 0]).auc == pytest.approx(3 / 4)


def test_only_the_first_twenty_files_count() -> None:
    assert score(list(range(40, 0, -1)), [1] * 40, [0] * 15 + [1] * 25).p20 == pytest.approx(5 / 20)


def test_files_held_equal_count_as_tossed_for() -> None:
    found = score([0] * 50, [7] * 50, [1] * 10 + [0] * 40)
    assert (found.rec20, found.popt, found.p20, found.opened, found.auc) == pytest.approx(
        (0.2, 0.5, 0.2, 0.2, 0.5)
    )


def test_what_has_no_answer_is_none() -> None:
    assert score([2, 1], [10, 10], [0, 0]) == OrderScore("mine", None, None, None, 0.2, None)
    assert score([], [], []) == OrderScore("mine", None, None, None, None, None)
    everywhere = score([2, 1], [10, 10], [1, 1])
    assert (everywhere.popt, everywhere.auc) == (None, None)


@given(FILES)
def test_every_figure_is_a_share(files: list[tuple[int, int, float]]) -> None:
    found = score_order("mine", *columns(files))
    for figure in (found.rec20, found.popt, found.p20, found.opened, found.auc):
        assert figure is None or -1e-9 <= figure <= 1 + 1e-9


@given(FILES, st.randoms(use_true_random=False))
def test_the_row_that_a_file_stands_in_does_not_matter(
    files: list[tuple[int, int, float]], chance: object
) -> None:
    shuffled = list(files)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (score_order("mine", *columns(some)) for some in (files, shuffled))
    for figure in ("rec20", "popt", "p20", "opened", "auc"):
        assert getattr(one, figure) == pytest.approx(getattr(other, figure))


@given(FILES)
def test_no_order_beats_the_one_that_knew_and_none_is_worse_than_its_reverse(
    files: list[tuple[int, int, float]],
) -> None:
    _, lines, weight, touches = columns(files)
    best = score_order("oracle", weight / lines, lines, weight, touches).popt
    worst = score_order("reverse", -weight / lines, lines, weight, touches).popt
    even = score_order("random", np.zeros(len(lines)), lines, weight, touches).popt
    assert (best, worst, even) == (None, None, None) or (best, worst, even) == pytest.approx((1, 0, 0.5))


def test_tossing_really_gives_on_average_what_holding_equal_says() -> None:
    chance = np.random.default_rng(3)
    lines, touches = chance.integers(1, 300, 60), chance.poisson(0.4, 60)
    weight = touches / 3
    tossed = [score_order("random", chance.random(60), lines, weight, touches) for _ in range(600)]
    even = score_order("random", np.zeros(60), lines, weight, touches)
    for figure in ("rec20", "popt", "p20", "auc"):
        assert np.mean([getattr(one, figure) for one in tossed]) == pytest.approx(
            getattr(even, figure), abs=0.02
        )
