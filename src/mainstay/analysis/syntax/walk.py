"""The walk over a grammar's captures, in source order, that finds functions and types and counts their decisions."""

from dataclasses import dataclass, field

from tree_sitter import Node

from mainstay.analysis.syntax.events import HANDLER_BODY, NEST_BODY, NEST_ITSELF, events
from mainstay.analysis.syntax.functions import only_wraps, within_brackets
from mainstay.analysis.syntax.grammar import Grammar, Nested, Role
from mainstay.analysis.syntax.heads import UNNAMED, Head
from mainstay.analysis.syntax.lines import Lines
from mainstay.analysis.syntax.told import finish_module, finish_type, finish_unit, with_methods_apart
from mainstay.analysis.syntax.units import Open, Unit, placed
from mainstay.domain.source_file import MODULE, Function, TypeDefinition

# Names that are longer than this say no more, and without a bound would take all memory.
_MOST_OWNERS = 10
# To tell a name takes time with the depth; deeper down nothing has one.
_DEEPEST_NAMED = 200


@dataclass(slots=True)
class Walk:
    """One pass over all captured nodes with a stack of those that are still open; never recursive, so no depth is too deep."""

    source: bytes
    grammar: Grammar
    lines: Lines
    functions: list[Function] = field(default_factory=list)
    types: list[TypeDefinition] = field(default_factory=list)
    _stack: list[Open] = field(default_factory=list)
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
        for start, negative_end, role, _, node in events(captures, self.grammar):
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

    def _leave(self, opened: Open) -> None:
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

    def _nest(self, end: int, *, nesting: int = 0, depth: int = 0) -> Open:
        unit = self._unit
        unit.nesting += nesting
        unit.depth += depth
        unit.deepest = max(unit.deepest, unit.depth)
        opened = Open(end, nesting=nesting, depth=depth)
        self._stack.append(opened)
        return opened

    def _enter_ignored(self, _node: Node, _start: int, end: int) -> None:
        self._passed_over = end

    def _enter_function(self, node: Node, _start: int, end: int) -> None:
        if self._stands_for_itself(node):
            head = self._head(node)
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

    def _open_unit(self, unit: Unit, end: int) -> Open:
        unit.at_nesting, unit.at_depth = self._unit.nesting, self._unit.depth
        self._unit = unit
        opened = Open(end, function=unit.node, ends_unit=True)
        self._stack.append(opened)
        return opened

    def _enter_closure(self, node: Node, _start: int, end: int) -> None:
        if self._unit.head is not None:
            self._nest(end, nesting=1)
            return
        self._open_unit(Unit(node, self._qualified(""), outer=self._unit), end)

    def _enter_type(self, node: Node, _start: int, end: int) -> None:
        opened = Open(end, owns=True)
        if self._unit.head is None or self.grammar.nested is Nested.OWN:
            opened.type_node, opened.earlier = node, len(self.functions)
            self._own(opened, self._head(node).name)
        self._stack.append(opened)

    def _enter_owner(self, node: Node, _start: int, end: int) -> None:
        opened = Open(end, owns=True)
        self._own(opened, self._head(node).name)
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
        self._stack.append(Open(end, operator=operator.text, operands=operands))

    def _head(self, node: Node) -> Head:
        if len(self._stack) > _DEEPEST_NAMED:
            return Head(UNNAMED, node.start_point[0])
        return self.grammar.head(node)

    def _own(self, opened: Open, name: str) -> None:
        opened.type_name = name
        self._owners.append(name)

    def _qualified(self, name: str) -> str:
        return ".".join([*self._owners[-_MOST_OWNERS:], name])


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
    NEST_BODY: Walk._enter_nested_body,
    NEST_ITSELF: Walk._enter_nested_body,
    HANDLER_BODY: Walk._enter_lambda,
}
