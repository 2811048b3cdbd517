"""Complexity of Python code by CPython's own syntax tree.

Cyclomatic: McCabe 1976, each simple condition counted by itself (NIST SP 500-235). Cognitive: Campbell, SonarSource 2018.
What both leave open for Python is decided as the program documents it (`analysis/syntax/grammar.py::Role`); it is written
down here a second time, over another tree, with no line in common. Python's brackets do not stand in this tree, its
`elif` is told from `else: if` by the text alone.
"""

import ast
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

RECEIVERS = {"self", "cls", "mcs", "mcls"}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
LOOPS = (ast.For, ast.AsyncFor, ast.While)
TRIES = (ast.Try, getattr(ast, "TryStar", ast.Try))


@dataclass
class Counted:
    """A function that stands in no other, or the module's own code (`<module>`)."""

    name: str
    line: int
    end_line: int
    parameters: int = 0
    cyclomatic: int = 1
    cognitive: int = 0
    nesting: int = 0

    @property
    def figures(self) -> tuple[str, int, int, int, int, int]:
        return self.name, self.line, self.cyclomatic, self.cognitive, self.nesting, self.parameters


@dataclass
class Class:
    """A class that stands in no function."""

    name: str
    line: int
    end_line: int
    methods: int = 0

    @property
    def figures(self) -> tuple[str, int, int]:
        return self.name, self.line, self.methods


@dataclass
class Complexity:
    """All functions (with `<module>` last where it decides anything) and classes, in the order of the text."""

    functions: list[Counted] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)


@dataclass(frozen=True)
class Place:
    """Where a node stands: what it is counted for and how deep."""

    unit: Counted
    nesting: int = 0
    depth: int = 0
    owners: tuple[Class, ...] = ()
    function: ast.AST | None = None
    operand_of: type[ast.boolop] | None = None

    def within(self, nesting: int = 0, depth: int = 0) -> "Place":
        self.unit.nesting = max(self.unit.nesting, self.depth + depth)
        return replace(self, nesting=self.nesting + nesting, depth=self.depth + depth)


def complexity(source: bytes) -> Complexity:
    """Measure one source. Raises SyntaxError or ValueError when CPython cannot parse it."""
    tree = ast.parse(source)
    lines = source.splitlines()
    module = Counted("<module>", 1, 0)
    found = Complexity()
    left = [(tree, Place(module))]
    while left:
        node, place = left.pop()
        if not isinstance(node, ast.BoolOp):
            place = replace(place, operand_of=None)
        left += _visit(node, place, lines, found)
    found.functions.sort(key=lambda counted: counted.line)
    found.classes.sort(key=lambda counted: counted.line)
    if module.cyclomatic > 1 or module.cognitive:
        found.functions.append(module)
    return found


Visited = Iterator[tuple[ast.AST, Place]]


def _visit(node: ast.AST, place: Place, lines: list[bytes], found: Complexity) -> Visited:
    """Count one node and give what it holds, each with its place."""
    unit = place.unit
    if isinstance(node, FUNCTIONS):
        yield from _function(node, place, found)
    elif isinstance(node, ast.ClassDef):
        yield from _class(node, place, found)
    elif isinstance(node, ast.If):
        unit.cyclomatic += 1
        unit.cognitive += 1 + place.nesting
        yield from _branches(node, place, lines)
    elif isinstance(node, LOOPS):
        unit.cyclomatic += 1
        unit.cognitive += 1 + place.nesting
        heads = [node.test] if isinstance(node, ast.While) else [node.target, node.iter]
        yield from _all(heads, place)
        yield from _all(node.body, place.within(1, 1))
        if node.orelse:
            yield from _all(node.orelse, place.within(0, 1))
    elif isinstance(node, TRIES):
        yield from _all([*node.body, *node.orelse, *node.finalbody, *node.handlers], place.within(0, 1))
    elif isinstance(node, ast.ExceptHandler):
        unit.cyclomatic += 1
        unit.cognitive += 1 + place.nesting
        yield from _all([node.type] if node.type else [], place)
        yield from _all(node.body, place.within(1))
    elif isinstance(node, ast.With | ast.AsyncWith):
        yield from _all(ast.iter_child_nodes(node), place.within(0, 1))
    elif isinstance(node, ast.Match):
        unit.cognitive += 1 + place.nesting
        yield node.subject, place
        yield from _all(node.cases, place.within(1, 1))
    elif isinstance(node, ast.match_case):
        unit.cyclomatic += not always_matches(node.pattern)
        unit.cyclomatic += node.guard is not None
        unit.cognitive += node.guard is not None
        yield from _all(ast.iter_child_nodes(node), place)
    elif isinstance(node, ast.Lambda):
        yield from _all(ast.iter_child_nodes(node), place.within(1))
    elif isinstance(node, ast.IfExp):
        unit.cyclomatic += 1
        unit.cognitive += 1 + place.nesting
        yield from _all(ast.iter_child_nodes(node), place.within(1))
    elif isinstance(node, COMPREHENSIONS):
        for generator in node.generators:
            unit.cyclomatic += 1 + len(generator.ifs)
            unit.cognitive += 1 + place.nesting + len(generator.ifs)
        yield from _all(ast.iter_child_nodes(node), place.within(1))
    elif isinstance(node, ast.BoolOp):
        operator = type(node.op)
        unit.cyclomatic += len(node.values) - 1
        unit.cognitive += place.operand_of is not operator
        yield from _all(node.values, replace(place, operand_of=operator))
    else:
        yield from _all(ast.iter_child_nodes(node), place)


