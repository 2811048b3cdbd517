"""The roles of TypeScript's two grammars, with and without JSX: JavaScript's, and what it adds."""

from dataclasses import replace

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Role
from mainstay.analysis.syntax.grammars.javascript import JAVASCRIPT, PATTERNS, ROLES, VALUE

_ADDED = f"""
    (public_field_definition name: (_) value: {VALUE})
    (import_require_clause source: (string) @import)
"""

TYPESCRIPT = replace(
    JAVASCRIPT,
    language=languages.TYPESCRIPT,
    wheel="tree_sitter_typescript",
    entry="language_typescript",
    roles={
        **ROLES,
        "abstract_class_declaration": Role.TYPE,
        "interface_declaration": Role.TYPE,
        "enum_declaration": Role.TYPE,
    },
    patterns=PATTERNS + _ADDED,
)
TSX = replace(TYPESCRIPT, language=languages.TSX, entry="language_tsx")
