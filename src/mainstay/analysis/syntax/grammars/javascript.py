"""The roles of JavaScript's grammar, with JSX; TypeScript's table is made from it."""

import re
from collections.abc import Iterable

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import ERASED, Grammar, Nested, Role
from mainstay.analysis.syntax.heads import LONGEST_NAME, Head, head_at, text_of

ROLES = {
    "function_declaration": Role.FUNCTION,
    "generator_function_declaration": Role.FUNCTION,
    "method_definition": Role.FUNCTION,
    "arrow_function": Role.CLOSURE,
    "function_expression": Role.CLOSURE,
    "generator_function": Role.CLOSURE,
    "class_declaration": Role.TYPE,
    "if_statement": Role.BRANCH,
    "for_statement": Role.LOOP,
    "for_in_statement": Role.LOOP,
    "while_statement": Role.LOOP,
    "do_statement": Role.LOOP,
    "catch_clause": Role.CATCH,
    "ternary_expression": Role.TERNARY,
    "switch_statement": Role.SWITCH,
    "switch_case": Role.CASE,
    "try_statement": Role.BLOCK,
    "else_clause": Role.ELSE,
    "comment": Role.COMMENT,
}
_VALUE = "[(arrow_function) (function_expression) (generator_function)] @function"
PATTERNS = f"""
    (else_clause (if_statement) @else_branch) @plain
    (binary_expression operator: ["&&" "||"]) @boolean
    (binary_expression operator: "??") @condition
    (augmented_assignment_expression operator: ["&&=" "||=" "??="]) @condition
    (break_statement label: (_)) @jump
    (continue_statement label: (_)) @jump
    (variable_declarator value: {_VALUE})
    (variable_declarator name: (identifier) value: (class) @type)
    (assignment_expression left: [(identifier) (member_expression)] right: {_VALUE})
    (pair key: [(property_identifier) (string) (number)] value: {_VALUE})
    (export_statement value: {_VALUE})
    (function_expression name: (identifier)) @function
    (import_statement source: (string) @import)
    (export_statement source: (string) @import)
    (call_expression function: [(identifier) (import)] @_called arguments: (arguments . (string) @import)
        (#any-of? @_called "require" "import"))
"""
FIELDS = "(field_definition property: (_) value: {value})"
_GIVEN = {
    "variable_declarator": "name",
    "assignment_expression": "left",
    "pair": "key",
    "field_definition": "property",
    "public_field_definition": "name",
}
# What only says that a name is given to others, or that it is one of the object at hand.
_PASSED_ON = re.compile(r"^(?:module\.exports\.|exports\.|this\.|self\.)|\.prototype(?=\.)")
_PLAIN = re.compile(r"[\w$#.]+\Z")


def head(node: Node) -> Head:
    """Read a head: a function without a name of its own has that of what it is assigned to."""
    parameters = node.child_by_field_name("parameters") or node.child_by_field_name("parameter")
    around = node.parent
    given = None
    if around is not None and node.type != "method_definition":
        given = around.child_by_field_name(_GIVEN.get(around.type, ""))
    if given is not None:
        name = _PASSED_ON.sub("", text_of(given).strip("\"'`"))
        if _PLAIN.match(name) or given.type == "string":
            return Head(name[:LONGEST_NAME], given.start_point[0], parameters)
    own = node.child_by_field_name("name")
    if own is None and around is not None and around.type == "export_statement":
        return Head("default", node.start_point[0], parameters)
    return head_at(own or given, node, parameters)


def specifiers(node: Node) -> Iterable[str]:
    """Give the module that a string names, which may hold nothing but text; ERASED before it where types alone are taken."""
    yield (ERASED if _takes_types_alone(node.parent) else "") + text_of(node)[1:-1]


def _takes_types_alone(statement: Node | None) -> bool:
    """Tell an `import type` or `export type`, and one each of whose names has `type` before it: compilers leave these out."""
    if statement is not None and statement.type == "import_require_clause":
        statement = statement.parent
    if statement is None or statement.type not in {"import_statement", "export_statement"}:
        return False
    clause = None
    for child in statement.children:
        # The grammar does not know `export type * from` yet.
        if child.type == "type" or (child.type == "ERROR" and child.text == b"type"):
            return True
        if child.type in {"import_clause", "export_clause"}:
            clause = child
    if clause is not None and clause.type == "import_clause":
        clause = clause.named_children[0] if clause.named_child_count == 1 else None
    names = [] if clause is None else [one for one in clause.named_children if not one.is_extra]
    return bool(names) and all(
        one.type in {"import_specifier", "export_specifier"} and one.children[0].type == "type"
        for one in names
    )


JAVASCRIPT = Grammar(
    language=languages.JAVASCRIPT,
    wheel="tree_sitter_javascript",
    roles=ROLES,
    patterns=PATTERNS + FIELDS.format(value=_VALUE),
    bodies={"if_statement": "consequence"},
    head=head,
    separators=frozenset({"decorator"}),
    variadic=frozenset({"rest_pattern"}),
    receivers=frozenset({b"this"}),
    calls={"call_expression": "function", "new_expression": "constructor"},
    members={"member_expression": "object"},
    implicit=False,
    nested=Nested.OWN,
    specifiers=specifiers,
)
VALUE = _VALUE
