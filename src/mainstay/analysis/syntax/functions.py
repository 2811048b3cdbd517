"""What is asked of a single function's node: its parameters, whether it calls itself, whether it only wraps another."""

from tree_sitter import Node

from mainstay.analysis.syntax.grammar import Grammar


def body_of(node: Node, grammar: Grammar) -> Node | None:
    """Give what stands nested under a node."""
    name = grammar.bodies.get(node.type)
    if name is not None:
        return node.child_by_field_name(name)
    return node.child(node.child_count - 1) if node.child_count else None


def first_named(node: Node) -> Node | None:
    """Give the first named child, None when there is none."""
    return node.named_child(0) if node.named_child_count else None


def name_of(node: Node) -> str:
    """Give the name that a definition gives, `<unnamed>` where the source breaks off before it."""
    name = node.child_by_field_name("name")
    return "<unnamed>" if name is None or name.text is None else name.text.decode("utf-8", "replace")


def last_row(node: Node) -> int:
    """Give the last row a node stands on; one that ends at column 0 ends on the row before."""
    row, column = node.end_point
    return row - 1 if column == 0 and row > node.start_point[0] else row


def parameters_of(function: Node, grammar: Grammar) -> int:
    """Count what a caller may pass: positional and keyword parameters, without the receiver, `*args` and `**kwargs`."""
    node = function.child_by_field_name(grammar.parameters)
    if node is None:
        return 0
    counted = 0
    for position, child in enumerate(node.named_children):
        inner = first_named(child)
        kinds = {child.type} if inner is None else {child.type, inner.type}
        if child.type in grammar.separators or kinds & grammar.variadic:
            continue
        if position == 0 and (child.text or b"").split(b":")[0].strip() in grammar.receivers:
            continue
        counted += 1
    return counted


def only_wraps(function: Node, grammar: Grammar) -> bool:
    """Tell whether a function does nothing but define another and return it, as decorators do."""
    body = body_of(function, grammar)
    if body is None:
        return False
    kinds = [child.type for child in body.named_children if child.type != "comment" and not _documents(child)]
    return len(kinds) == 2 and kinds[0] in grammar.wrappers and kinds[1] == "return_statement"


def calls_itself(function: Node, source: bytes, qualified: str, grammar: Grammar) -> bool:
    """Tell whether a function calls itself by its name, or a method itself through its receiver."""
    *owners, name = qualified.split(".")
    body = body_of(function, grammar)
    if body is None:
        return False
    needle = name.encode("utf-8", "replace") + b"("
    position = source.find(needle, body.start_byte, body.end_byte)
    while position >= 0:
        found = function.descendant_for_byte_range(position, position + len(needle) - 2)
        if (
            found is not None
            and found.text == needle[:-1]
            and _is_called(found, grammar.receivers if owners else None)
        ):
            return True
        position = source.find(needle, position + 1, body.end_byte)
    return False


def _documents(statement: Node) -> bool:
    child = first_named(statement)
    return statement.type == "expression_statement" and child is not None and child.type == "string"


def _is_called(identifier: Node, receivers: frozenset[bytes] | None) -> bool:
    target = identifier
    if receivers is not None:
        attribute = identifier.parent
        receiver = None if attribute is None else attribute.child_by_field_name("object")
        if attribute is None or receiver is None or receiver.text not in receivers:
            return False
        target = attribute
    call = target.parent
    return call is not None and call.type == "call" and call.child_by_field_name("function") == target
