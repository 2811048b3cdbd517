"""What the terminal can show, read from the stream and the environment."""

import os
import re
from collections.abc import Mapping
from typing import TextIO

from mainstay.cli.streams import shows_unicode
from mainstay.present.text.look import Colours, Look

_WIDTH_ELSEWHERE = 100
_MORE_THAN_MANY = frozenset({"truecolor", "24bit"})
_NOTHING = frozenset({"", "0", "false", "no"})


def look_of(stream: TextIO | None, beside: TextIO | None, environ: Mapping[str, str]) -> Look:
    """Give the look of a stream; `beside` is one that may still be on the terminal when a pager reads the first."""
    return Look(
        width=width_of(stream, beside, environ),
        colours=colours_of(_is_terminal(stream), environ),
        unicode=shows_unicode(stream),
    )


def width_of(stream: TextIO | None, beside: TextIO | None, environ: Mapping[str, str]) -> int:
    """Give the cells of a line: COLUMNS, or what the terminal says, or 100."""
    asked = environ.get("COLUMNS", "")
    if re.fullmatch(r"[0-9]{1,5}", asked) and int(asked):
        return int(asked)
    for each in (stream, beside):
        if each is not None and _is_terminal(each):
            try:
                width = os.get_terminal_size(each.fileno()).columns
            except (OSError, ValueError):
                continue
            if width:
                return width
    return _WIDTH_ELSEWHERE


def colours_of(terminal: bool, environ: Mapping[str, str]) -> Colours:
    """Tell how many colours to use: NO_COLOR wins, FORCE_COLOR comes next, then whether it is a terminal and which."""
    if environ.get("NO_COLOR"):
        return Colours.NONE
    name = environ.get("TERM", "").lower()
    forced = environ.get("FORCE_COLOR", "").lower() not in _NOTHING
    if not forced and (not terminal or name in {"", "dumb", "unknown"}):
        return Colours.NONE
    many = (
        "256color" in name
        or name.endswith("-direct")
        or environ.get("COLORTERM", "").lower() in _MORE_THAN_MANY
    )
    return Colours.MANY if many else Colours.STANDARD


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
