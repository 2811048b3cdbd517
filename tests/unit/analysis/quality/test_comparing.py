"""Whether a model became worse: figures against known values, intervals, and verdicts beyond chance."""

import math
import random

import numpy as np
import pytest

from mainstay.analysis.quality.comparing import by_chance, classes_compared, numbers_compared
from mainstay.analysis.quality.sums import MOST_CLASSES, OTHERS, ClassSums, NumberSums
from mainstay.domain.quality import Became, Figure, Task


def classes(*portions) -> ClassSums:
    found = ClassSums()
    for rows in portions:
        found.add(rows)
    return found


def numbers(*portions) -> NumberSums:
    found = NumberSums()
    for rows in portions:
        found.add(rows)
    return found


def said(right: float, rows: int, seed: int) -> list[tuple[str, str]]:
    chance = random.Random(seed)
    found = []
    for _ in range(rows):
        label = chance.choice("ab")
        found.append((label, label if chance.random() < right else "ba"["ab".index(label)]))
    return found


def of(found, figure: Figure, name: str = ""):
    return next(one for one in found.figures if (one.figure, one.of) == (figure, name))


def test_figures_of_classes_are_those_of_the_table() -> None:
    rows = [("a", "a")] * 6 + [("a", "b")] * 2 + [("b", "b")] * 1 + [("b", "a")] * 1
    found = classes_compared("y", "p", classes(rows), classes(rows))
    assert found.task is Task.CLASSES and found.rows == (10, 10)
    assert of(found, Figure.ACCURACY).before.value == 0.7
    assert of(found, Figure.BALANCED).before.value == pytest.approx((0.75 + 0.5) / 2)
    assert of(found, Figure.F1, "a").before.value == pytest.approx(12 / 15)
    assert of(found, Figure.F1, "b").before.value == pytest.approx(2 / 5)
    assert all(one.became is Became.UNKNOWN for one in found.figures), "ten rows tell nothing"


def test_what_became_worse_is_told_and_what_did_not_is_not() -> None:
    before = classes(said(0.9, 3_000, 1))
    worse = classes_compared("y", "p", before, classes(said(0.8, 3_000, 2)))
    assert of(worse, Figure.ACCURACY).became is Became.WORSE
    better = classes_compared("y", "p", before, classes(said(0.97, 3_000, 3)))
    assert of(better, Figure.ACCURACY).became is Became.BETTER
    alarms = sum(
        bool(
            classes_compared(
                "y", "p", classes(said(0.9, 500, 2 * seed)), classes(said(0.9, 500, 2 * seed + 1))
            ).worse
        )
        for seed in range(60)
    )
    assert alarms <= 2


def test_intervals_hold_as_often_as_they_say() -> None:
    held = 0
    for seed in range(200):
        side = classes(said(0.9, 800, seed))
        one = of(classes_compared("y", "p", side, side), Figure.ACCURACY).before
        held += one.low <= 0.9 <= one.high
    assert 180 <= held <= 199


def test_portions_add_up_to_the_whole() -> None:
    rows = said(0.8, 1_001, 4)
    whole, parts = classes(rows), classes(rows[:7], rows[7:600], rows[600:])
    assert classes_compared("y", "p", whole, whole) == classes_compared("y", "p", parts, parts)
    pairs = [(str(place % 13), str(place % 11)) for place in range(1_001)]
    one, other = numbers(pairs), numbers(pairs[:5], pairs[5:])
    assert numbers_compared("y", "p", one, one) == numbers_compared("y", "p", other, other)


def test_figures_of_numbers_are_those_of_the_rows() -> None:
    chance = np.random.default_rng(5)
    label = chance.normal(50, 10, 2_000)
    guess = label + chance.normal(1, 3, 2_000)
    side = numbers([(str(a), str(b)) for a, b in zip(label, guess, strict=True)])
    found = numbers_compared("y", "p", side, side)
    error = guess - label
    assert found.task is Task.NUMBERS
    assert of(found, Figure.MAE).before.value == pytest.approx(np.abs(error).mean())
    assert of(found, Figure.RMSE).before.value == pytest.approx(math.sqrt((error**2).mean()))
    assert of(found, Figure.BIAS).before.value == pytest.approx(error.mean())
    assert of(found, Figure.R2).before.value == pytest.approx(
        1 - (error**2).sum() / ((label - label.mean()) ** 2).sum()
    )
    one = of(found, Figure.MAE).before
    assert one.low < one.value < one.high


