"""Where comments stand in a source, and which definition each of them speaks of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tree_sitter import Node

from mainstay.analysis.syntax.captures import captured
from mainstay.analysis.syntax.functions import body_of
from mainstay.analysis.syntax.grammar import Grammar
from mainstay.analysis.syntax.measure import parsed, tools


@dataclass(frozen=True, slots=True)
class Remark:
    """One comment: its text, the line that it stands on, and the line that it speaks of (both from 1).

    It speaks of the code on its own line, or else of that on the next line which is no comment. Where that belongs to a
    definition's head, from its first decorator to the line before its body, it speaks of the line of the definition.
    `opens` tells whether it stands in the comments that the file begins with.
    """

    text: bytes
    line: int
    about: int
    opens: bool


def remarks(source: bytes, grammar: Grammar, sign: bytes) -> Iterator[Remark]:
    """Give the comments that hold `sign`, in order. Texts and documentation that hold it are no comments.

    The time this takes is not bounded for sources made to be hard, as in `measure`.
    """
    _, query = tools(grammar)
    captures, _ = captured(parsed(source, grammar), query)
    comments = sorted(captures.get("comment", []), key=lambda node: node.start_byte)
    rows = source.split(b"\n")
    alone = {node.start_point[0] for node in comments if _is_alone(node, rows)}
    opening = next((row for row in range(len(rows)) if row not in alone), len(rows))
    following = _following(alone)
    heads = _heads(captures, grammar)
    for node in comments:
        text = source[node.start_byte : node.end_byte]
        if sign in text:
            row = node.start_point[0]
            about = following.get(row, row)
            yield Remark(text, row + 1, heads.get(about, about) + 1, row < opening)


def _is_alone(comment: Node, rows: Sequence[bytes]) -> bool:
    row, column = comment.start_point
    return not rows[row][:column].strip()


def _following(alone: set[int]) -> dict[int, int]:
    """Map each row that holds a comment alone to the next that does not."""
    following: dict[int, int] = {}
    for row in sorted(alone, reverse=True):
        following[row] = following.get(row + 1, row + 1)
    return following


def _heads(captures: dict[str, list[Node]], grammar: Grammar) -> dict[int, int]:
    """Map each row of a definition's head to the row that the definition is said to be on, the innermost one's."""
    first = {}
    for node in captures.get("decorated", []):
        inner = node.child_by_field_name("definition")
        if inner is not None:
            first[inner.start_byte] = node.start_point[0]
    heads: dict[int, int] = {}
    for node, row in _definitions(captures, grammar):
        begins = first.get(node.start_byte, node.start_point[0])
        for each in range(begins, max(_end_of_head(node, grammar), row) + 1):
            heads[each] = row
    return heads


def _definitions(captures: dict[str, list[Node]], grammar: Grammar) -> list[tuple[Node, int]]:
    """Give all definitions in order, each with the row that it is said to be on; what nothing names begins there."""
    named = captures.get("function", []) + captures.get("type", [])
    rows = {node.id: (node, grammar.head(node).row) for node in named}
    for node in captures.get("closure", []):
        rows.setdefault(node.id, (node, node.start_point[0]))
    return sorted(rows.values(), key=lambda one: one[0].start_byte)


def _end_of_head(definition: Node, grammar: Grammar) -> int:
    """Give the last row before the body, comments left aside; that of the definition itself where the body shares it."""
    body = body_of(definition, grammar)
    last = definition.start_point[0]
    for child in definition.children:
        if body is not None and child.start_byte >= body.start_byte:
            break
        if not child.is_extra:
            last = child.end_point[0]
    return last
