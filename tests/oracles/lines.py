"""Blank, comment and code lines of Python text by CPython's tokenizer.

A statement that is nothing but string literals is documentation. It counts as comment with the blank lines in it, and so
does a line that holds nothing but a comment; a line with any code on it is code.
"""

import io
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

_LAYOUT = {
    tokenize.ENCODING,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
# Python 3.12 began to cut formatted strings into tokens.
_BEGINS, _ENDS = getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "FSTRING_END", -1)


@dataclass
class LineCounts:
    """How many lines of each sort; together all lines."""

    code: int = 0
    comment: int = 0
    blank: int = 0


def line_counts(source: bytes) -> LineCounts:
    """Count the lines of a source. Raises SyntaxError or tokenize.TokenError where the tokenizer does."""
    code: set[int] = set()
    comment: set[int] = set()
    statement: list[tokenize.TokenInfo] = []
    for token in _tokens(source):
        if token.type == tokenize.COMMENT:
            comment.add(token.start[0])
        elif token.type == tokenize.NEWLINE or (token.type, token.string) == (tokenize.OP, ";"):
            _place(statement, code, comment)
            statement = []
            code.update({token.start[0]} if token.string == ";" else ())
        elif token.type not in _LAYOUT:
            statement.append(token)
            # What opens a block on one line ends where the block's first statement begins.
            if (token.type, token.string) == (tokenize.OP, ":") and _opens_block(statement):
                _place(statement, code, comment)
                statement = []
    _place(statement, code, comment)
    rows = source.split(b"\n")
    if not rows[-1]:
        rows.pop()
    counts = LineCounts()
    for number, row in enumerate(rows, start=1):
        if number in code and row.strip():
            counts.code += 1
        elif number in comment:
            counts.comment += 1
        elif row.strip():
            counts.code += 1
        else:
            counts.blank += 1
    return counts


def _tokens(source: bytes) -> Iterator[tokenize.TokenInfo]:
    """Give all tokens; the parts of a formatted string count as strings, but for comments in it."""
    within = 0
    for token in tokenize.tokenize(io.BytesIO(source).readline):
        within += (token.type == _BEGINS) - (token.type == _ENDS)
        inner = within or token.type == _ENDS
        spoken = token.type not in {tokenize.COMMENT, tokenize.NL}
        yield token._replace(type=tokenize.STRING) if inner and spoken else token


def _place(statement: list[tokenize.TokenInfo], code: set[int], comment: set[int]) -> None:
    documents = all(token.type == tokenize.STRING for token in statement)
    for token in statement:
        rows = range(token.start[0], token.end[0] + 1)
        (comment if documents else code).update(rows)
    if documents and statement:
        comment.update(range(statement[0].start[0], statement[-1].end[0] + 1))


_BLOCK_WORDS = set("if elif else for while try except finally with def class match case async".split())


def _opens_block(statement: list[tokenize.TokenInfo]) -> bool:
    """Tell whether the colon that ends these tokens is that of a compound statement."""
    if statement[0].string not in _BLOCK_WORDS:
        return False
    opened = 0
    lambdas = 0
    for token in statement:
        opened += (token.string in {"(", "[", "{"}) - (token.string in {")", "]", "}"})
        if not opened:
            lambdas += (token.string == "lambda") - (token.string == ":")
    # `match: int = 1` is no block, and neither is anything within brackets or a lambda.
    return (
        opened == 0
        and lambdas == -1
        and not (len(statement) == 2 and statement[0].string in {"match", "case"})
    )