def _all(nodes: Iterable[ast.AST], place: Place) -> Visited:
    return ((node, place) for node in nodes)


def _branches(node: ast.If, place: Place, lines: list[bytes]) -> Visited:
    """Follow a chain of `elif`s to its `else`."""
    yield node.test, place
    yield from _all(node.body, place.within(1, 1))
    if not node.orelse:
        return
    following = node.orelse[0]
    is_elif = isinstance(following, ast.If) and lines[following.lineno - 1][
        following.col_offset :
    ].startswith(b"elif")
    place.unit.cognitive += 1
    if is_elif:
        place.unit.cyclomatic += 1
        yield from _branches(following, place, lines)
    else:
        yield from _all(node.orelse, place.within(1, 1))


def _function(node: ast.FunctionDef | ast.AsyncFunctionDef, place: Place, found: Complexity) -> Visited:
    yield from _all(node.decorator_list, place)
    parts = [
        node.args,
        *([node.returns] if node.returns else []),
        *getattr(node, "type_params", []),
        *node.body,
    ]
    if place.function is not None:
        place.unit.cyclomatic += 1
        inside = place.within(0 if _only_wraps(place.function) else 1)
        yield from _all(parts, replace(inside, function=node))
        return
    if place.owners:
        place.owners[-1].methods += 1
    name = ".".join([*(owner.name.rpartition(".")[2] for owner in place.owners), node.name])
    counted = Counted(name, node.lineno, node.end_lineno or 0, _parameters(node.args))
    counted.cognitive += _calls_itself(node, method=bool(place.owners))
    found.functions.append(counted)
    yield from _all(parts, Place(counted, function=node))


def _class(node: ast.ClassDef, place: Place, found: Complexity) -> Visited:
    yield from _all([*node.decorator_list], place)
    inside = place
    if place.function is None:
        name = ".".join([*(owner.name.rpartition(".")[2] for owner in place.owners), node.name])
        counted = Class(name, node.lineno, node.end_lineno or 0)
        found.classes.append(counted)
        inside = replace(place, owners=(*place.owners, counted))
    yield from _all([*node.bases, *node.keywords, *getattr(node, "type_params", []), *node.body], inside)


def _parameters(arguments: ast.arguments) -> int:
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    return len(names) + len(arguments.kwonlyargs) - bool(names and names[0] in RECEIVERS)


def _only_wraps(function: ast.AST) -> bool:
    """The decorator pattern: nothing but a nested function and a return, with or without documentation."""
    body = [statement for statement in function.body if not _documents(statement)]
    return len(body) == 2 and isinstance(body[0], FUNCTIONS) and isinstance(body[1], ast.Return)


def _documents(statement: ast.stmt) -> bool:
    value = statement.value if isinstance(statement, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _calls_itself(function: ast.FunctionDef | ast.AsyncFunctionDef, *, method: bool) -> bool:
    for statement in function.body:
        for node in ast.walk(statement):
            called = node.func if isinstance(node, ast.Call) else None
            if method and isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
                if called.attr == function.name and called.value.id in RECEIVERS:
                    return True
            elif not method and isinstance(called, ast.Name) and called.id == function.name:
                return True
    return False


def always_matches(pattern: ast.pattern) -> bool:
    """An irrefutable pattern of the language reference: a wildcard, a capture, or an alternative that is one."""
    if isinstance(pattern, ast.MatchOr):
        return any(map(always_matches, pattern.patterns))
    return isinstance(pattern, ast.MatchAs) and (pattern.pattern is None or always_matches(pattern.pattern))


def normal(name: str) -> str:
    """Give a name as CPython keeps it, which brings identifiers to their normal form (NFKC)."""
    return unicodedata.normalize("NFKC", name)
