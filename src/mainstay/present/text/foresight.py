"""What the steps of a plan would do, for a terminal."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.foresight import Foreseen, Foresight
from mainstay.domain.run import Mark
from mainstay.present.numbers import plural
from mainstay.present.text.columns import paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look
from mainstay.present.visible import visible, visible_line

_DEEPER = 6
_MOST_LINES = 40
_LONGEST_LINE = 400
_STYLES = {Mark.DONE: PLAIN, Mark.NOT_BEGUN: BAD, Mark.UNKNOWN: WARN}
_WORDS = {Mark.NOT_BEGUN: "CANNOT BE DONE: ", Mark.UNKNOWN: "not known: "}


def foreseen(found: Foresight, look: Look) -> str:
    """Tell what each step would do."""
    return drawn(_pieces(found), look)


def _pieces(found: Foresight) -> Iterator[RenderableType]:
    yield title(visible(found.title, 200), "dry run, nothing is changed")
    for one in found.actions:
        yield from _one(one)
    cannot = sum(one.mark is Mark.NOT_BEGUN for one in found.actions)
    yield Text(
        f"{plural(len(found.actions), 'action')}, "
        + (f"{cannot} of which cannot be done" if cannot else "all can be done"),
        BAD if cannot else FAINT,
    )
    first = next((one.step for one in found.actions if one.mark is Mark.NOT_BEGUN), "")
    if found.allowed and first:
        yield paragraph(f"It may be applied now, and would fail at {visible(first, 64)}.", WARN)
    elif found.allowed:
        yield paragraph("It may be applied now.", GOOD)
    else:
        yield paragraph(f"Not now: {'; '.join(visible(one, 300) for one in found.why)}.", WARN)


def _one(one: Foreseen) -> Iterator[RenderableType]:
    yield Text(f"  {visible(one.step, 64)} ", STRONG).append(f"{one.part}: {visible(one.kind, 64)}", FAINT)
    yield paragraph(
        f"{_WORDS.get(one.mark, '')}{visible(one.detail, 1_000)}", _STYLES[one.mark], indent=_DEEPER
    )
    lines = one.output.splitlines()
    for line in lines[:_MOST_LINES]:
        yield Text(f"{' ' * _DEEPER}{visible_line(line, _LONGEST_LINE)}", FAINT)
    if len(lines) > _MOST_LINES:
        yield Text(f"{' ' * _DEEPER}and {len(lines) - _MOST_LINES:,} more lines", FAINT)
