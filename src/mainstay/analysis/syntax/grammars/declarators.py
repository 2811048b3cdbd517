"""The names of C and C++, which stand within declarators: `static int *A::b(int c)` declares `A.b`."""

import re

from tree_sitter import Node

from mainstay.analysis.syntax.heads import LONGEST_NAME, Head, head_at, text_of

_DEEPEST = 50
_WRAPS = frozenset(
    {
        "pointer_declarator",
        "reference_declarator",
        "parenthesized_declarator",
        "attributed_declarator",
        "array_declarator",
        "init_declarator",
        "function_declarator",
    }
)
# How macros are written that begin a function: `TEST(Parser, Empty) { ... }`.
_MACRO = re.compile(r"[A-Z][A-Z0-9_]+\Z")


def head(node: Node) -> Head:
    """Read the head of a function, a lambda or a type."""
    declarator = node.child_by_field_name("declarator")
    if declarator is None:
        name = node.child_by_field_name("name")
        return (
            Head(_dotted(name)[:LONGEST_NAME], name.start_point[0])
            if name is not None
            else head_at(None, node)
        )
    name, parameters = _declared(declarator)
    found = _dotted(name)
    row = name.start_point[0]
    if node.child_by_field_name("type") is None and parameters is not None and _MACRO.match(found):
        return Head(f"{found}{text_of(parameters)}"[:LONGEST_NAME], row)
    if parameters is not None and text_of(parameters) == "(void)":
        parameters = None
    return Head(found[:LONGEST_NAME], row, parameters)


def _declared(declarator: Node) -> tuple[Node, Node | None]:
    """Give the name that a declarator declares, and the parameters that stand nearest to it."""
    parameters = None
    node = declarator
    for _ in range(_DEEPEST):
        if node.type in {"function_declarator", "abstract_function_declarator"}:
            parameters = node.child_by_field_name("parameters")
        if node.type not in _WRAPS:
            break
        inner = node.child_by_field_name("declarator") or next(
            (child for child in node.named_children if not child.is_extra), None
        )
        if inner is None:
            break
        node = inner
    return node, parameters or _parameters_of_cast(node)


def _parameters_of_cast(name: Node) -> Node | None:
    for _ in range(_DEEPEST):
        if name.type == "operator_cast":
            declarator = name.child_by_field_name("declarator")
            return None if declarator is None else declarator.child_by_field_name("parameters")
        inner = name.child_by_field_name("name") if name.type == "qualified_identifier" else None
        if inner is None:
            return None
        name = inner
    return None


def _dotted(name: Node) -> str:
    """Write a qualified name with dots and without the arguments of templates."""
    parts = []
    for _ in range(_DEEPEST):
        if name.type != "qualified_identifier":
            break
        scope = name.child_by_field_name("scope")
        if scope is not None:
            parts.append(text_of(scope.child_by_field_name("name") or scope))
        inner = name.child_by_field_name("name")
        if inner is None:
            break
        name = inner
    if name.type == "operator_cast":
        parts.append(f"operator {text_of(name.child_by_field_name('type'))}")
    elif name.type in {"template_function", "template_method", "template_type"}:
        parts.append(text_of(name.child_by_field_name("name")))
    else:
        parts.append(text_of(name))
    return ".".join(part for part in parts if part)
