"""The roles of PHP's grammar, with the pages around it."""

from collections.abc import Iterable

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Grammar, Role
from mainstay.analysis.syntax.heads import Head, named_head, text_of

_INCLUDES = "[(include_expression {0}) (include_once_expression {0}) (require_expression {0}) (require_once_expression {0})]"


def head(node: Node) -> Head:
    """Read a head; a class without a name is called as PHP calls it."""
    if node.type == "anonymous_class":
        return Head("class@anonymous", node.start_point[0])
    return named_head(node)


def specifiers(node: Node) -> Iterable[str]:
    """Give the name that a `use` takes in, with its group's; or the file that is included, `./` where it lies beside."""
    if node.type == "namespace_use_clause":
        name = next(
            (child for child in node.named_children if child.type in {"name", "qualified_name"}), None
        )
        group = node.parent
        prefix = ""
        if group is not None and group.type == "namespace_use_group" and group.parent is not None:
            prefix = text_of(
                next((one for one in group.parent.named_children if one.type == "namespace_name"), None)
            )
        yield f"{prefix}\\{text_of(name)}".lstrip("\\")
        return
    joined = node.parent
    path = text_of(node)[1:-1]
    if joined is not None and joined.type == "binary_expression":
        if text_of(joined.child_by_field_name("left")) == "__DIR__":
            yield f".{path}"
        return
    yield path


PHP = Grammar(
    language=languages.PHP,
    wheel="tree_sitter_php",
    entry="language_php",
    roles={
        "function_definition": Role.FUNCTION,
        "anonymous_function": Role.CLOSURE,
        "arrow_function": Role.CLOSURE,
        "class_declaration": Role.TYPE,
        "trait_declaration": Role.TYPE,
        "interface_declaration": Role.TYPE,
        "enum_declaration": Role.TYPE,
        "anonymous_class": Role.OWNER,
        "if_statement": Role.BRANCH,
        "else_if_clause": Role.ELSE_BRANCH,
        "else_clause": Role.ELSE,
        "for_statement": Role.LOOP,
        "foreach_statement": Role.LOOP,
        "while_statement": Role.LOOP,
        "do_statement": Role.LOOP,
        "catch_clause": Role.CATCH,
        "conditional_expression": Role.TERNARY,
        "switch_statement": Role.SWITCH,
        "match_expression": Role.SWITCH,
        "case_statement": Role.CASE,
        "match_conditional_expression": Role.CASE,
        "try_statement": Role.BLOCK,
        "goto_statement": Role.JUMP,
        "comment": Role.COMMENT,
        "namespace_use_clause": Role.IMPORT,
    },
    patterns=f"""
        (method_declaration body: (_)) @function
        (else_clause (if_statement) @else_branch) @plain
        (binary_expression operator: ["&&" "||" "and" "or"]) @boolean
        (binary_expression operator: "??") @condition
        (augmented_assignment_expression operator: "??=") @condition
        (break_statement (integer)) @jump
        (continue_statement (integer)) @jump
        {_INCLUDES.format("[(string) (encapsed_string)] @import")}
        {_INCLUDES.format("(binary_expression left: (name) right: [(string) (encapsed_string)] @import)")}
    """,
    head=head,
    variadic=frozenset({"variadic_parameter"}),
    receivers=frozenset({b"$this", b"self", b"static"}),
    calls={
        "function_call_expression": "function",
        "member_call_expression": "name",
        "nullsafe_member_call_expression": "name",
        "scoped_call_expression": "name",
    },
    members={
        "member_call_expression": "object",
        "nullsafe_member_call_expression": "object",
        "scoped_call_expression": "scope",
    },
    implicit=False,
    specifiers=specifiers,
)
