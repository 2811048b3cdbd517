"""Two predictions of the same rows, from files: which is better, and where the two differ."""

import random
from pathlib import Path

import pytest

from mainstay.domain.errors import UsageError
from mainstay.domain.quality import Became, Figure, Task
from mainstay.wiring.judging_models import challenge, quality

OTHER = {"cat": "dog", "dog": "cat"}


def classes(path: Path, rows: int = 2_000) -> str:
    chance = random.Random(3)
    lines = ["y,used,new,id"]
    for place in range(rows):
        label = chance.choice(("cat", "dog"))
        used = label if chance.random() < 0.8 else OTHER[label]
        new = label if chance.random() < 0.9 else OTHER[label]
        lines.append(f"{label},{used},{new if place % 10 else ''},{place}")
    path.write_text("\n".join(lines) + "\n")
    return str(path)


def test_the_better_of_two_classifiers_is_told_on_rows_that_both_said(tmp_path: Path) -> None:
    found = challenge(classes(tmp_path / "now.csv"), "y", "used", "new")
    assert found is not None and found.quality.task is Task.CLASSES
    assert found.quality.rows == (1_800, 1_800), "where one said nothing neither counts"
    accuracy = next(one for one in found.quality.figures if one.figure is Figure.ACCURACY)
    assert accuracy.became is Became.BETTER
    assert found.only_challenger is not None and found.only_champion is not None
    assert found.only_challenger > found.only_champion
    assert accuracy.before is not None and accuracy.after is not None
    gained = (accuracy.after.value - accuracy.before.value) * 1_800
    assert gained == pytest.approx(found.only_challenger - found.only_champion)
    assert found.by_chance is not None and found.by_chance < 1e-6


def test_a_model_beside_itself_is_the_same_to_the_last_digit(tmp_path: Path) -> None:
    found = challenge(classes(tmp_path / "now.csv"), "y", "used", "used")
    assert found is not None and (found.only_champion, found.only_challenger, found.by_chance) == (0, 0, 1.0)
    assert {one.became for one in found.quality.figures} == {Became.OPEN}
    assert all(one.change is not None and one.change.value == 0 for one in found.quality.figures)


def test_numbers_and_rankings_have_challengers_too(tmp_path: Path) -> None:
    chance = random.Random(4)
    lines = ["y,used,new,query"]
    for place in range(3_000):
        label = chance.gauss(5, 2)
        lines.append(
            f"{label:.4f},{label + chance.gauss(0, 1):.4f},{label + chance.gauss(0, 2):.4f},q{place // 10}"
        )
    path = tmp_path / "now.csv"
    path.write_text("\n".join(lines) + "\n")
    numbers = challenge(str(path), "y", "used", "new")
    assert numbers is not None and numbers.quality.task is Task.NUMBERS
    assert {one.figure for one in numbers.quality.worse} >= {Figure.MAE, Figure.RMSE}
    assert numbers.by_chance is None
    ranking = challenge(str(path), "y", "used", "new", "query")
    assert ranking is not None and ranking.quality.task is Task.RANKING
    assert ranking.quality.rows == (300, 300)
    assert Figure.NDCG in {one.figure for one in ranking.quality.worse}
    both = quality(str(path), str(path), "y", "used", "query")
    assert both is not None and both.rows == (300, 300) and not both.worse


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no column"):
        challenge(classes(tmp_path / "now.csv", 20), "y", "used", "newest")
