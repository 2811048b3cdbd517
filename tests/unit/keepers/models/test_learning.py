"""Tables learnt portion by portion."""

import numpy as np
import pytest

from mainstay.domain.errors import UsageError
from mainstay.domain.notice import Notice
from mainstay.domain.sketch import NumberSketch, TextSketch
from mainstay.keepers.models.learning import learn
from mainstay.keepers.models.learnt import is_kept, kept, learnt
from mainstay.ports.columns import Numbers, Part, Portion, Reading, Texts


def reading(*portions: dict[str, Part], notices: tuple[Notice, ...] = ()) -> Reading:
    names = tuple(dict.fromkeys(name for one in portions for name in one))
    return Reading(names, iter([Portion(one) for one in portions]), list(notices))


def numbers(*values: float, odd: int = 0) -> Numbers:
    return Numbers(np.array(values, np.float64), odd)


def test_portions_add_up() -> None:
    found, notices = learn(
        "it",
        reading(
            {"a": numbers(2, 1, np.nan), "b": Texts({"x": 2}, 1)},
            {"a": numbers(np.inf, 5, odd=1), "b": Texts({"x": 1, "y": 2})},
        ),
    )
    assert not notices
    assert found.rows == 6
    one, other = found.columns["a"], found.columns["b"]
    assert isinstance(one, NumberSketch)
    assert (one.count, one.missing, one.infinite, one.odd, one.rows) == (3, 1, 1, 1, 6)
    assert isinstance(other, TextSketch)
    assert (dict(other.values), other.missing) == ({"x": 3, "y": 2}, 1)


def test_what_only_counts_rows_is_left_out_and_told() -> None:
    rising = [numbers(*range(first, first + 40)) for first in (1, 41)]
    found, notices = learn(
        "it", reading({"id": rising[0], "a": rising[1]}, {"id": rising[1], "a": rising[0]})
    )
    assert list(found.columns) == ["a"]
    assert [one.code for one in notices] == ["drift-counters"]


def test_the_current_table_is_learnt_on_the_scales_of_the_reference() -> None:
    before, _ = learn("before", reading({"a": numbers(*np.random.default_rng(1).normal(0, 1, 500))}))
    after, _ = learn("after", reading({"a": numbers(1e6, 2e6, 1.5e6)}), before)
    assert after.columns["a"].scale == before.columns["a"].scale  # type: ignore[union-attr]


def whole() -> str:
    values = numbers(1, 2, np.nan, np.inf)
    found, _ = learn("it", reading({"a": values, "b": Texts({"x\ud800": 2, "y": 1}), "c": numbers(np.nan)}))
    return kept(found)


def test_a_learnt_table_reads_back_as_it_was() -> None:
    text = whole()
    assert is_kept(text.encode())
    found = learnt(text.encode(), "it.json")
    assert kept(found) == text
    assert list(found.columns) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"missing":1', '"missing":-1'),
        ('"first":', '"first":99999'),
        ('"mainstay-drift-reference":1', '"mainstay-drift-reference":2'),
        ('"spread":', '"spread":-'),
        ('"y":1', '"y":"1"'),
        ("}", ""),
        ('"rows":4', '"rows":4,"more":1'),
    ],
)
def test_a_learnt_table_that_is_broken_is_refused(before, after) -> None:
    text = whole()
    assert before in text
    with pytest.raises(UsageError, match="learnt reference"):
        learnt(text.replace(before, after, 1).encode(), "it.json")
