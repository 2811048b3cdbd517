"""The roles of C's grammar; C++'s table is made from it."""

from collections.abc import Iterable

from tree_sitter import Node

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Grammar, Nested, Role
from mainstay.analysis.syntax.grammars import declarators
from mainstay.analysis.syntax.grammars.annotations import without_annotations
from mainstay.analysis.syntax.grammars.conditionals import with_one_branch, without_choices
from mainstay.analysis.syntax.grammars.macros import without_insertions
from mainstay.analysis.syntax.heads import text_of

ROLES = {
    "if_statement": Role.BRANCH,
    "for_statement": Role.LOOP,
    "while_statement": Role.LOOP,
    "do_statement": Role.LOOP,
    "conditional_expression": Role.TERNARY,
    "switch_statement": Role.SWITCH,
    "else_clause": Role.ELSE,
    "goto_statement": Role.JUMP,
    "comment": Role.COMMENT,
}
PATTERNS = """
    (function_definition body: (_)) @function
    (else_clause (if_statement) @else_branch) @plain
    (case_statement "case") @case
    (preproc_if condition: (_) @ignored)
    (preproc_elif condition: (_) @ignored)
    (preproc_include path: (_) @import)
"""


def specifiers(node: Node) -> Iterable[str]:
    """Give what is included with the marks around it, which tell where it is looked for."""
    yield text_of(node)


def prepared(text: bytes) -> bytes:
    """Give the text that is parsed: of branches that exclude each other one, and no macros before declarations."""
    return without_annotations(without_insertions(with_one_branch(text)), constructors=False)


def prepared_again(text: bytes) -> bytes:
    """Give the text that is tried where the first was not understood: all choices made, and no such macros."""
    return without_annotations(without_insertions(without_choices(text)), constructors=False)


C = Grammar(
    language=languages.C,
    wheel="tree_sitter_c",
    roles=ROLES,
    patterns=PATTERNS + '(binary_expression operator: ["&&" "||"]) @boolean',
    bodies={"if_statement": "consequence"},
    head=declarators.head,
    variadic=frozenset({"variadic_parameter"}),
    calls={"call_expression": "function"},
    nested=Nested.BROKEN,
    specifiers=specifiers,
    prepare=prepared,
    prepare_again=prepared_again,
)
