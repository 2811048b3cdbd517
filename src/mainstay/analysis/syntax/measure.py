"""One file's bytes to its figures."""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice

from tree_sitter import Node, Parser, Query

from mainstay.analysis.syntax.captures import captured
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.lines import Lines
from mainstay.analysis.syntax.walk import Walk
from mainstay.domain.source_file import Function, TypeDefinition

READ_IN_PART = "read in part: our grammar did not understand all of it"
"""The error of a file that is right, or that nobody here can call wrong; it is no fault of the file's."""
MOST_IMPORTS = 10_000
"""A file that names more is a list of its own."""

_Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Measured:
    """What the syntax of one file gave. `skipped` are byte spans of comments and documentation, in order.

    `imports` are the modules that it names as they are written, with their lines from 1; ERASED stands before one that is
    imported for its types alone.

    `tests` are byte spans of what is compiled for tests alone, in order: nothing in them is told, and `test_lines` are
    their lines of code, which `code_lines` leaves out.

    `error` is "" when the file parses, else what is wrong, with its line; the figures are then those of
    the parts that could be read.
    """

    lines: int
    code_lines: int
    comment_lines: int
    blank_lines: int
    functions: tuple[Function, ...] = ()
    types: tuple[TypeDefinition, ...] = ()
    skipped: tuple[tuple[int, int], ...] = ()
    error: str = ""
    imports: tuple[tuple[str, int], ...] = ()
    test_lines: int = 0
    tests: tuple[tuple[int, int], ...] = ()


def measure(source: bytes, grammar: Grammar) -> Measured:
    """Measure one file. Bytes that are no text of the language give an `error`, never an exception.

    What stands deeper in its tree than captures.DEEPEST levels, which nobody writes by hand, is counted by lines alone;
    such a file counts as read in part.

    The time this takes is not bounded for sources made to be hard: run it where it can be ended from outside.
    """
    _, query = tools(grammar)
    root = parsed(source, grammar)
    captures, whole = captured(root, query)
    lines = Lines(source)
    comments = captures.get("comment", []) + captures.get("documentation", [])
    lines.mark_comments(_span(node, lines) for node in comments)
    tests = grammar.tests(source, captures)
    for node in tests:
        lines.mark_tests(node.start_point[0], node.end_point[0])
    if tests:
        captures = captures | {"ignored": [*captures.get("ignored", ()), *tests]}
    walk = Walk(source, grammar, lines)
    walk.run(captures, broken=root.has_error)
    wrong = grammar.second_opinion(source) if root.has_error or "suspect" in captures else None
    return Measured(
        lines=lines.total,
        code_lines=lines.code,
        comment_lines=lines.comment,
        blank_lines=lines.blank,
        functions=tuple(walk.functions),
        types=tuple(walk.types),
        skipped=tuple(sorted((node.start_byte, node.end_byte) for node in comments)),
        error=wrong or (READ_IN_PART if root.has_error or not whole else ""),
        imports=_imports(outside(captures.get("import", ()), tests), grammar),
        test_lines=lines.tests,
        tests=tuple((node.start_byte, node.end_byte) for node in tests),
    )


def outside(nodes: Iterable[Node], tests: Sequence[Node]) -> list[Node]:
    """Give nodes that stand in none of the tests, in source order; `tests` are in order too."""
    kept: list[Node] = []
    left = deque(tests)
    for node in sorted(nodes, key=lambda one: one.start_byte):
        while left and left[0].end_byte <= node.start_byte:
            left.popleft()
        if not left or node.start_byte < left[0].start_byte:
            kept.append(node)
    return kept


def parsed(source: bytes, grammar: Grammar) -> Node:
    """Parse a source: as its grammar prepares it, or where that is not understood in the other way, if that is."""
    parser, _ = tools(grammar)
    text = grammar.prepare(source)
    # Quadratic in the grammar's own scanner where a block is followed by very many comments further left: at each of them
    # it looks past all the others for the next statement's indentation (16,000 of them: 11 s here, all else 0.03 s).
    root = parser.parse(text).root_node
    if not root.has_error:
        return root
    other = grammar.prepare_again(source)
    if other in (text, source):
        return root
    again = parser.parse(other).root_node
    return root if again.has_error else again


def _span(comment: Node, lines: Lines) -> tuple[_Point, _Point]:
    """Give where a comment begins and ends; one that takes its newline with it ends on its own row."""
    start, (row, column) = comment.start_point, comment.end_point
    if column or row <= start[0]:
        return start, (row, column)
    return start, (row - 1, lines.width(row - 1))


def _imports(nodes: Iterable[Node], grammar: Grammar) -> tuple[tuple[str, int], ...]:
    named = (
        (module, node.start_point[0] + 1) for node in nodes for module in grammar.specifiers(node) if module
    )
    return tuple(islice(named, MOST_IMPORTS))


def count(source: bytes) -> Measured:
    """Count the lines of a text whose language is not parsed."""
    lines = Lines(source)
    return Measured(lines=lines.total, code_lines=lines.code, comment_lines=0, blank_lines=lines.blank)


@cache
def tools(grammar: Grammar) -> tuple[Parser, Query]:
    """Give a parser of the grammar and the query for its roles, made once in a process."""
    """Give a parser of the grammar and the query for its roles, made once in a process."""
    language = grammar.load()
    return Parser(language), Query(language, grammar.query())
