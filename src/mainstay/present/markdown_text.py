"""Texts, code spans and tables of Markdown in which nothing that comes from outside acts as markup."""

import re
from collections.abc import Iterable, Sequence

from mainstay.present.visible import visible

_SIGNS = re.compile(r"[\\`*_\[\]{}^&<>|]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
# GitHub and GitLab look for mentions and references (@name, #1, !1, $1, %1, ~label) in the finished page, where an
# escape is gone again, and for addresses without any sign. A zero-width space parts the word that they look for.
_REFERENCE = re.compile(r"[@#!$%~&](?=\S)|(?i:\b(?:www(?=\.)|h(?=ttps?:)|f(?=tp:)|m(?=ailto:)|x(?=mpp:)))")
_BREAK = "\u200b"
_OPENING = re.compile(r"^(?=[#+=-])|(?<=\d)(?=[.)](?:\s|$))")  # what would begin a heading or a list


def escaped(text: str) -> str:
    """Give a text that stands in a line of Markdown for itself alone: no markup, HTML, mention or link comes of it."""
    parted = _REFERENCE.sub(lambda found: found.group() + _BREAK, visible(text).strip())
    safe = _SIGNS.sub(lambda found: _ENTITIES.get(found.group(), "\\" + found.group()), parted)
    return _OPENING.sub(r"\\", safe.replace(_BREAK, "&#8203;"))


def code(text: str) -> str:
    """Give a name or path as a code span, in which nothing else is looked for, also within a table."""
    # Table rows are split at bars before code is recognised, and a backslash before a bar does not always help.
    shown = visible(text).replace("|", r"\x7c") or " "
    longest = max(map(len, re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    space = " " if longest else ""
    return f"{fence}{space}{shown}{space}{fence}"


def table(headings: Sequence[str], rows: Iterable[Sequence[str]], sides: str) -> str:
    """Give a table of cells that are Markdown already; `sides` has an l or r for each column."""
    marks = [":--" if side == "l" else "--:" for side in sides]
    return "\n".join("| " + " | ".join(row) + " |" for row in (headings, marks, *rows))
