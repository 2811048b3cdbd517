"""Which grammar reads a file: by its language, and for C by what its text shows."""

from mainstay.analysis.classify import languages
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.grammars.c import C
from mainstay.analysis.syntax.grammars.c_sharp import C_SHARP
from mainstay.analysis.syntax.grammars.cpp import CPP, is_cpp
from mainstay.analysis.syntax.grammars.go import GO
from mainstay.analysis.syntax.grammars.java import JAVA
from mainstay.analysis.syntax.grammars.javascript import JAVASCRIPT
from mainstay.analysis.syntax.grammars.php import PHP
from mainstay.analysis.syntax.grammars.python import PYTHON
from mainstay.analysis.syntax.grammars.ruby import RUBY
from mainstay.analysis.syntax.grammars.rust import RUST
from mainstay.analysis.syntax.grammars.typescript import TSX, TYPESCRIPT

_ALL = (C, CPP, C_SHARP, GO, JAVA, JAVASCRIPT, PHP, PYTHON, RUBY, RUST, TSX, TYPESCRIPT)
GRAMMARS: dict[str, Grammar] = {grammar.language: grammar for grammar in _ALL}


def grammar_of(language: str, text: bytes) -> Grammar | None:
    """Give the grammar of a language, None where its syntax is not read.

    A header with the name of C may hold C++; whichever it is, the same text is always read the same way.
    """
    if language == languages.C and is_cpp(text):
        return CPP
    return GRAMMARS.get(language)
