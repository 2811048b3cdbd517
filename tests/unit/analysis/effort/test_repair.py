"""Lines and hours of repairs: in the right order, and of a size that a maintainer would name."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.effort.hours import built_in
from mainstay.analysis.effort.learning import learn_effort
from mainstay.analysis.effort.pieces import pieces
from mainstay.analysis.effort.repair import Repair, efforts, lines_to_change
from mainstay.analysis.effort.sessions import changes
from mainstay.domain.price import Range
from tests.unit.analysis.effort.planted import NOW, commits

_JOINED = changes(commits([NOW]))
MODEL = learn_effort(_JOINED, pieces(_JOINED), NOW, built_in())
CODES = (
    *(
        "complex-function",
        "long-function",
        "deep-nesting",
        "many-parameters",
        "duplicated-code",
        "large-file",
    ),
    *("large-class", "dead-module", "dead-function", "dead-class", "dead-method", "dead-variable"),
    *("unused-dependency",),
    *("missing-dependency", "todo-comment", "import-cycle"),
)


def lines(code: str, repair: Repair) -> Range:
    told = lines_to_change(code, repair, MODEL)
    assert told is not None
    return told


def hours(code: str, repair: Repair) -> Range | None:
    told = efforts([(code, repair)], MODEL).get((code, repair))
    return told[1] if told is not None else None


def test_half_of_a_function_twice_over_the_limit_is_moved() -> None:
    told = lines("complex-function", Repair(60, value=30, limit=15))
    assert told.p50 == pytest.approx(30 * 1.1 + 3)
    assert told.p90 == pytest.approx(60 * 1.1 + 3)


def test_a_function_far_beyond_the_limit_becomes_several() -> None:
    assert lines("long-function", Repair(500, 500, 50)).p50 == pytest.approx(0.9 * 500 * 1.1 + 9 * 3)


def test_each_call_of_a_long_parameter_list_changes() -> None:
    few, many = (lines("many-parameters", Repair(20, 8, 5, places)) for places in (2, 60))
    assert many.p50 - few.p50 == 58
    unknown = lines("many-parameters", Repair(20, 8, 5))
    assert few.p50 < unknown.p50 < many.p50
    assert unknown.p90 > few.p90


def test_deleting_is_quick() -> None:
    assert lines("dead-module", Repair(1_200, places=0)).p50 == 120
    dead, large = (
        hours("dead-function", Repair(80, places=0)),
        hours("large-file", Repair(80, 80, 0)),
    )
    assert dead is not None
    assert large is not None
    assert dead.p50 < large.p50


def test_copies_become_one_function_and_its_calls() -> None:
    # 40 lines stand in 3 places: one copy is moved, 40 lines are deleted here, each place calls it.
    assert lines("duplicated-code", Repair(40, places=2)).p50 == pytest.approx(44 + 4 + 3 + 3)


def test_a_note_is_worked_off_like_the_usual_fix() -> None:
    assert lines("todo-comment", Repair(1)) == MODEL.lines_per_fix
    assert hours("todo-comment", Repair(1)) is not None


@pytest.mark.parametrize("code", ["fixed-again", "knowledge", "", "change-coupling"])
def test_what_nobody_knows_has_no_price(code: str) -> None:
    assert lines_to_change(code, Repair(100, 10, 5), MODEL) is None
    assert hours(code, Repair(100, 10, 5)) is None


def test_prices_are_of_the_size_that_a_maintainer_would_name() -> None:
    one_line = hours("unused-dependency", Repair(1))
    assert one_line is not None
    assert 0.1 < one_line.p50 < 0.5
    assert one_line.p90 < 2
    hard = hours("complex-function", Repair(300, 120, 15))
    assert hard is not None
    assert 1 < hard.p50 < 5
    assert 4 < hard.p90 < 16


@given(
    st.sampled_from(CODES),
    st.floats(0, 1e7),
    st.floats(0, 1e7),
    st.floats(0, 1e3),
    st.none() | st.integers(0, 10**6),
)
def test_every_repair_has_a_finite_range(
    code: str, size: float, value: float, limit: float, places: int | None
) -> None:
    repair = Repair(size, value, limit, places)
    told = lines(code, repair)
    assert 1 <= told.p50 <= told.p90 < np.inf
    takes = hours(code, repair)
    assert takes is not None
    assert 0 < takes.p50 <= takes.p90 < np.inf
