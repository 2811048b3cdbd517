"""The roles of Java's grammar."""

from collections.abc import Iterable

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Grammar, Role
from mainstay.analysis.syntax.heads import Head, head_at, named_head, text_of


def head(node: Node) -> Head:
    """Read a head; a body without a name has that of its enum's constant, or of the class that it extends."""
    around = node.parent
    if node.type != "class_body" or around is None:
        return named_head(node)
    name = around.child_by_field_name("name") or around.child_by_field_name("type")
    if name is not None and name.type == "generic_type":
        name = next(iter(name.named_children), name)
    return head_at(name, node)


def specifiers(node: Node) -> Iterable[str]:
    """Give what an import names, with `.*` where it names all of a package or class."""
    named = [child for child in node.named_children if not child.is_extra]
    if named:
        every = any(child.type == "asterisk" for child in named)
        yield text_of(named[0]).replace(" ", "") + (".*" if every else "")


JAVA = Grammar(
    language=languages.JAVA,
    wheel="tree_sitter_java",
    roles={
        "compact_constructor_declaration": Role.FUNCTION,
        "lambda_expression": Role.CLOSURE,
        "class_declaration": Role.TYPE,
        "interface_declaration": Role.TYPE,
        "enum_declaration": Role.TYPE,
        "record_declaration": Role.TYPE,
        "annotation_type_declaration": Role.TYPE,
        "if_statement": Role.BRANCH,
        "for_statement": Role.LOOP,
        "enhanced_for_statement": Role.LOOP,
        "while_statement": Role.LOOP,
        "do_statement": Role.LOOP,
        "catch_clause": Role.CATCH,
        "ternary_expression": Role.TERNARY,
        "switch_expression": Role.SWITCH,
        "try_statement": Role.BLOCK,
        "try_with_resources_statement": Role.BLOCK,
        "line_comment": Role.COMMENT,
        "block_comment": Role.COMMENT,
        "import_declaration": Role.IMPORT,
    },
    patterns="""
        (method_declaration body: (_)) @function
        (constructor_declaration body: (_)) @function
        (object_creation_expression (class_body) @owner)
        (enum_constant body: (class_body) @owner)
        (if_statement alternative: (if_statement) @else_branch)
        (if_statement alternative: (_) @else)
        (binary_expression operator: ["&&" "||"]) @boolean
        (switch_label "case") @case
        (break_statement (identifier)) @jump
        (continue_statement (identifier)) @jump
    """,
    bodies={"if_statement": "consequence"},
    else_is_body=True,
    head=head,
    separators=frozenset({"receiver_parameter"}),
    variadic=frozenset({"spread_parameter"}),
    receivers=frozenset({b"this"}),
    calls={"method_invocation": "name", "object_creation_expression": "type"},
    members={"method_invocation": "object"},
    specifiers=specifiers,
)
