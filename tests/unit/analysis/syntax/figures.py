"""A source's functions as short rows, for tables of examples that are counted by hand."""

from mainstay.analysis.syntax.grammars.table import grammar_of
from mainstay.analysis.syntax.measure import Measured, measure
from mainstay.domain.source_file import Function

Row = tuple[int, int, int]


def read(source: str, language: str) -> Measured:
    """Measure a text of a language that is read."""
    grammar = grammar_of(language, source.encode())
    assert grammar is not None
    return measure(source.encode(), grammar)


def functions(source: str, language: str) -> dict[str, Function]:
    """Give a text's functions by name; it must parse, and no two may have one name."""
    result = read(source, language)
    assert result.error == ""
    named = {function.name: function for function in result.functions}
    assert len(named) == len(result.functions)
    return named


def row(function: Function) -> Row:
    """Give cyclomatic complexity, cognitive complexity and nesting."""
    return function.cyclomatic, function.cognitive, function.nesting
