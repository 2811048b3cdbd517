"""What is asked of a single function's node: its parameters, whether it calls itself, whether it only wraps another."""

import re

from tree_sitter import Node

from mainstay.analysis.syntax.grammar import ITSELF, Grammar

# Rows that parameters, one on each, may well take.
_LONGEST_HEAD = 30
# Each takes time with the depth, and functions of one name may stand in each other.
_MOST_LOOKS = 100
_OPENS_CALL = re.compile(rb"[\s\\]*\(")


def body_of(node: Node, grammar: Grammar) -> Node | None:
    """Give what stands nested under a node."""
    name = grammar.bodies.get(node.type)
    if name == ITSELF:
        return node
    if name is not None:
        return node.child_by_field_name(name)
    body = node.child_by_field_name("body")
    return body or (node.child(node.child_count - 1) if node.child_count else None)


def first_named(node: Node) -> Node | None:
    """Give the first named child that is neither comment nor line continuation, None when there is none."""
    return next((child for child in node.named_children if not child.is_extra), None)


def within_brackets(node: Node, grammar: Grammar) -> Node:
    """Give what a node holds when all brackets around it are taken off."""
    while node.type in grammar.brackets and (inner := first_named(node)) is not None:
        node = inner
    return node


def last_row(node: Node) -> int:
    """Give the last row a node stands on; one that ends at column 0 ends on the row before."""
    row, column = node.end_point
    return row - 1 if column == 0 and row > node.start_point[0] else row


def is_swallowed(function: Node, grammar: Grammar) -> bool:
    """Tell a function before whose body stands much that was not understood: what comes before it, and not its head."""
    body = body_of(function, grammar)
    if body is None or body.start_point[0] - function.start_point[0] <= _LONGEST_HEAD:
        return False
    return any(child.has_error for child in function.children if child.start_byte < body.start_byte)


def parameters_of(node: Node | None, grammar: Grammar) -> int:
    """Count what a caller may pass: positional and keyword parameters, without the receiver, `*args` and `**kwargs`.

    `node` holds the parameters; one that is a name alone is the only parameter.
    """
    if node is None:
        return 0
    if node.type == "identifier":
        return 1
    counted = 0
    for position, child in enumerate(child for child in node.named_children if not child.is_extra):
        name = first_named(child) or child
        if child.type in grammar.separators or {child.type, name.type} & grammar.variadic:
            continue
        if position == 0 and name.text in grammar.receivers:
            continue
        names = len(child.children_by_field_name("name")) if child.type in grammar.several else 1
        counted += max(names, 1)
    return counted


def only_wraps(function: Node, grammar: Grammar) -> bool:
    """Tell whether a function does nothing but define another and return it, as decorators do."""
    body = body_of(function, grammar)
    if body is None:
        return False
    statements = [child for child in body.named_children if not child.is_extra and not _documents(child)]
    if len(statements) != 2:
        return False
    defined, returned = statements
    inner = defined.child_by_field_name("definition") or defined
    return inner.type in grammar.wrappers and returned.type == "return_statement"


def calls_itself(function: Node, source: bytes, name: str, grammar: Grammar, *, method: bool) -> bool:
    """Tell whether a function calls itself by its name, or a method itself through its receiver."""
    body = body_of(function, grammar)
    if body is None:
        return False
    needle = name.encode("utf-8", "replace")
    start = source.find(needle, body.start_byte, body.end_byte)
    looks = 0
    while start >= 0 and looks < _MOST_LOOKS:
        end = start + len(needle)
        if _OPENS_CALL.match(source, end):
            looks += 1
            if _is_called(function, (start, end), grammar, method=method):
                return True
        start = source.find(needle, end, body.end_byte)
    return False


def _documents(statement: Node) -> bool:
    text = first_named(statement)
    if statement.type != "expression_statement" or statement.named_child_count != 1 or text is None:
        return False
    strings = text.named_children if text.type == "concatenated_string" else [text]
    starts = [first_named(string) for string in strings if string.type == "string"]
    # Bytes and formatted strings are values, not documentation.
    return bool(starts) and not any(
        start is not None and set(start.text or b"") & set(b"bBfF") for start in starts
    )


def _is_called(function: Node, span: tuple[int, int], grammar: Grammar, *, method: bool) -> bool:
    identifier = function.descendant_for_byte_range(span[0], span[1] - 1)
    # The same bytes may stand within a longer name, a string or a comment.
    if identifier is None or (identifier.start_byte, identifier.end_byte) != span:
        return False
    target, around = identifier, identifier.parent
    if around is not None and around.type in grammar.members and around.type not in grammar.calls:
        if not method or not _is_own(around, function, grammar):
            return False
        target, around = around, around.parent
    if around is None or around.type not in grammar.calls:
        return False
    # Where the call itself names the object, it stands in the same node as the name.
    holds = grammar.members.get(around.type)
    if holds is not None and around.child_by_field_name(holds) is not None:
        if not _is_own(around, function, grammar):
            return False
    elif method and target is identifier and not grammar.implicit:
        return False
    return around.child_by_field_name(grammar.calls[around.type]) == target


def _is_own(member: Node, function: Node, grammar: Grammar) -> bool:
    receiver = member.child_by_field_name(grammar.members[member.type])
    if receiver is None:
        return False
    if receiver.text in grammar.receivers:
        return True
    declared = function.child_by_field_name("receiver")
    first = None if declared is None else first_named(declared)
    own = None if first is None else first.child_by_field_name("name")
    return own is not None and own.text == receiver.text
