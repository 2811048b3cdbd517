"""A notice that limits a report always says what would lift the limit."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.sources import constants, modules

Scope = ast.Module | ast.FunctionDef
MEND = 3
"""The place of `mend` among what a Notice is made of."""


def is_limiting(node: ast.AST) -> bool:
    """Tell a Notice that is made with Weight.LIMIT, or with a weight that may be it."""
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Notice"
        and any(
            isinstance(one, ast.Attribute) and one.attr == "LIMIT"
            for given in (*node.args, *(word.value for word in node.keywords))
            for one in ast.walk(given)
        )
    )


def mend_of(call: ast.Call) -> ast.expr | None:
    by_name = [word.value for word in call.keywords if word.arg == "mend"]
    return by_name[0] if by_name else call.args[MEND] if len(call.args) > MEND else None


def says_something(told: ast.expr | None, scopes: list[Scope]) -> bool:
    """Tell whether an expression is a text that is never empty, as far as can be seen where it stands."""
    match told:
        case ast.Constant(value=str(text)):
            return bool(text.strip())
        case ast.JoinedStr(values=parts):
            return any(isinstance(one, ast.Constant) and says_something(one, scopes) for one in parts)
        case ast.BoolOp(op=ast.Or(), values=[*_, last]):
            return says_something(last, scopes)
        case ast.IfExp(body=one, orelse=other):
            return says_something(one, scopes) and says_something(other, scopes)
        case ast.Name(id=name):
            if name in required(scopes):
                return True
            found = [value for scope in scopes for value in values_of(name, scope)]
            if not found and name in constants():
                found = [constants()[name]]
            return bool(found) and all(says_something(one, scopes) for one in found)
        case _:
            return False


def required(scopes: list[Scope]) -> set[str]:
    """Name the parameters that have no default: whoever calls gives them."""
    found: set[str] = set()
    for scope in scopes:
        if isinstance(scope, ast.FunctionDef):
            places = scope.args.args
            found |= {one.arg for one in places[: len(places) - len(scope.args.defaults)]}
    return found


def values_of(name: str, scope: Scope) -> Iterator[ast.expr]:
    """Give what a name may stand for: what is assigned to it, its default, its part of the rows it is unpacked from."""
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=found)], value=value) if found == name:
                yield value
            case ast.For(target=target, iter=rows) | ast.comprehension(target=target, iter=rows):
                yield from unpacked(name, target, rows, scope)
            case ast.FunctionDef(args=about):
                defaulted = about.args[len(about.args) - len(about.defaults) :]
                yield from (
                    value
                    for one, value in zip(defaulted, about.defaults, strict=True)
                    if one.arg == name and node is scope
                )


def unpacked(name: str, target: ast.expr, rows: ast.expr, scope: Scope) -> Iterator[ast.expr]:
    if not isinstance(target, ast.Tuple):
        return
    for place, one in enumerate(target.elts):
        if isinstance(one, ast.Tuple):
            yield from unpacked(name, one, rows, scope)
        elif isinstance(one, ast.Name) and one.id == name:
            yield from (row.elts[place] for row in literal(rows, scope) if isinstance(row, ast.Tuple))


def literal(rows: ast.expr, scope: Scope) -> list[ast.expr]:
    """Give the rows that are written down where they are gone through, or under a name."""
    match rows:
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return elements
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="items")) | ast.Name(id=name):
            values = [
                node.value
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign)
                and any(isinstance(one, ast.Name) and one.id == name for one in node.targets)
            ]
            return [
                row
                for value in values
                for row in (value.values if isinstance(value, ast.Dict) else literal(value, scope))
            ]
        case _:
            return []


def without_mend(tree: ast.Module) -> list[int]:
    """Name the lines of limiting notices that may say nothing of how the limit is lifted."""
    found = []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in ast.walk(tree):
        if is_limiting(node):
            around: list[Scope] = [one for one in functions if any(each is node for each in ast.walk(one))]
            if not says_something(mend_of(node), [*around, tree]):
                found.append(node.lineno)
    return found


def test_every_limiting_notice_says_how_to_mend_it() -> None:
    told = [(module.path, line) for module in modules() for line in without_mend(module.tree)]
    assert told == []


def test_the_limiting_notices_are_seen() -> None:
    seen = sum(is_limiting(node) for module in modules() for node in ast.walk(module.tree))
    assert seen > 30


@pytest.mark.parametrize(
    "source",
    [
        'Notice("a", "A.", Weight.LIMIT)',
        'Notice("a", "A.", Weight.LIMIT, "")',
        'Notice("a", "A.", Weight.LIMIT, mend="", count=3)',
        'Notice("a", "A.", weight=Weight.LIMIT, mend=error.mend)',
        'Notice("a", "A.", Weight.LIMIT if bad else Weight.NOTE)',
        'def f(mend: str = ""):\n    return Notice("a", "A.", Weight.LIMIT, mend)',
        'mend = ""\nNotice("a", "A.", Weight.LIMIT, mend)',
        '[Notice(a, b, Weight.LIMIT, c) for a, b, c in (("a", "A.", "x"), ("b", "B.", ""))]',
        'Notice("a", "A.", Weight.LIMIT, f"{mend}")',
    ],
)
def test_one_that_may_say_nothing_is_seen(source: str) -> None:
    assert without_mend(ast.parse(source)) != []


@pytest.mark.parametrize(
    "source",
    [
        'Notice("a", "A.", Weight.LIMIT, "mend it")',
        'Notice("a", "A.", Weight.LIMIT, mend=error.mend or "git fsck")',
        'Notice("a", "A.", mend="")',
        'def f(mend: str):\n    return Notice("a", "A.", Weight.LIMIT, mend)',
        'def f():\n    mend = "x" if a else "y"\n    yield Notice("a", "A.", Weight.LIMIT, mend)',
        'S = {1: ("a", "x")}\n[Notice(a, "A.", Weight.LIMIT, b) for k, (a, b) in S.items()]',
    ],
)
def test_one_that_says_it_is_left_alone(source: str) -> None:
    assert without_mend(ast.parse(source)) == []
