"""The roles of C++'s grammar: C's, and what it adds."""

import re
from dataclasses import replace

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Role
from mainstay.analysis.syntax.grammars.annotations import without_annotations
from mainstay.analysis.syntax.grammars.c import PATTERNS, ROLES, C
from mainstay.analysis.syntax.grammars.conditionals import with_one_branch, without_choices
from mainstay.analysis.syntax.grammars.macros import without_insertions

_ADDED = """
    (class_specifier name: (_) body: (_)) @type
    (struct_specifier name: (_) body: (_)) @type
    (union_specifier name: (_) body: (_)) @type
    (struct_specifier !name body: (_)) @owner
    (class_specifier !name body: (_)) @owner
    (binary_expression operator: ["&&" "||" "and" "or"]) @boolean
"""


def prepared(text: bytes) -> bytes:
    """Give the text that is parsed, as for C; what a macro stands before may be a constructor too."""
    return without_annotations(without_insertions(with_one_branch(text)), constructors=True)


def prepared_again(text: bytes) -> bytes:
    """Give the text that is tried where the first was not understood: all choices made, and no such macros."""
    return without_annotations(without_insertions(without_choices(text)), constructors=True)


CPP = replace(
    C,
    language=languages.CPP,
    wheel="tree_sitter_cpp",
    roles={
        **ROLES,
        "lambda_expression": Role.CLOSURE,
        "for_range_loop": Role.LOOP,
        "catch_clause": Role.CATCH,
        "try_statement": Role.BLOCK,
    },
    patterns=PATTERNS + _ADDED,
    variadic=frozenset({"variadic_parameter", "variadic_parameter_declaration"}),
    receivers=frozenset({b"this"}),
    members={"field_expression": "argument"},
    prepare=prepared,
    prepare_again=prepared_again,
)
# What no C has at the beginning of a line; words such as `class` alone may stand in a comment.
_MARKS = re.compile(
    rb"^[ \t]*(?:(?:template[ \t]*<|using[ \t]+namespace[ \t]|(?:public|private|protected)[ \t]*:(?!:))"
    rb"|(?:inline[ \t]+)?namespace(?:[ \t]+[\w:]+)?[ \t]*\{|(?:enum[ \t]+)?class[ \t]+\w[\w \t]*(?:final[ \t]*)?[:{;][^*]*$"
    rb"|#[ \t]*include[ \t]*<[a-z_]+>|[^/*\"'#\n]{0,200}\bstd::\w)",
    re.MULTILINE,
)
_LOOK = 1 << 16


def is_cpp(text: bytes) -> bool:
    """Tell whether a header that may be C or C++ holds what only C++ has: headers without `.h`, templates, classes."""
    return _MARKS.search(text, 0, _LOOK) is not None
