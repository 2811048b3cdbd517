"""What is beyond a limit, and what is just at it."""

import pytest

from mainstay.analysis.health.excess import DECISIVE_CLASS, excesses, limits_of
from mainstay.analysis.health.parts import Thresholds
from mainstay.domain.source_file import MODULE, Function, TypeDefinition

LIMITS = Thresholds()


def function(name: str = "f", **figures: int) -> Function:
    return Function(
        name,
        1,
        9,
        **({"code_lines": 5, "cyclomatic": 1, "cognitive": 0, "nesting": 0, "parameters": 0} | figures),
    )


def told(*functions: Function, types: tuple[TypeDefinition, ...] = ()) -> list[tuple[str, str, float]]:
    return [(one.code, one.what.name, one.value) for one in excesses(functions, types, LIMITS)]


@pytest.mark.parametrize(
    ("field", "limit", "code"),
    [
        ("cognitive", 15, "complex-function"),
        ("code_lines", 50, "long-function"),
        ("nesting", 4, "deep-nesting"),
        ("parameters", 5, "many-parameters"),
    ],
)
def test_functions(field: str, limit: int, code: str) -> None:
    assert told(function(**{field: limit})) == []
    assert told(function(**{field: limit + 1})) == [(code, "f", limit + 1)]
    assert limits_of(LIMITS)[code] == limit


def test_a_modules_own_code_may_be_long_and_not_tangled() -> None:
    assert told(function(MODULE, code_lines=900, cognitive=16)) == [("complex-function", MODULE, 16)]


@pytest.mark.parametrize(
    ("methods", "decisions", "large"),
    [(20, 500, False), (21, DECISIVE_CLASS - 1, False), (21, DECISIVE_CLASS, True)],
)
def test_classes(methods: int, decisions: int, large: bool) -> None:
    one = TypeDefinition("C", 1, 90, 80, methods, decisions, 0, 0)
    assert told(types=(one,)) == ([("large-class", "C", methods)] if large else [])
