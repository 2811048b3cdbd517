"""Dates that are known for a terminal, beneath what is foretold."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.text import Text

from mainstay.domain.dated_end import DatedEnd
from mainstay.present.end_words import ends_when
from mainstay.present.text.columns import INDENT, shortened, title
from mainstay.present.text.look import FAINT, PLAIN, STRONG, WARN
from mainstay.present.visible import visible

_LONGEST = 200
_WHAT = 44
_LEAST = 12


def dates(ends: Sequence[DatedEnd], now: int, width: int, most: int) -> Iterator[Text]:
    """Tell at most so many dates, two lines each: what ends when, and of what; nothing where there are none."""
    if not ends:
        return
    yield title("Dates that are known")
    for end in ends[:most]:
        told = ends_when(end, now)
        room = max(_LEAST, min(_WHAT, width - cell_len(told) - 6))
        line = Text(INDENT).append(f"{shortened(visible(end.what, _LONGEST), room):<{room}}", STRONG)
        yield line.append("  ").append(told, WARN if end.at <= now else PLAIN)
        about = ", ".join(visible(one, _LONGEST) for one in (end.subject, end.source) if one)
        yield Text(f"{INDENT * 2}{shortened(about, max(_LEAST, width - 2 * len(INDENT)))}", FAINT)
    if len(ends) > most:
        yield Text(f"{INDENT}and {len(ends) - most} more: --most {len(ends)}", FAINT)
