"""What was foretold of series, and what came, for a terminal."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.ledger_case import Came
from mainstay.domain.ledger_view import PredictionList
from mainstay.domain.prediction import LEVEL, Prediction
from mainstay.present.record_words import became, held, name
from mainstay.present.text.columns import INDENT, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, Look
from mainstay.present.times import ago
from mainstay.present.visible import visible

_LONGEST, _ABOUT = 300, 40


def listed(found: PredictionList, look: Look) -> str:
    """Tell predictions of a page, two lines each: what was foretold, and what came."""
    return drawn(_pieces(found, look.columns), look)


def _pieces(found: PredictionList, width: int) -> Iterator[RenderableType]:
    if not found.predictions:
        yield Text("Nothing was foretold yet: mainstay forecast enters what it tells.")
        return
    yield title("What was foretold")
    for one in found.predictions:
        yield from _lines(one, found.at, width)


def _lines(one: Prediction, now: int, width: int) -> Iterator[Text]:
    told = became(one)
    room = max(12, width - cell_len(told) - 6)
    line = Text(INDENT).append(shortened(visible(one.text, _LONGEST), room), STRONG)
    yield line.append("  ").append(told, _style(one))
    about = f"{INDENT * 2}{shortened(visible(one.subject, 200), _ABOUT)}"
    parts = [held(one), name(one.of.sort) if one.of else "", f"said {ago(one.made_at, now)}"]
    if one.of is not None and not one.of.told:
        parts.append("told to nobody")
    for part in parts:
        about += f", {part}" if part and cell_len(about) + 2 + cell_len(part) <= width else ""
    yield Text(about, FAINT)


def _style(one: Prediction) -> str:
    if not one.judged_at or one.came is None:
        return FAINT
    if one.kind == LEVEL:
        return GOOD if one.came else BAD
    return {Came.HIT: GOOD, Came.EARLY: BAD, Came.LATE: BAD}.get(one.outcome or Came.WITHDRAWN, PLAIN)
