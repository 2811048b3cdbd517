"""Complexity of real and made-up code is what an independent count over CPython's own syntax tree gives."""

import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings

from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import READ_IN_PART, Measured, measure
from tests.oracles.complexity import Complexity, complexity, normal
from tests.oracles.programs import programs
from tests.unit.analysis.syntax.stdlib import FOLDER, read, some_stdlib_files, stdlib_files


@dataclass
class Comparison:
    """What comparing many files gave: `different` are the differences, `in_part` files that the grammar did not read."""

    functions: int = 0
    classes: int = 0
    different: list[str] = field(default_factory=list)
    in_part: list[str] = field(default_factory=list)


def compared(paths: Iterable[Path]) -> Comparison:
    comparison = Comparison()
    for path in paths:
        source = read(path)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                expected = complexity(source)
        except (SyntaxError, ValueError, RecursionError):
            continue
        name = path.relative_to(FOLDER).as_posix()
        measured = measure(source, PYTHON)
        if measured.error == READ_IN_PART:
            comparison.in_part.append(name)
            continue
        comparison.functions += len(expected.functions)
        comparison.classes += len(expected.classes)
        comparison.different += [f"{name}: {line}" for line in differences(source, measured, expected)]
    return comparison


def differences(source: bytes, measured: Measured, expected: Complexity) -> Iterator[str]:
    if measured.error:
        yield measured.error
    ours = [figures(function) for function in measured.functions]
    theirs = [function.figures for function in expected.functions]
    if ours != theirs:
        yield f"functions {sorted(set(ours) ^ set(theirs))[:4]}"
    our_classes = sorted((normal(one.name), one.line, one.methods) for one in measured.types)
    if our_classes != sorted(one.figures for one in expected.classes):
        yield f"classes {our_classes[:4]}"
    for one in measured.types:
        methods = [
            function
            for function in measured.functions
            if function.name.rpartition(".")[0] == one.name and one.line <= function.line <= one.end_line
        ]
        sums = sum(method.cyclomatic for method in methods), sum(method.cognitive for method in methods)
        deepest = max((method.nesting for method in methods), default=0)
        if (one.cyclomatic, one.cognitive, one.nesting) != (*sums, deepest):
            yield f"class {one.name}"
    rows = source.split(b"\n")
    for own, other in zip(measured.functions, expected.functions, strict=False):
        # The grammar counts comments behind the last statement to the block that they are indented for.
        behind = rows[other.end_line : own.end_line] if own.name != "<module>" else []
        if own.end_line < other.end_line or any(
            row.strip() and not row.strip().startswith(b"#") for row in behind
        ):
            yield f"{own.name} ends at {own.end_line}, not {other.end_line}"


def figures(function):
    place = normal(function.name), function.line
    return *place, function.cyclomatic, function.cognitive, function.nesting, function.parameters


def test_a_sample_of_the_standard_library() -> None:
    comparison = compared(some_stdlib_files(250))
    assert comparison.different == []
    assert len(comparison.in_part) <= 1
    assert comparison.functions > 5000
    assert comparison.classes > 500


@pytest.mark.slow
def test_the_whole_standard_library() -> None:
    comparison = compared(stdlib_files())
    assert comparison.different == []
    assert len(comparison.in_part) <= 2
    assert comparison.functions > 40_000


@settings(max_examples=250, deadline=None)
@given(programs())
def test_made_up_programs(text: str) -> None:
    source = text.encode()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = complexity(source)
    assert list(differences(source, measure(source, PYTHON), expected)) == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            b"def f():\n    if a:\n        (b.\n    c)\n        return 1\n",
            id="a line left of its block after a dot",
        ),
        pytest.param(b"class A:\n    @b\n# c\n    def f(self): pass\n", id="a comment left of its decorator"),
        pytest.param(
            b"if a:\n    b = (c and\n# d\n     e)\n", id="a comment left of its block within an expression"
        ),
        pytest.param(b"a = 1\rif a: b = 2\r", id="line ends of old Macs"),
    ],
)
def test_what_the_grammar_cannot_read_is_said(source: bytes) -> None:
    complexity(source)
    assert measure(source, PYTHON).error == READ_IN_PART
