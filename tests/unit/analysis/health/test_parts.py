"""The rules of the score's parts: what is lost, and how many points that leaves."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstay.analysis.health.losses import SHAPE_OF_CONTENT, content_losses, fix_losses, knowledge_losses
from mainstay.analysis.health.parts import Thresholds, rules
from mainstay.domain.health import Aspect
from mainstay.domain.source_file import MODULE, Function

THRESHOLDS = st.builds(
    Thresholds,
    cognitive=st.integers(1, 1000),
    function_lines=st.integers(5, 5000),
    nesting=st.integers(1, 50),
    parameters=st.integers(1, 100),
    file_lines=st.integers(50, 100_000),
)
RULES = THRESHOLDS.flatmap(lambda thresholds: st.sampled_from(rules(thresholds)))
DEFAULT = rules(Thresholds())
MEASURES = {
    "complexity": "cognitive",
    "length": "code_lines",
    "nesting": "nesting",
    "parameters": "parameters",
}

functions = st.builds(
    Function,
    name=st.sampled_from(("f", "A.g", MODULE)),
    line=st.just(1),
    end_line=st.just(1),
    code_lines=st.integers(0, 2000),
    cyclomatic=st.just(1),
    cognitive=st.integers(0, 300),
    nesting=st.integers(0, 20),
    parameters=st.integers(0, 40),
)


def test_weights_sum_to_one_hundred_and_both_sides_are_there() -> None:
    assert sum(rule.weight for rule in DEFAULT) == 100
    assert {rule.aspect for rule in DEFAULT} == set(Aspect)
    assert len({rule.code for rule in DEFAULT}) == len(DEFAULT)
    assert set(SHAPE_OF_CONTENT) < {rule.code for rule in DEFAULT}
    assert all(0 < rule.usual < 1 for rule in DEFAULT)


@given(RULES, st.floats(0, 1e9), st.floats(0, 1e9))
def test_a_share_is_lost_from_the_limit_on_and_never_more_than_all(rule, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 <= rule.ramp(less) <= rule.ramp(more) <= 1
    assert rule.ramp(rule.limit) == 0
    assert rule.ramp(rule.limit * rule.multiple + 1e-6) == pytest.approx(1)
    if rule.limit:
        assert 0 < rule.ramp(rule.limit * (1 + rule.multiple) / 2) < 1


@given(RULES, st.floats(0, 1), st.floats(0, 1))
def test_points_fall_with_what_is_lost_and_stay_within_the_weight(rule, one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 < rule.points(more) <= rule.points(less) <= rule.weight
    if more - less > 1e-6:
        assert rule.points(more) < rule.points(less)


@pytest.mark.parametrize("rule", DEFAULT, ids=lambda rule: rule.code)
def test_points_at_nothing_at_the_usual_and_at_all(rule) -> None:
    assert rule.points(0) == rule.weight
    assert rule.points(rule.usual) == pytest.approx(0.75 * rule.weight)
    assert rule.points(1) < 0.36 * rule.weight


@given(st.integers(0, 5000), st.lists(functions, max_size=6))
def test_each_part_of_a_content_loses_lines_of_what_is_beyond_its_limit(
    code_lines: int, held: list[Function]
) -> None:
    lost = dict(zip(SHAPE_OF_CONTENT, content_losses(code_lines, held, DEFAULT), strict=True))
    by_code = {rule.code: rule for rule in DEFAULT}
    for part, measure in MEASURES.items():
        counted = [one for one in held if part != "length" or one.name != MODULE]
        beyond = [one for one in counted if getattr(one, measure) > by_code[part].limit]
        assert lost[part] <= sum(one.code_lines for one in beyond)
        assert (lost[part] > 0) == any(one.code_lines for one in beyond)
    assert lost["files"] == code_lines * by_code["files"].ramp(code_lines)


@given(st.integers(0, 5000), st.lists(functions, min_size=1, max_size=6), st.data())
def test_a_worse_function_never_loses_less(
    code_lines: int, held: list[Function], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(held) - 1))
    measure = data.draw(st.sampled_from(sorted(MEASURES.values())))
    worse = list(held)
    worse[place] = replace(
        held[place], **{measure: getattr(held[place], measure) + data.draw(st.integers(1, 50))}
    )
    before = content_losses(code_lines, held, DEFAULT)
    after = content_losses(code_lines, worse, DEFAULT)
    assert all(now >= then for then, now in zip(before, after, strict=True))


def test_lost_lines_by_hand() -> None:
    function = Function("f", 1, 99, code_lines=100, cyclomatic=1, cognitive=30, nesting=6, parameters=10)
    # 30 is a third of the way from 15 to 60; 100 a third from 50 to 200; 6 half from 4 to 8; 10 half from 5 to 15.
    assert content_losses(1500, [function], DEFAULT) == pytest.approx((100 / 3, 100 / 3, 50, 50, 500))
    module = replace(function, name=MODULE)
    assert content_losses(10, [module], DEFAULT) == pytest.approx((100 / 3, 0, 50, 50, 0))


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 60)), max_size=8))
def test_lines_lost_to_fixes(files: list[tuple[int, int]]) -> None:
    rule = next(rule for rule in DEFAULT if rule.code == "fixes")
    lines, fixes = np.array(files, dtype=np.int64).reshape(-1, 2).T
    lost = fix_losses(lines.astype(np.float64), fixes, rule)
    assert lost.tolist() == pytest.approx([own * rule.ramp(number) for own, number in files])


def test_knowledge_is_lost_below_half() -> None:
    kept = np.array([1.0, 0.5, 0.49, 0.25, 0.0])
    assert knowledge_losses(np.full(5, 100.0), kept).tolist() == pytest.approx([0, 0, 2, 50, 100])
