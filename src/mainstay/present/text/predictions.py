"""What was foretold of series, and what came, for a terminal."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.ledger_case import Came
from mainstay.domain.ledger_view import PredictionList
from mainstay.domain.prediction import HOUR_LEVEL, LEVEL, Prediction
from mainstay.present.record_words import became, held, name
from mainstay.present.text.columns import INDENT, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, Look
from mainstay.present.times import ago
from mainstay.present.visible import visible

_LONGEST, _ABOUT, _LEAST = 300, 40, 6


def listed(found: PredictionList, look: Look, *, chosen: bool = False) -> str:
    """Tell predictions of a page, two lines each: what was foretold, and what came; `chosen`: only some were asked for."""
    return drawn(_pieces(found, look.columns, chosen), look)


def _pieces(found: PredictionList, width: int, chosen: bool) -> Iterator[RenderableType]:
    if not found.predictions:
        yield Text(
            "There are no such predictions: mainstay ledger has the classes."
            if chosen
            else "Nothing was foretold yet: mainstay forecast enters what it tells."
        )
        return
    yield title("What was foretold")
    for one in found.predictions:
        yield from _lines(one, found.at, width)


def _lines(one: Prediction, now: int, width: int) -> Iterator[Text]:
    told, text = became(one), visible(one.text, _LONGEST)
    beside = cell_len(text) + cell_len(told) + 6 <= width
    line = Text(INDENT).append(_named_short(text, width - 4), STRONG)
    yield line.append("  ").append(told, _style(one)) if beside else line
    subject = shortened(visible(one.subject, 200), _ABOUT)
    about = f"{INDENT * 2}{subject}" if beside else f"{INDENT * 2}{told}, {subject}"
    parts = [held(one), name(one.of.sort) if one.of else "", f"said {ago(one.made_at, now)}"]
    if one.of is not None and not one.of.told:
        parts.append("told to nobody")
    for part in parts:
        about += f", {part}" if part and cell_len(about) + 2 + cell_len(part) <= width else ""
    yield Text(about, FAINT)


def _named_short(text: str, room: int) -> str:
    """Make what is too long fit by its name: without the figures behind that it would say nothing."""
    at = max(text.rfind(" passes "), text.rfind(" is between "))
    left = room - cell_len(text[at:])
    return f"{shortened(text[:at], left)}{text[at:]}" if at > 0 and left >= _LEAST else shortened(text, room)


def _style(one: Prediction) -> str:
    if not one.judged_at or one.came is None:
        return FAINT
    if one.kind in {LEVEL, HOUR_LEVEL}:
        return GOOD if one.came else BAD
    return {Came.HIT: GOOD, Came.EARLY: BAD, Came.LATE: BAD}.get(one.outcome or Came.WITHDRAWN, PLAIN)
