"""The roles of C#'s grammar; the accessors of a property are named after it: `P.get`."""

from collections.abc import Iterable

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import ITSELF, Grammar, Role
from mainstay.analysis.syntax.grammars.conditionals import without_choices
from mainstay.analysis.syntax.heads import Head, head_at, named_head, text_of

_KEYWORDS = {
    "destructor_declaration": "~",
    "indexer_declaration": "this[]",
    "conversion_operator_declaration": "operator ",
    "operator_declaration": "operator ",
}


def head(node: Node) -> Head:
    """Read a head; what has no name in the grammar is named as C# writes it."""
    if node.type == "accessor_declaration":
        holder = None if node.parent is None else node.parent.parent
        accessor = head_at(node.child_by_field_name("name"), node)
        return accessor if holder is None else Head(f"{head(holder).name}.{accessor.name}", accessor.row)
    keyword = _KEYWORDS.get(node.type)
    if keyword is None:
        found = named_head(node)
        shown = next((one for one in node.children if one.type == "explicit_interface_specifier"), None)
        return Head(f"{text_of(shown)}{found.name}", found.row, found.parameters) if shown else found
    parameters = node.child_by_field_name("parameters")
    if node.type == "operator_declaration":
        name = node.child_by_field_name("operator")
    elif node.type == "conversion_operator_declaration":
        name = node.child_by_field_name("type")
    else:
        name = node.child_by_field_name("name")
    row = (name or parameters or node).start_point[0]
    return Head(f"{keyword}{text_of(name)}", row, parameters)


def specifiers(node: Node) -> Iterable[str]:
    """Give the namespace or type that a directive names; of an alias what it stands for."""
    named = [child for child in node.named_children if not child.is_extra]
    if named:
        yield text_of(named[-1]).replace(" ", "")


def ended(text: bytes) -> bytes:
    """Give the text with a newline at its end: the grammar misses one behind a directive on the last line."""
    return text if text.endswith(b"\n") else text + b"\n"


def ended_without_choices(text: bytes) -> bytes:
    """Give the text that is tried where a directive stands at a place that the grammar knows none at."""
    return without_choices(ended(text))


C_SHARP = Grammar(
    language=languages.C_SHARP,
    wheel="tree_sitter_c_sharp",
    roles={
        "local_function_statement": Role.FUNCTION,
        "lambda_expression": Role.CLOSURE,
        "anonymous_method_expression": Role.CLOSURE,
        "class_declaration": Role.TYPE,
        "struct_declaration": Role.TYPE,
        "interface_declaration": Role.TYPE,
        "enum_declaration": Role.TYPE,
        "record_declaration": Role.TYPE,
        "if_statement": Role.BRANCH,
        "for_statement": Role.LOOP,
        "foreach_statement": Role.LOOP,
        "while_statement": Role.LOOP,
        "do_statement": Role.LOOP,
        "catch_clause": Role.CATCH,
        "conditional_expression": Role.TERNARY,
        "switch_statement": Role.SWITCH,
        "switch_expression": Role.SWITCH,
        "switch_expression_arm": Role.CASE,
        "try_statement": Role.BLOCK,
        "goto_statement": Role.JUMP,
        "comment": Role.COMMENT,
        "using_directive": Role.IMPORT,
    },
    patterns="""
        (method_declaration body: (_)) @function
        (constructor_declaration body: (_)) @function
        (destructor_declaration body: (_)) @function
        (operator_declaration body: (_)) @function
        (conversion_operator_declaration body: (_)) @function
        (accessor_declaration body: (_)) @function
        (property_declaration value: (arrow_expression_clause)) @function
        (indexer_declaration value: (arrow_expression_clause)) @function
        (if_statement alternative: (if_statement) @else_branch)
        (if_statement alternative: (_) @else)
        (binary_expression operator: ["&&" "||"]) @boolean
        (binary_expression operator: "??") @condition
        (assignment_expression operator: "??=") @condition
        (switch_section "case") @case
        (when_clause (_) @filter)
        (catch_filter_clause (_) @filter)
        (preproc_if condition: (_) @ignored)
        (preproc_elif condition: (_) @ignored)
    """,
    bodies={
        "if_statement": "consequence",
        "switch_expression": ITSELF,
        "property_declaration": "value",
        "indexer_declaration": "value",
    },
    else_is_body=True,
    head=head,
    separators=frozenset({"attribute_list", "array_type", "nullable_type", "identifier", "generic_name"}),
    receivers=frozenset({b"this"}),
    always_matches=lambda arm: bool(arm.children) and arm.children[0].type in {"discard", "var_pattern"},
    calls={"invocation_expression": "function", "object_creation_expression": "type"},
    members={"member_access_expression": "expression"},
    specifiers=specifiers,
    prepare=ended,
    prepare_again=ended_without_choices,
)
