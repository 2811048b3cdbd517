"""Which grammar reads a file: by its language."""

from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.grammars.javascript import JAVASCRIPT
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.grammars.typescript import TSX, TYPESCRIPT

GRAMMARS: dict[str, Grammar] = {
    grammar.language: grammar for grammar in (JAVASCRIPT, PYTHON, TSX, TYPESCRIPT)
}


def grammar_of(language: str, text: bytes) -> Grammar | None:
    """Give the grammar of a language, None where its syntax is not read."""
    return GRAMMARS.get(language)
