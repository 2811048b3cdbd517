"""The roles of Go's grammar; a method is named after the type that it is declared for."""

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import ITSELF, Grammar, Nested, Role
from mainstay.analysis.syntax.heads import Head, named_head, text_of


def head(node: Node) -> Head:
    """Read a head; that of a method begins with its receiver's type: `Engine.ServeHTTP`."""
    found = named_head(node)
    receiver = node.child_by_field_name("receiver")
    if receiver is None:
        return found
    declared = next((child for child in receiver.named_children if not child.is_extra), None)
    owner = None if declared is None else declared.child_by_field_name("type")
    while owner is not None and owner.type != "type_identifier":
        owner = owner.child_by_field_name("type") or next(iter(owner.named_children), None)
    return Head(f"{text_of(owner)}.{found.name}" if owner else found.name, found.row, found.parameters)


GO = Grammar(
    language=languages.GO,
    wheel="tree_sitter_go",
    roles={
        "func_literal": Role.CLOSURE,
        "if_statement": Role.BRANCH,
        "for_statement": Role.LOOP,
        "expression_switch_statement": Role.SWITCH,
        "type_switch_statement": Role.SWITCH,
        "select_statement": Role.SWITCH,
        "expression_case": Role.CASE,
        "type_case": Role.CASE,
        "communication_case": Role.CASE,
        "goto_statement": Role.JUMP,
        "comment": Role.COMMENT,
    },
    patterns="""
        (function_declaration body: (_)) @function
        (method_declaration body: (_)) @function
        (type_spec type: [(struct_type) (interface_type)]) @type
        (if_statement alternative: (if_statement) @else_branch)
        (if_statement alternative: (_) @else)
        (binary_expression operator: ["&&" "||"]) @boolean
        (break_statement (label_name)) @jump
        (continue_statement (label_name)) @jump
        (import_spec path: (_) @import)
    """,
    bodies={
        "if_statement": "consequence",
        "expression_switch_statement": ITSELF,
        "type_switch_statement": ITSELF,
        "select_statement": ITSELF,
    },
    else_is_body=True,
    head=head,
    variadic=frozenset({"variadic_parameter_declaration"}),
    several=frozenset({"parameter_declaration"}),
    calls={"call_expression": "function"},
    members={"selector_expression": "operand"},
    implicit=False,
    nested=Nested.BROKEN,
    methods_apart=True,
)
