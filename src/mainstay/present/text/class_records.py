"""How right forecasts of each class were, as a table for a terminal."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.ledger_case import ClassRecord
from mainstay.domain.ledger_view import ClassView, ReplayView
from mainstay.present import record_words as words
from mainstay.present.text.columns import Column, laid_out, paragraph, title
from mainstay.present.text.look import BAD, FAINT, PLAIN, STRONG

_LIVE = (
    Column(side="left"),
    Column("in their band"),
    Column("chances", from_width=70),
    Column("open", from_width=90),
    Column("dates told", side="left", from_width=60),
    Column("the next bands", side="left", long=True),
)
_REPLAYED = (
    Column(side="left"),
    Column("in their band"),
    Column("chances", from_width=60),
    Column("dates told", side="left", long=True),
)


def class_tables(
    classes: Sequence[ClassView], replay: ReplayView | None, width: int
) -> Iterator[RenderableType]:
    """Give a table of what was told, and apart from it one of what the replay would have told."""
    if classes:
        rows = [_live(one) for one in classes]
        yield laid_out(title("How right forecasts were"), _LIVE, rows, width)
    if replay is not None:
        yield title("Replayed on the past", words.replay_caption(replay))
        found = [one.replayed for one in classes if one.replayed is not None]
        if found:
            yield replayed_table(found, width)
    for one in classes:
        if one.standing is not None and one.standing.record.muted:
            yield paragraph(f"{words.name(one.sort)} is muted: {one.standing.record.muted}.", BAD)


def replayed_table(found: Iterable[ClassRecord], width: int) -> RenderableType:
    """Give the table of what a replay would have told."""
    rows = [
        (
            Text(words.name(one.sort), STRONG),
            Text(words.inside(one)),
            Text(words.brier(one), FAINT),
            Text(words.dates(one)),
        )
        for one in found
    ]
    return laid_out(Text("  class", FAINT), _REPLAYED, rows, width)


def _live(one: ClassView) -> tuple[Text, ...]:
    muted = one.standing is not None and bool(one.standing.record.muted)
    return (
        Text(words.name(one.sort), STRONG),
        Text(words.inside(one.live)),
        Text(words.brier(one.live), FAINT),
        Text(str(one.open), FAINT),
        Text(words.dates(one.live)),
        Text(words.standing(one), BAD if muted else PLAIN),
    )
