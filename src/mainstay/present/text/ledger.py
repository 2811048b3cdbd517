"""The ledger for a terminal: how right forecasts were, what changes were to bring, and what became of it."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.ledger_view import Ledger, PromiseView
from mainstay.domain.promise import Outcome
from mainstay.present.decision_words import SHORT
from mainstay.present.promise_words import OUTCOMES, became_words, counts_words
from mainstay.present.text.class_records import class_tables
from mainstay.present.text.columns import INDENT, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, STRONG, WARN, Look
from mainstay.present.times import ago
from mainstay.present.visible import visible

_STYLES = {
    Outcome.KEPT: GOOD,
    Outcome.CAME_BACK: BAD,
    Outcome.BROKEN: BAD,
    Outcome.UNKNOWN: WARN,
    Outcome.WITHDRAWN: FAINT,
    Outcome.WAITING: FAINT,
}
_LONGEST, _ABOUT = 400, 40


def listed(found: Ledger, look: Look) -> str:
    """Tell the classes of forecasts, and the promises of a page, two lines each: what became of which, and what was found."""
    return drawn(_pieces(found, look.columns), look)


def _pieces(found: Ledger, width: int) -> Iterator[RenderableType]:
    yield from class_tables(found.classes, found.replay, width)
    if found.promises:
        yield title("What changes were to bring")
        for one in found.promises:
            yield from _lines(one, found.at, width)
    elif found.person:
        yield Text("No promises here: a step of the kind `promise` says what a change is to bring.")
    if told := counts_words(found.counts):
        yield Text(told, FAINT)


def _lines(one: PromiseView, now: int, width: int) -> Iterator[Text]:
    outcome = OUTCOMES[one.outcome]
    room = width - cell_len(f"{INDENT}{outcome}  ")
    line = Text(INDENT).append(outcome, _STYLES[one.outcome]).append("  ")
    yield line.append(shortened(visible(one.what, _LONGEST), max(room, 1)), STRONG)
    about = INDENT * 2 + became_words(one, now)
    subject = shortened(visible(one.subject, 200), _ABOUT)
    for told in (subject, f"run {one.run[:SHORT]}", f"said {ago(one.made_at, now)}"):
        about += f", {told}" if cell_len(about) + 2 + cell_len(told) <= width else ""
    yield Text(about, FAINT)
