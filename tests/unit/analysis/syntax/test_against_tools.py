"""Complexity of real code is what known tools say, where they define it the same way; where not, the difference is named."""

import ast
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path

import complexipy
import pytest
from radon.visitors import ComplexityVisitor
from radon.visitors import Function as RadonFunction

from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.measure import measure
from mainstay.domain.source_file import Function
from tests.oracles.complexity import always_matches
from tests.unit.analysis.syntax.stdlib import FOLDER, read, some_stdlib_files

Definition = ast.FunctionDef | ast.AsyncFunctionDef
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
DECIDES = (ast.BoolOp, ast.IfExp, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# What complexipy does not look into, or counts what stands in it by another rule.
UNSEEN = (
    ast.BinOp,
    ast.Subscript,
    ast.keyword,
    ast.Attribute,
    ast.Starred,
    ast.JoinedStr,
    ast.Yield,
    ast.YieldFrom,
    ast.Await,
    ast.UnaryOp,
    ast.NamedExpr,
    ast.List,
    ast.Tuple,
    ast.Set,
    ast.Dict,
    ast.comprehension,
)


def parsed(paths: Iterable[Path]) -> Iterator[tuple[Path, bytes, ast.Module, dict[int, Function]]]:
    """Give what can be read: its text, its tree and our functions by line."""
    for path in paths:
        source = read(path)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(source)
        except (SyntaxError, ValueError):
            continue
        measured = measure(source, PYTHON)
        if not measured.error:
            functions = [function for function in measured.functions if function.name != "<module>"]
            yield path, source, tree, {function.line: function for function in functions}


def decides(node: ast.AST) -> bool:
    return any(isinstance(inner, DECIDES) for inner in ast.walk(node))


def sees_all(function: Definition) -> bool:
    """Tell whether a function holds only what complexipy counts by the rules that we count by."""
    for node in ast.walk(function):
        if node is not function and isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            return False
        if isinstance(node, ast.match_case) and node.guard is not None:
            return False
        if isinstance(node, ast.Call) and name_of(node.func) == function.name:
            return False
        if isinstance(node, UNSEEN) and any(decides(child) for child in ast.iter_child_nodes(node)):
            return False
        parts = [node.func] if isinstance(node, ast.Call) else []
        parts += [node.type] if isinstance(node, ast.ExceptHandler) and node.type else []
        # A sequence of operators ends at a call; complexipy takes what stands in the call for its continuation.
        parts += [value for value in getattr(node, "values", []) if not isinstance(value, ast.BoolOp)]
        if any(decides(part) for part in parts if part is not None):
            return False
    return True


def name_of(called: ast.expr) -> str:
    return (
        called.id
        if isinstance(called, ast.Name)
        else called.attr
        if isinstance(called, ast.Attribute)
        else ""
    )


def cognitive_of_complexipy(paths: Iterable[Path]) -> tuple[int, int, int, list[str]]:
    """Give how many functions were compared, how many are equal, how many are seen whole, and which of these differ."""
    compared = equal = whole = 0
    different: list[str] = []
    for path, source, tree, ours in parsed(paths):
        try:
            theirs = complexipy.code_complexity(source.decode()).functions
        except (ValueError, UnicodeDecodeError):
            continue
        definitions: dict[int, Definition] = {}
        for node in ast.walk(tree):
            if isinstance(node, FUNCTIONS):
                definitions |= dict.fromkeys(
                    [node.lineno, *(one.lineno for one in node.decorator_list)], node
                )
        for their in theirs:
            definition = definitions[their.line_start]
            own = ours[definition.lineno]
            compared += 1
            equal += own.cognitive == their.complexity
            if sees_all(definition):
                whole += 1
                if own.cognitive != their.complexity:
                    place = f"{path.relative_to(FOLDER)}:{definition.lineno}"
                    different.append(f"{place} {own.cognitive}, complexipy {their.complexity}")
    return compared, equal, whole, different


def check_cognitive(paths: Iterable[Path]) -> None:
    compared, equal, whole, different = cognitive_of_complexipy(paths)
    assert different == []
    assert whole >= 0.75 * compared
    assert equal >= 0.97 * compared


def test_cognitive_complexity_of_a_sample() -> None:
    check_cognitive(some_stdlib_files(80, seed=3))


@pytest.mark.slow
def test_cognitive_complexity_of_more() -> None:
    check_cognitive(some_stdlib_files(600, seed=5))


def entries(function: RadonFunction) -> int:
    """Add up radon's figures for a function and those nested in it, each of which is one more entry to us."""
    return function.complexity + sum(entries(inner) for inner in function.closures)


def radon_leaves_out(node: ast.AST) -> int:
    """Count decisions that radon does not: those in assertions, signatures, decorators, handlers of groups and guards.

    What it counts and we do not is taken off: the `else` of a loop or of a `try`.
    """
    kind = type(node)
    extra = 0
    if kind is ast.Try:
        extra -= bool(node.orelse)
    elif kind is getattr(ast, "TryStar", None):
        extra += len(node.handlers)
    elif isinstance(node, ast.For | ast.AsyncFor | ast.While):
        extra -= bool(node.orelse)
    elif kind is ast.Match:
        extra += sum(1 for case in node.cases if case.guard is not None)
        # radon takes off one case that always matches, if it is a plain name or wildcard.
        plain = any(getattr(case.pattern, "pattern", False) is None for case in node.cases)
        extra -= sum(1 for case in node.cases if always_matches(case.pattern)) - plain
    for name, child in ast.iter_fields(node):
        inner = [one for one in (child if isinstance(child, list) else [child]) if isinstance(one, ast.AST)]
        unseen = kind is ast.Assert or (kind in FUNCTIONS and name in {"args", "decorator_list", "returns"})
        extra += sum(mccabe(one) if unseen else radon_leaves_out(one) for one in inner)
    return extra


def mccabe(node: ast.AST) -> int:
    """Count the decisions of an expression."""
    decisions = 0
    for inner in ast.walk(node):
        decisions += len(inner.values) - 1 if isinstance(inner, ast.BoolOp) else isinstance(inner, ast.IfExp)
        decisions += 1 + len(inner.ifs) if isinstance(inner, ast.comprehension) else 0
    return decisions


def check_cyclomatic(paths: Iterable[Path], least: int) -> None:
    compared = 0
    different: list[str] = []
    for path, _, tree, ours in parsed(paths):
        visitor = ComplexityVisitor(no_assert=True)
        visitor.visit(tree)
        definitions = {node.lineno: node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)}
        for function in visitor.blocks:
            definition = definitions.get(function.lineno)
            if definition is None or function.lineno not in ours:
                continue
            if any(isinstance(node, ast.ClassDef) for node in ast.walk(definition)):
                continue  # radon drops classes within functions
            extra = radon_leaves_out(definition) - sum(map(mccabe, definition.decorator_list))
            compared += 1
            if ours[function.lineno].cyclomatic != entries(function) + extra:
                place = f"{path.relative_to(FOLDER)}:{function.lineno} {function.name}"
                different.append(
                    f"{place} {ours[function.lineno].cyclomatic}, radon {entries(function)} + {extra}"
                )
    assert different == []
    assert compared > least


def test_cyclomatic_complexity_of_a_sample() -> None:
    check_cyclomatic(some_stdlib_files(80, seed=4), least=1000)


@pytest.mark.slow
def test_cyclomatic_complexity_of_more() -> None:
    check_cyclomatic(some_stdlib_files(600, seed=5), least=10_000)
