"""What a definition says of itself before its body: its name, the line that it is said to be on, its parameters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tree_sitter import Node

UNNAMED = "<unnamed>"
"""The name of a definition whose source breaks off before it."""
ANONYMOUS = "<anonymous>"
LONGEST_NAME = 120
_PATH = re.compile(r"[\w$#@.:?!]{1,60}\Z")
_ARGUMENTS_DEEP = 3


@dataclass(frozen=True, slots=True)
class Head:
    """One definition's `name`, dotted where it names its owner too, its 0-based `row`, and what holds its parameters."""

    name: str
    row: int
    parameters: Node | None = None


def text_of(node: Node | None) -> str:
    """Give a node's text as one line, "" where there is none; what is no UTF-8 is replaced."""
    if node is None or node.text is None:
        return ""
    return " ".join(node.text.decode("utf-8", "replace").split())


def named_head(node: Node) -> Head:
    """Read a head whose grammar names the fields `name` and `parameters`; the name's row counts."""
    name = node.child_by_field_name("name")
    return head_at(name, node, node.child_by_field_name("parameters"))


def starting_head(node: Node) -> Head:
    """Read such a head where the row counts that the definition begins on."""
    found = named_head(node)
    return Head(found.name, node.start_point[0], found.parameters)


def head_at(name: Node | None, node: Node, parameters: Node | None = None) -> Head:
    """Put a head together; without a name its row is that of the definition."""
    row = (node if name is None else name).start_point[0]
    return Head(text_of(name)[:LONGEST_NAME] or UNNAMED, row, parameters)


def called_name(node: Node, calls: Mapping[str, str]) -> str:
    """Name a function without a name after the call that it is handed to: `<callback of app.get>`.

    `calls` gives the field of what is called by the node types of calls. Where there is no such call, or it
    is no plain name, the name is `<anonymous>`.
    """
    around = node.parent
    for _ in range(_ARGUMENTS_DEEP):
        if around is None:
            break
        field = calls.get(around.type)
        if field is not None:
            called = text_of(around.child_by_field_name(field))
            return f"<callback of {called}>" if _PATH.match(called) else ANONYMOUS
        around = around.parent
    return ANONYMOUS
