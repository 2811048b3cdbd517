"""The walk over a grammar's captures, in source order, that finds functions and types and counts their decisions."""

from dataclasses import dataclass, field

from tree_sitter import Node

from mainstay.analysis.syntax.functions import (
    body_of,
    calls_itself,
    last_row,
    name_of,
    only_wraps,
    parameters_of,
    within_brackets,
)
from mainstay.analysis.syntax.grammar import Grammar, Role
from mainstay.analysis.syntax.lines import Lines
from mainstay.domain.source_file import MODULE, Function, TypeDefinition


@dataclass(slots=True)
class _Unit:
    """The outermost function, or the module, that decisions are being counted for."""

    node: Node | None
    name: str
    cyclomatic: int = 1
    cognitive: int = 0
    nesting: int = 0
    depth: int = 0
    deepest: int = 0


@dataclass(slots=True)
class _Open:
    """A node that the walk stands in: where it ends and what is to be taken back there.

    `earlier` is how many functions were finished before a type began.
    """

    end: int
    nesting: int = 0
    depth: int = 0
    function: Node | None = None
    ends_unit: bool = False
    type_node: Node | None = None
    type_name: str = ""
    earlier: int = 0
    operator: bytes = b""
    operands: frozenset[int] = frozenset()


_Event = tuple[int, int, int, int, Node]

# Spans in which nesting is one deeper, for nodes whose head does not nest. They sort before what they hold.
# A handler stands beside its block, so it adds no depth.
_NEST_BODY = -2
_HANDLER_BODY = -1
_BODIES = {
    Role.BRANCH: _NEST_BODY,
    Role.ELSE_BRANCH: _NEST_BODY,
    Role.ELSE: _NEST_BODY,
    Role.LOOP: _NEST_BODY,
    Role.SWITCH: _NEST_BODY,
    Role.CATCH: _HANDLER_BODY,
}
_SILENT = frozenset({Role.COMMENT, Role.DOCUMENTATION, Role.DECORATED, Role.SUSPECT})


