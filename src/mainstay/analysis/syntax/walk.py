"""The walk over a grammar's captures, in source order, that finds functions and types and counts their decisions."""

from dataclasses import dataclass, field

from tree_sitter import Node

from mainstay.analysis.syntax.functions import body_of, is_swallowed, only_wraps, within_brackets
from mainstay.analysis.syntax.grammar import Grammar, Nested, Role
from mainstay.analysis.syntax.lines import Lines
from mainstay.analysis.syntax.told import finish_module, finish_type, finish_unit, with_methods_apart
from mainstay.analysis.syntax.units import Unit, placed
from mainstay.domain.source_file import MODULE, Function, TypeDefinition


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
    owns: bool = False
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
# Names that are longer than this say no more, and without a bound would take all memory.
_MOST_OWNERS = 10
# A node that is its own body counts before it nests.
_NEST_ITSELF = len(Role) + 1
_BODIES = {
    Role.BRANCH: _NEST_BODY,
    Role.ELSE_BRANCH: _NEST_BODY,
    Role.ELSE: _NEST_BODY,
    Role.LOOP: _NEST_BODY,
    Role.SWITCH: _NEST_BODY,
    Role.CATCH: _HANDLER_BODY,
}
_SILENT = frozenset({Role.COMMENT, Role.DOCUMENTATION, Role.DECORATED, Role.SUSPECT, Role.IMPORT, Role.PLAIN})
# A capture of another name serves its pattern alone.
_ROLES = {role.name.lower(): role for role in Role if role not in _SILENT}
# What a pattern says of a node in its place outranks what its type says of it.
_OVERRIDING = ((Role.PLAIN, {Role.ELSE}), (Role.ELSE_BRANCH, {Role.BRANCH, Role.ELSE}))
_NAMED = (Role.FUNCTION, {Role.CLOSURE})


