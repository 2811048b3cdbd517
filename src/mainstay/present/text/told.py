"""Lines of what a decision rests on: all of it is there, and no line can pass for another one's beginning."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from mainstay.present.text.columns import INDENT
from mainstay.present.text.look import PLAIN

CUT = "\\"
"""Stands at the end of a line where a word goes on in the next; where a line ends without it there is one blank."""

_DEEPER = 2
# An escape is not cut in two, or its second half could pass for text.
_PIECES = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Told:
    """A text that is shown whole, in lines behind an indent; all but the first lie deeper, and nothing else begins so deep."""

    text: str
    style: str = PLAIN
    indent: int = len(INDENT)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the lines, as wide as there is room."""
        room = options.max_width - self.indent
        for number, line in enumerate(folded(self.text, room, room - _DEEPER)):
            indent = self.indent + (_DEEPER if number else 0)
            yield Text(" " * indent + line, self.style, no_wrap=True)


def folded(text: str, first: int, rest: int) -> Iterator[str]:
    """Give a text as lines, the first of at most `first` cells, the others of `rest`: cut at blanks, else within a word.

    A word that is cut leaves CUT at the end of the line.
    """
    line, room = "", first
    for number, word in enumerate(text.split(" ")):
        if number and cell_len(line) + 1 + cell_len(word) <= room:
            line += f" {word}"
            continue
        if number:
            yield line
            room = rest
        line = word
        while cell_len(line) > room:
            head = _head(line, room - len(CUT))
            yield head + CUT
            line, room = line[len(head) :], rest
    yield line


def _head(word: str, room: int) -> str:
    """Give as much of a word as there is room for, and one piece of it at least."""
    taken = cells = 0
    for piece in _PIECES.finditer(word):
        cells += cell_len(piece.group())
        if taken and cells > room:
            break
        taken = piece.end()
    return word[:taken]
