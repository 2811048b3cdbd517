"""Turns the pieces of a view into lines for a terminal, as wide and colourful as it is."""

import io
import re
from collections.abc import Iterable
from typing import Literal

from rich.console import Console, RenderableType

from mainstay.present.numbers import THIN
from mainstay.present.text.ascii import to_ascii
from mainstay.present.text.columns import GLUE
from mainstay.present.text.look import Colours, Look, palette

_TALL = 10_000  # rich asks for a height and never uses it here
_TRAILING = re.compile(r"(?: |\x1b\[[0-9;]*m)+$")  # the padding of last columns, which may be styled
_SYSTEMS: dict[Colours, Literal["standard", "256"] | None] = {
    Colours.NONE: None,
    Colours.STANDARD: "standard",
    Colours.MANY: "256",
}


def drawn(pieces: Iterable[RenderableType], look: Look) -> str:
    """Give pieces as lines of at most the look's width, with escape codes only where it has colours."""
    text = io.StringIO()
    console = Console(
        file=text,
        width=look.columns,
        height=_TALL,
        color_system=_SYSTEMS[look.colours],
        force_terminal=look.colours is not Colours.NONE,
        no_color=False,
        theme=palette(look.colours),
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for piece in pieces:
        console.print(piece, overflow="fold")
    # A narrow no-break space is a figure's space before its unit; many terminals draw it too wide or not at all.
    lines = text.getvalue().replace(THIN, " ").replace(GLUE, " ").split("\n")
    told = "\n".join(_TRAILING.sub(_without_spaces, line) for line in lines)
    return told if look.unicode else to_ascii(told)


def _without_spaces(found: re.Match[str]) -> str:
    return found.group().replace(" ", "")