@dataclass(slots=True)
class Walk:
    """One pass over all captured nodes with a stack of those that are still open; never recursive, so no depth is too deep."""

    source: bytes
    grammar: Grammar
    lines: Lines
    functions: list[Function] = field(default_factory=list)
    types: list[TypeDefinition] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _module: _Unit = field(default_factory=lambda: _Unit(None, MODULE))
    _unit: _Unit = field(init=False)

    def run(self, captures: dict[str, list[Node]]) -> None:
        """Walk all nodes, given by role in lower case, and leave `functions` and `types` filled."""
        self._unit = self._module
        stack = self._stack
        for start, negative_end, role, _, node in sorted(self._events(captures)):
            while stack and stack[-1].end <= start:
                self._leave(stack.pop())
            _ENTER[role](self, node, start, -negative_end)
        while stack:
            self._leave(stack.pop())
        if self._module.cyclomatic > 1 or self._module.cognitive:
            self._finish_module()

    def _events(self, captures: dict[str, list[Node]]) -> list[_Event]:
        events: list[_Event] = []
        for name, nodes in captures.items():
            role = Role[name.upper()]
            if role in _SILENT:
                continue
            nests = _BODIES.get(role)
            for node in nodes:
                # The running number keeps equal spans apart: nodes themselves have no order.
                events.append((node.start_byte, -node.end_byte, role, len(events), node))
                body = None if nests is None else body_of(node, self.grammar)
                if nests is not None and body is not None:
                    events.append((body.start_byte, -body.end_byte, nests, len(events), body))
        return events

    def _leave(self, opened: _Open) -> None:
        self._unit.nesting -= opened.nesting
        self._unit.depth -= opened.depth
        if opened.ends_unit:
            self._finish_function()
            self._unit = self._module
        elif opened.type_node is not None:
            self._finish_type(opened.type_node, opened)

    def _nest(self, end: int, *, nesting: int = 0, depth: int = 0) -> _Open:
        unit = self._unit
        unit.nesting += nesting
        unit.depth += depth
        unit.deepest = max(unit.deepest, unit.depth)
        opened = _Open(end, nesting=nesting, depth=depth)
        self._stack.append(opened)
        return opened

    def _enter_function(self, node: Node, _start: int, end: int) -> None:
        if self._unit is self._module:
            self._unit = _Unit(node, ".".join([*self._owners(), name_of(node)]))
            self._stack.append(_Open(end, function=node, ends_unit=True))
            return
        # A nested function is part of the one around it: one more entry, and one level deeper, unless the
        # outer does nothing but return it (the decorator pattern of the white paper).
        outer = next(
            (opened.function for opened in reversed(self._stack) if opened.function is not None), None
        )
        wrapped = outer is not None and only_wraps(outer, self.grammar)
        self._unit.cyclomatic += 1
        self._nest(end, nesting=0 if wrapped else 1).function = node

    def _enter_type(self, node: Node, _start: int, end: int) -> None:
        if self._unit is self._module:
            self._stack.append(
                _Open(end, type_node=node, type_name=name_of(node), earlier=len(self.functions))
            )

    def _enter_decision(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cyclomatic += 1
        self._unit.cognitive += 1 + self._unit.nesting

    def _enter_ternary(self, node: Node, start: int, end: int) -> None:
        self._enter_decision(node, start, end)
        self._nest(end, nesting=1)

    def _enter_switch(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cognitive += 1 + self._unit.nesting

    def _enter_flat_decision(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cyclomatic += 1
        self._unit.cognitive += 1

    def _enter_else(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cognitive += 1

    def _enter_generator(self, _node: Node, _start: int, _end: int) -> None:
        # The comprehension around it has raised the nesting already: for what it holds, not for itself.
        self._unit.cyclomatic += 1
        self._unit.cognitive += max(self._unit.nesting, 1)

    def _enter_case(self, node: Node, _start: int, _end: int) -> None:
        # A guard is counted where it stands.
        if not self.grammar.always_matches(node):
            self._unit.cyclomatic += 1

    def _enter_lambda(self, _node: Node, _start: int, end: int) -> None:
        self._nest(end, nesting=1)

    def _enter_block(self, _node: Node, _start: int, end: int) -> None:
        self._nest(end, depth=1)

    def _enter_nested_body(self, _node: Node, _start: int, end: int) -> None:
        self._nest(end, nesting=1, depth=1)

    def _enter_boolean(self, node: Node, _start: int, end: int) -> None:
        self._unit.cyclomatic += 1
        operator = node.child_by_field_name("operator")
        if operator is None or operator.text is None:
            return
        outer = self._stack[-1] if self._stack else None
        if outer is None or outer.operator != operator.text or node.id not in outer.operands:
            self._unit.cognitive += 1
        sides = (node.child_by_field_name(side) for side in ("left", "right"))
        operands = frozenset(within_brackets(side, self.grammar).id for side in sides if side is not None)
        self._stack.append(_Open(end, operator=operator.text, operands=operands))

    def _finish_function(self) -> None:
        unit = self._unit
        if unit.node is None:
            return
        first, last = unit.node.start_point[0], last_row(unit.node)
        recursion = 1 if calls_itself(unit.node, self.source, unit.name, self.grammar) else 0
        self.functions.append(
            Function(
                name=unit.name,
                line=first + 1,
                end_line=last + 1,
                code_lines=self.lines.between(first, last),
                cyclomatic=unit.cyclomatic,
                cognitive=unit.cognitive + recursion,
                nesting=unit.deepest,
                parameters=parameters_of(unit.node, self.grammar),
            )
        )

    def _finish_module(self) -> None:
        inside = sum(function.code_lines for function in self.functions)
        module = self._module
        self.functions.append(
            Function(
                name=MODULE,
                line=1,
                end_line=max(self.lines.total, 1),
                code_lines=max(self.lines.code - inside, 0),
                cyclomatic=module.cyclomatic,
                cognitive=module.cognitive,
                nesting=module.deepest,
                parameters=0,
            )
        )

    def _finish_type(self, node: Node, opened: _Open) -> None:
        first, last = node.start_point[0], last_row(node)
        name = ".".join([*self._owners(), opened.type_name])
        inside = self.functions[opened.earlier :]
        methods = [one for one in inside if one.name.rpartition(".")[0] == name]
        self.types.append(
            TypeDefinition(
                name=name,
                line=first + 1,
                end_line=last + 1,
                code_lines=self.lines.between(first, last),
                methods=len(methods),
                cyclomatic=sum(method.cyclomatic for method in methods),
                cognitive=sum(method.cognitive for method in methods),
                nesting=max((method.nesting for method in methods), default=0),
            )
        )

    def _owners(self) -> list[str]:
        return [opened.type_name for opened in self._stack if opened.type_node is not None]


_ENTER = {
    Role.FUNCTION: Walk._enter_function,
    Role.TYPE: Walk._enter_type,
    Role.LAMBDA: Walk._enter_lambda,
    Role.BRANCH: Walk._enter_decision,
    Role.ELSE_BRANCH: Walk._enter_flat_decision,
    Role.ELSE: Walk._enter_else,
    Role.LOOP: Walk._enter_decision,
    Role.CATCH: Walk._enter_decision,
    Role.TERNARY: Walk._enter_ternary,
    Role.COMPREHENSION: Walk._enter_lambda,
    Role.GENERATOR: Walk._enter_generator,
    Role.FILTER: Walk._enter_flat_decision,
    Role.SWITCH: Walk._enter_switch,
    Role.CASE: Walk._enter_case,
    Role.BOOLEAN: Walk._enter_boolean,
    Role.BLOCK: Walk._enter_block,
    _NEST_BODY: Walk._enter_nested_body,
    _HANDLER_BODY: Walk._enter_lambda,
}
