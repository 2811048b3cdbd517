"""Counts become figures: what is told of a function, a module and a type once the walk has left it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tree_sitter import Node

from mainstay.analysis.syntax.functions import calls_itself, last_row, parameters_of
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.heads import called_name
from mainstay.analysis.syntax.lines import Lines
from mainstay.analysis.syntax.units import Unit
from mainstay.domain.source_file import MODULE, Function, TypeDefinition


def finish_unit(unit: Unit, source: bytes, grammar: Grammar, lines: Lines) -> tuple[Function, int]:
    """Tell a function's figures, and the code lines between its first and its last."""
    if unit.node is None:
        raise ValueError("the module is told by finish_module")
    head = unit.head or grammar.head(unit.node)
    begins = unit.node.start_point[0]
    row = begins if unit.head is None else unit.head.row
    first = min(begins, row)
    last = max(last_row(unit.node) if unit.last_row is None else unit.last_row, row)
    code = lines.between(first, last)
    # A function without a name is named only here: to look for its call costs time at every depth.
    shown = unit.name if unit.head is not None else unit.name + called_name(unit.node, grammar.calls)
    name = unit.name.rpartition(".")[2]
    recursive = unit.shallow and calls_itself(unit.node, source, name, grammar, method=unit.method)
    function = Function(
        name=shown,
        line=row + 1,
        end_line=last + 1,
        code_lines=max(code - unit.inner_code, 0),
        cyclomatic=unit.cyclomatic,
        cognitive=unit.cognitive + recursive,
        nesting=unit.deepest,
        parameters=parameters_of(head.parameters, grammar),
    )
    return function, code


def finish_module(module: Unit, functions: Iterable[Function], lines: Lines) -> Function:
    """Tell the figures of what stands in none of the functions."""
    inside = sum(function.code_lines for function in functions)
    return Function(
        name=MODULE,
        line=1,
        end_line=max(lines.total, 1),
        code_lines=max(lines.code - inside, 0),
        cyclomatic=module.cyclomatic,
        cognitive=module.cognitive,
        nesting=module.deepest,
        parameters=0,
    )


def finish_type(node: Node, name: str, inside: Iterable[Function], lines: Lines) -> TypeDefinition:
    """Tell the figures of a type from those of the functions that stand in it."""
    first, last = node.start_point[0], last_row(node)
    return _summed(
        TypeDefinition(
            name=name,
            line=first + 1,
            end_line=last + 1,
            code_lines=lines.between(first, last),
            methods=0,
            cyclomatic=0,
            cognitive=0,
            nesting=0,
        ),
        [one for one in inside if one.name.rpartition(".")[0] == name],
    )


def with_methods_apart(
    types: Iterable[TypeDefinition], functions: Sequence[Function]
) -> list[TypeDefinition]:
    """Give the types with all methods of their name, and the lines of those that stand outside of them."""
    methods: dict[str, list[Function]] = {}
    for function in functions:
        methods.setdefault(function.name.rpartition(".")[0], []).append(function)
    told = []
    for one in types:
        own = methods.get(one.name, [])
        apart = sum(method.code_lines for method in own if not one.line <= method.line <= one.end_line)
        told.append(replace(_summed(one, own), code_lines=one.code_lines + apart))
    return told


def _summed(one: TypeDefinition, methods: Sequence[Function]) -> TypeDefinition:
    return replace(
        one,
        methods=len(methods),
        cyclomatic=sum(method.cyclomatic for method in methods),
        cognitive=sum(method.cognitive for method in methods),
        nesting=max((method.nesting for method in methods), default=0),
    )
