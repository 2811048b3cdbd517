"""How numbers stand to each other."""

import math

import pytest

from mainstay.domain.relation import Relation


@pytest.mark.parametrize(
    ("relation", "holding"),
    [
        (Relation.BELOW, [1.0, -math.inf]),
        (Relation.ABOVE, [3.0, math.inf]),
        (Relation.AT_MOST, [1.0, 2.0, -math.inf]),
        (Relation.AT_LEAST, [2.0, 3.0, math.inf]),
        (Relation.EQUAL, [2.0]),
    ],
)
def test_each_holds_for_its_numbers_alone(relation: Relation, holding: list[float]) -> None:
    numbers = [-math.inf, 1.0, 2.0, 3.0, math.inf, math.nan]
    assert {number for number in numbers if relation.holds(number, 2.0)} == set(holding)
