"""Rows laid out in aligned columns that fit the width: columns of less use go first, then the long one is shortened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mainstay.present.numbers import THIN
from mainstay.present.text.look import ACCENT, FAINT, PLAIN, STRONG, strong
from mainstay.present.visible import ELLIPSIS, visible

INDENT = "  "
NEVER = 10_000  # a width that no terminal has
GLUE = "\ufdd0"  # a space at which no line is broken; no text that was made visible can hold it
_GAP = 2
_LEAST = 12  # cells that the long column keeps
_ENOUGH = 24  # cells that it keeps beside a wide heading


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, on which side its cells stand, and from which width of the terminal it is shown.

    The `long` one takes what the others leave and is shortened in its middle, or in front where its `end` says more; there
    is one in a table.
    """

    heading: str = ""
    side: Literal["left", "right"] = "right"
    from_width: int = 0
    long: bool = False
    end: bool = False


def title(text: str, caption: str = "") -> Text:
    """Give a section's title, with a faint word beside it."""
    made = Text().append(text, strong(ACCENT))
    return made.append(f"  {caption}", FAINT) if caption else made


def unbroken(text: str, style: str = PLAIN) -> Text:
    """Give a text in which no line ends between a figure and its unit."""
    return Text(text.replace(THIN, GLUE), style)


def paragraph(text: str, style: str = PLAIN, indent: int = len(INDENT)) -> RenderableType:
    """Give a text that is wrapped to the width behind an indent, a figure and its unit never parted."""
    return Padding(unbroken(text, style), (0, 0, 0, indent))


def next_line(command: str) -> Text:
    """Give the line that suggests what to call next."""
    return Text().append("Next: ", FAINT).append(visible(command), STRONG)


def laid_out(
    heading: Text, columns: Sequence[Column], rows: Sequence[Sequence[Text] | Text], width: int
) -> RenderableType:
    """Lay rows out within `width` cells, the section's heading above the first column on the line of the others'.

    A row that is one text is a heading within the table.
    """
    kept = [i for i, column in enumerate(columns) if column.from_width <= width]
    cells = {
        i: max(cell_len(columns[i].heading), *(row[i].cell_len for row in rows if not isinstance(row, Text)))
        for i in kept
    }
    cells[kept[0]] += len(INDENT)
    first, long = kept[0], next(i for i in kept if columns[i].long)
    room = width - sum(cells[i] for i in kept if i != long) - _GAP * (len(kept) - 1)
    if first == long:
        cells[first] = max(cells[first], heading.cell_len)
    else:
        # A heading beside the others' costs the long column some room, but never the most of it.
        missing = max(0, heading.cell_len - cells[first])
        cells[first] += missing if missing < room - _ENOUGH else 0
        room -= missing if missing < room - _ENOUGH else 0
    cells[long] = max(_LEAST, min(cells[long], room))
    beside = heading.cell_len <= cells[first]
    table = Table(box=None, header_style=PLAIN, padding=(0, _GAP, 0, 0), pad_edge=False)
    for i in kept:
        above = heading if beside and i == first else Text(columns[i].heading, FAINT)
        table.add_column(above, justify=columns[i].side, width=cells[i], no_wrap=True, overflow="ellipsis")
    for row in rows:
        if isinstance(row, Text):
            table.add_row(row)
            continue
        shown = [_fitted(row[i], cells[i] - len(INDENT) * (i == first), end=columns[i].end) for i in kept]
        table.add_row(Text(INDENT if shown[0].plain else "").append_text(shown[0]), *shown[1:])
    if beside:
        return table
    table.show_header = any(columns[i].heading for i in kept)
    return Group(heading, table)


def shortened(text: str, cells: int) -> str:
    """Give a text of at most so many cells, its middle left out where it is longer; more of the end is kept."""
    if cell_len(text) <= cells:
        return text
    room = cells - 1
    head = tail = ""
    for character in reversed(text):
        if cell_len(character + tail) > room - room // 3:
            break
        tail = character + tail
    for character in text:
        if cell_len(head + character) + cell_len(tail) > room:
            break
        head += character
    return head + ELLIPSIS + tail


def _fitted(text: Text, cells: int, *, end: bool = False) -> Text:
    if text.cell_len <= cells:
        return text
    return Text(_end_of(text.plain, cells) if end else shortened(text.plain, cells), style=text.style)


def _end_of(text: str, cells: int) -> str:
    while cell_len(text) >= cells:
        text = text[1:]
    return ELLIPSIS + text
