"""What maintenance windows open when, for a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.window_view import OccurrenceView, WindowList
from mainstay.present.numbers import plural
from mainstay.present.text.columns import paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import FAINT, GOOD, STRONG, WARN, Look
from mainstay.present.times import exact
from mainstay.present.visible import visible
from mainstay.present.window_words import opens_words, standing

_DEEPER = 6


def listed(found: WindowList, look: Look) -> str:
    """Tell what opens, the next one first, each with what it lacks."""
    return drawn(_pieces(found), look)


def put_down(found: WindowList, sentence: str, look: Look) -> str:
    """Tell what was done about an occurrence in one sentence, and how it stands now."""
    pieces = [
        Text(visible(sentence, 300)),
        *(piece for one in found.occurrences for piece in _one(one, found.at)),
    ]
    return drawn(pieces, look)


def _pieces(found: WindowList) -> Iterator[RenderableType]:
    if not found.occurrences:
        yield Text(f"No maintenance window opens until {exact(found.until)}.")
        return
    yield title("Maintenance windows", f"until {exact(found.until)}")
    for one in found.occurrences:
        yield from _one(one, found.at)
    ready = sum(not _lacks(one) for one in found.occurrences)
    yield Text(f"{plural(len(found.occurrences), 'opening')}, {ready} of them with nothing missing", FAINT)


def _one(view: OccurrenceView, now: int) -> Iterator[RenderableType]:
    yield paragraph(f"{visible(view.window, 64)}: {opens_words(view)}", STRONG)
    for line, keeps in standing(view, now):
        yield paragraph(line, WARN if keeps else FAINT, indent=_DEEPER)
    if not _lacks(view):
        word = "open now" if view.opens_at <= now else "nothing is missing"
        yield paragraph(word, GOOD, indent=_DEEPER)


def _lacks(view: OccurrenceView) -> bool:
    return bool(view.freezes) or any(one.missing for one in view.teams)