@dataclass(slots=True)
class Walk:
    """One pass over all captured nodes with a stack of those that are still open; never recursive, so no depth is too deep."""

    source: bytes
    grammar: Grammar
    lines: Lines
    functions: list[Function] = field(default_factory=list)
    types: list[TypeDefinition] = field(default_factory=list)
    _stack: list[_Open] = field(default_factory=list)
    _module: Unit = field(default_factory=lambda: Unit(None, MODULE))
    _unit: Unit = field(init=False)
    _owners: list[str] = field(default_factory=list)
    _passed_over: int = 0

    def run(self, captures: dict[str, list[Node]], *, broken: bool) -> None:
        """Walk all nodes, given by role in lower case, and leave `functions` and `types` filled.

        `broken` tells that the source could be read in part only.
        """
        self._unit = self._module
        stack = self._stack
        for start, negative_end, role, _, node in sorted(self._events(captures)):
            if start < self._passed_over:
                continue
            while stack and stack[-1].end <= start:
                self._leave(stack.pop())
            _ENTER[role](self, node, start, -negative_end)
        while stack:
            self._leave(stack.pop())
        if self.grammar.methods_apart:
            self.types = with_methods_apart(self.types, self.functions)
        # Where functions stand in no others they decide all there is to decide; the rest is what was not understood.
        outside = not (broken and self.grammar.nested is Nested.BROKEN)
        if outside and (self._module.cyclomatic > 1 or self._module.cognitive):
            self.functions.append(finish_module(self._module, self.functions, self.lines))

    def _events(self, captures: dict[str, list[Node]]) -> list[_Event]:
        events: list[_Event] = []
        outranked = _outranked(captures)
        for name, nodes in captures.items():
            role = _ROLES.get(name)
            if role is None:
                continue
            nests = _BODIES.get(role)
            others = outranked.get(role)
            for node in nodes:
                if others is not None and node.id in others:
                    continue
                if role is Role.FUNCTION and node.has_error and is_swallowed(node, self.grammar):
                    continue
                # The running number keeps equal spans apart: nodes themselves have no order.
                events.append((node.start_byte, -node.end_byte, role, len(events), node))
                body = None if nests is None else self._body(node, role)
                if nests is not None and body is not None:
                    order = _NEST_ITSELF if body is node and role is not Role.ELSE else nests
                    events.append((body.start_byte, -body.end_byte, order, len(events), body))
        return events

    def _body(self, node: Node, role: Role) -> Node | None:
        return node if role is Role.ELSE and self.grammar.else_is_body else body_of(node, self.grammar)

    def _leave(self, opened: _Open) -> None:
        self._unit.nesting -= opened.nesting
        self._unit.depth -= opened.depth
        if opened.type_name:
            self._owners.pop()
        if opened.ends_unit:
            self._finish(self._unit)
        elif opened.type_node is not None:
            self.types.append(
                finish_type(
                    opened.type_node,
                    ".".join([*self._owners, opened.type_name][-_MOST_OWNERS:]),
                    self.functions[opened.earlier :],
                    self.lines,
                )
            )

    def _finish(self, unit: Unit) -> None:
        outer = unit.outer or self._module
        self._unit = outer
        if not unit.nameless:
            self._tell(unit, outer)
        elif outer.nameless:
            outer.pending.append(unit)
        else:
            for one in placed(unit, self._module):
                self._tell(one, outer)

    def _tell(self, unit: Unit, outer: Unit) -> None:
        told, code = finish_unit(unit, self.source, self.grammar, self.lines)
        outer.inner_code += code
        self.functions.append(told)

    def _nest(self, end: int, *, nesting: int = 0, depth: int = 0) -> _Open:
        unit = self._unit
        unit.nesting += nesting
        unit.depth += depth
        unit.deepest = max(unit.deepest, unit.depth)
        opened = _Open(end, nesting=nesting, depth=depth)
        self._stack.append(opened)
        return opened

    def _enter_ignored(self, _node: Node, _start: int, end: int) -> None:
        self._passed_over = end

    def _enter_function(self, node: Node, _start: int, end: int) -> None:
        if self._stands_for_itself(node):
            head = self.grammar.head(node)
            owns = self._stands_in_type() or "." in head.name
            opened = self._open_unit(Unit(node, self._qualified(head.name), head, self._unit, owns), end)
            if self.grammar.nested is Nested.OWN:
                self._own(opened, head.name)
            return
        # A nested function is part of the one around it: one more entry, and one level deeper, unless the
        # outer does nothing but return it (the decorator pattern of the white paper).
        outer = next(
            (opened.function for opened in reversed(self._stack) if opened.function is not None), None
        )
        wrapped = outer is not None and only_wraps(outer, self.grammar)
        self._unit.cyclomatic += 1
        self._nest(end, nesting=0 if wrapped else 1).function = node

    def _stands_for_itself(self, node: Node) -> bool:
        unit = self._unit
        if unit is self._module or unit.nameless or self.grammar.nested is Nested.OWN:
            return True
        if self.grammar.nested is Nested.PART or self._stands_in_type():
            return False
        # No function stands in another here: a bracket is missing, and the one before ended somewhere above.
        unit.last_row = max(node.start_point[0] - 1, 0)
        while self._unit is unit:
            self._leave(self._stack.pop())
        return True

    def _stands_in_type(self) -> bool:
        return next((one.owns for one in reversed(self._stack) if one.owns or one.ends_unit), False)

    def _open_unit(self, unit: Unit, end: int) -> _Open:
        unit.at_nesting, unit.at_depth = self._unit.nesting, self._unit.depth
        self._unit = unit
        opened = _Open(end, function=unit.node, ends_unit=True)
        self._stack.append(opened)
        return opened

    def _enter_closure(self, node: Node, _start: int, end: int) -> None:
        if self._unit.head is not None:
            self._nest(end, nesting=1)
            return
        self._open_unit(Unit(node, self._qualified(""), outer=self._unit), end)

    def _enter_type(self, node: Node, _start: int, end: int) -> None:
        opened = _Open(end, owns=True)
        if self._unit.head is None or self.grammar.nested is Nested.OWN:
            opened.type_node, opened.earlier = node, len(self.functions)
            self._own(opened, self.grammar.head(node).name)
        self._stack.append(opened)

    def _enter_owner(self, node: Node, _start: int, end: int) -> None:
        opened = _Open(end, owns=True)
        self._own(opened, self.grammar.head(node).name)
        self._stack.append(opened)

    def _enter_decision(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.step(cyclomatic=1)

    def _enter_ternary(self, _node: Node, _start: int, end: int) -> None:
        self._unit.step(cyclomatic=1)
        self._nest(end, nesting=1)

    def _enter_switch(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.step(cyclomatic=0)

    def _enter_flat_decision(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cyclomatic += 1
        self._unit.cognitive += 1

    def _enter_flat_step(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cognitive += 1

    def _enter_condition(self, _node: Node, _start: int, _end: int) -> None:
        self._unit.cyclomatic += 1

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

    def _own(self, opened: _Open, name: str) -> None:
        opened.type_name = name
        self._owners.append(name)

    def _qualified(self, name: str) -> str:
        return ".".join([*self._owners[-_MOST_OWNERS:], name])


def _outranked(captures: dict[str, list[Node]]) -> dict[Role, set[int]]:
    """Tell by role the nodes that play another one in their place."""
    outranked: dict[Role, set[int]] = {}
    for role, beneath in (*_OVERRIDING, _NAMED):
        if any(other.name.lower() in captures for other in beneath):
            nodes = {node.id for node in captures.get(role.name.lower(), ())}
            for other in beneath if nodes else ():
                outranked.setdefault(other, set()).update(nodes)
    return outranked


_ENTER = {
    Role.IGNORED: Walk._enter_ignored,
    Role.FUNCTION: Walk._enter_function,
    Role.CLOSURE: Walk._enter_closure,
    Role.TYPE: Walk._enter_type,
    Role.OWNER: Walk._enter_owner,
    Role.LAMBDA: Walk._enter_lambda,
    Role.BRANCH: Walk._enter_decision,
    Role.ELSE_BRANCH: Walk._enter_flat_decision,
    Role.ELSE: Walk._enter_flat_step,
    Role.LOOP: Walk._enter_decision,
    Role.CATCH: Walk._enter_decision,
    Role.TERNARY: Walk._enter_ternary,
    Role.COMPREHENSION: Walk._enter_lambda,
    Role.GENERATOR: Walk._enter_generator,
    Role.FILTER: Walk._enter_flat_decision,
    Role.SWITCH: Walk._enter_switch,
    Role.CASE: Walk._enter_case,
    Role.CONDITION: Walk._enter_condition,
    Role.JUMP: Walk._enter_flat_step,
    Role.BOOLEAN: Walk._enter_boolean,
    Role.BLOCK: Walk._enter_block,
    _NEST_BODY: Walk._enter_nested_body,
    _NEST_ITSELF: Walk._enter_nested_body,
    _HANDLER_BODY: Walk._enter_lambda,
}
