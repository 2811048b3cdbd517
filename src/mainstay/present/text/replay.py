"""A replay of the past for a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.ledger_view import ReplayView
from mainstay.domain.replay import Replay
from mainstay.present.record_words import REPLAY_NOTES, name, replay_caption
from mainstay.present.text.class_records import replayed_table
from mainstay.present.text.columns import paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, Look


def replayed(found: Replay, look: Look) -> str:
    """Tell how right forecasts of each class would have been."""
    return drawn(_pieces(found, look.columns), look)


def _pieces(found: Replay, width: int) -> Iterator[RenderableType]:
    view = ReplayView(found.made_at, found.first, found.last, found.mondays, found.series, found.sources)
    yield title("What would have been foretold", replay_caption(view))
    if not found.classes:
        yield Text("Nothing could be foretold: a forecast needs 14 days before it, and a week behind it.")
        return
    yield replayed_table([one.record for one in found.classes], width)
    for one in found.classes:
        if one.record.muted:
            yield paragraph(f"{name(one.record.sort)} would be muted: {one.record.muted}.", BAD)
    yield Text("Four of five levels should lie in their band.", FAINT)
    yield paragraph(" ".join(REPLAY_NOTES), FAINT)
