"""The roles of Ruby's grammar; blocks are functions without a name."""

from collections.abc import Iterable

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import ITSELF, Grammar, Nested, Role
from mainstay.analysis.syntax.heads import LONGEST_NAME, Head, named_head, text_of


def head(node: Node) -> Head:
    """Read a head; a block handed to `define_method` has the name that it defines, and `A::B` becomes `A.B`."""
    call = node.parent
    if node.type in {"block", "do_block"} and call is not None:
        arguments = call.child_by_field_name("arguments")
        first = None if arguments is None else next(iter(arguments.named_children), None)
        return Head(
            text_of(first).lstrip(":")[:LONGEST_NAME],
            (first or node).start_point[0],
            node.child_by_field_name("parameters"),
        )
    found = named_head(node)
    return Head(found.name.replace("::", "."), found.row, found.parameters)


def always_matches(clause: Node) -> bool:
    """Tell a clause of `case ... in` that binds whatever comes to a name."""
    pattern = clause.child_by_field_name("pattern") if clause.type == "in_clause" else None
    return pattern is not None and pattern.type == "identifier"


def specifiers(node: Node) -> Iterable[str]:
    """Give what is required; `relative` stands before what is looked for beside the file."""
    call = node.parent.parent if node.parent is not None else None
    called = "" if call is None else text_of(call.child_by_field_name("method"))
    parts = [child for child in node.named_children if not child.is_extra]
    if len(parts) == 1 and parts[0].type == "string_content":
        yield ("relative " if called == "require_relative" else "") + text_of(parts[0])


RUBY = Grammar(
    language=languages.RUBY,
    wheel="tree_sitter_ruby",
    roles={
        "method": Role.FUNCTION,
        "singleton_method": Role.FUNCTION,
        "do_block": Role.CLOSURE,
        "block": Role.CLOSURE,
        "class": Role.TYPE,
        "module": Role.TYPE,
        "if": Role.BRANCH,
        "unless": Role.BRANCH,
        "if_modifier": Role.BRANCH,
        "unless_modifier": Role.BRANCH,
        "elsif": Role.ELSE_BRANCH,
        "while": Role.LOOP,
        "until": Role.LOOP,
        "for": Role.LOOP,
        "while_modifier": Role.LOOP,
        "until_modifier": Role.LOOP,
        "rescue": Role.CATCH,
        "rescue_modifier": Role.CATCH,
        "conditional": Role.TERNARY,
        "case": Role.SWITCH,
        "case_match": Role.SWITCH,
        "when": Role.CASE,
        "in_clause": Role.CASE,
        "comment": Role.COMMENT,
    },
    patterns="""
        (if alternative: (else) @else)
        (unless alternative: (else) @else)
        (elsif alternative: (else) @else)
        (begin (rescue)) @block
        (if_guard (_) @filter)
        (unless_guard (_) @filter)
        (binary operator: ["&&" "||" "and" "or"]) @boolean
        (operator_assignment operator: ["&&=" "||="]) @condition
        (call method: (identifier) @_called arguments: (argument_list . (simple_symbol)) block: (_) @function
            (#eq? @_called "define_method"))
        (call !receiver method: (identifier) @_called arguments: (argument_list . (string) @import)
            (#any-of? @_called "require" "require_relative" "load"))
    """,
    bodies={
        "if": "consequence",
        "unless": "consequence",
        "elsif": "consequence",
        "else": ITSELF,
        "case": ITSELF,
        "case_match": ITSELF,
        "rescue_modifier": "handler",
    },
    head=head,
    variadic=frozenset({"splat_parameter", "hash_splat_parameter", "block_parameter"}),
    receivers=frozenset({b"self"}),
    always_matches=always_matches,
    brackets=frozenset({"parenthesized_statements"}),
    calls={"call": "method"},
    members={"call": "receiver"},
    nested=Nested.OWN,
    specifiers=specifiers,
)