def test_chances_are_judged_as_such() -> None:
    chance = np.random.default_rng(6)

    def side(shift: float) -> NumberSums:
        sure = chance.uniform(0.1, 0.8, 4_000)
        came = chance.uniform(size=4_000) < sure
        return numbers(
            [(str(int(one)), str(min(1.0, each + shift))) for one, each in zip(came, sure, strict=True)]
        )

    found = numbers_compared("y", "p", side(0.0), side(0.15))
    assert found.task is Task.CHANCES
    assert of(found, Figure.CALIBRATION).became is Became.WORSE
    assert of(found, Figure.BIAS).became is Became.WORSE
    assert of(found, Figure.BIAS).after.value == pytest.approx(0.15, abs=0.03)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("", "")] * 30,
        [("1.5", "nan")] * 30,
        [("1e308", "-1e308")] * 30,
        [("x", "1.5")] * 30,
    ],
)
def test_rows_that_tell_nothing_are_left_out(rows: list[tuple[str, str]]) -> None:
    good = numbers([(str(place), str(place + 0.5)) for place in range(50)])
    found = numbers_compared("y", "p", good, numbers(rows))
    assert found.left_out == (0, len(rows)) and found.rows == (50, 0)
    assert all(one.after is None and one.became is Became.UNKNOWN for one in found.figures)
    assert found.worse == ()


def test_labels_of_one_class_only() -> None:
    one = classes([("a", "a")] * 50)
    other = classes([("a", "b")] * 50)
    found = classes_compared("y", "p", one, other)
    assert of(found, Figure.ACCURACY).became is Became.WORSE
    assert of(found, Figure.F1, "b").before is None
    same = numbers([("5", str(5 + place % 3)) for place in range(50)])
    figures = {one.figure for one in numbers_compared("y", "p", same, same).figures}
    assert Figure.R2 not in figures, "a label that never changes has no spread"


def test_chances_outside_of_0_to_1_are_numbers() -> None:
    odd = numbers([("1", "1.2"), ("0", "0.1")] * 30)
    assert numbers_compared("y", "p", odd, odd).task is Task.NUMBERS


def test_a_million_classes_are_counted_as_others() -> None:
    many = classes([(str(place), str(place)) for place in range(5_000)])
    found = classes_compared("y", "p", many, many)
    assert len(found.figures) == MOST_CLASSES + 3
    assert of(found, Figure.F1, OTHERS).before is not None


def test_the_same_rows_tell_two_models_apart_where_other_rows_would_not() -> None:
    chance = random.Random(5)
    labels = [chance.choice("ab") for _ in range(2_000)]
    wrong = {"a": "b", "b": "a"}
    used = [(label, wrong[label] if chance.random() < 0.1 else label) for label in labels]
    # It errs where the other errs, but for some forty rows.
    other = [(label, label if chance.random() < 0.2 else said) for label, said in used]
    paired = classes_compared("y", "p", classes(used), classes(other), paired=True)
    assert of(paired, Figure.ACCURACY).became is Became.BETTER
    apart = classes_compared("y", "p", classes(used), classes(other))
    assert of(apart, Figure.ACCURACY).became is Became.OPEN


def test_two_models_that_say_the_same_do_not_differ() -> None:
    rows = said(0.8, 500, 3)
    found = classes_compared("y", "p", classes(rows), classes(rows), paired=True)
    assert {one.became for one in found.figures} == {Became.OPEN}
    assert {(one.change.low, one.change.high) for one in found.figures} == {(0.0, 0.0)}


def test_rows_that_one_alone_says_right_are_judged_exactly() -> None:
    assert by_chance(0, 0) == 1
    assert by_chance(5, 5) == 1
    assert by_chance(0, 5) == by_chance(5, 0) == pytest.approx(2 / 32)
    assert by_chance(1, 9) == pytest.approx(2 * 11 / 1024)
    assert 0 <= by_chance(20_000, 30_000) < 1e-200
