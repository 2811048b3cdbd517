"""Judged answers for a terminal: how many hold what is expected, and a line for each that does not."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.golden import GoldenReport, Judged
from mainstay.present.golden_words import (
    difference_told,
    golden_headline,
    properties_told,
    question_told,
    side_told,
)
from mainstay.present.text.columns import INDENT, paragraph, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look
from mainstay.present.visible import visible

_LONGEST = 100


def golden_list(found: GoldenReport, look: Look, most: int = 20) -> str:
    """Tell how many answers hold what is expected and what the others lack, at most so many of them."""
    return drawn(_pieces(found, most), look)


def _pieces(found: GoldenReport, most: int) -> Iterator[RenderableType]:
    yield title(golden_headline(found), visible(found.expected, _LONGEST))
    for side in (found.side, found.other):
        if side is not None:
            yield paragraph(side_told(side), PLAIN)
    if told := difference_told(found):
        yield paragraph(told, PLAIN)
    by_id = {one.id: one for one in found.latest.questions}
    if found.lost:
        yield title("\nPassed before, not now")
        yield from _questions([by_id[one] for one in found.lost], most)
    lost = set(found.lost)
    if left := [one for one in found.latest.questions if not one.passes and one.id not in lost]:
        yield title("\nDo not pass either time" if found.other else "\nDo not pass")
        yield from _questions(left, most)
    if found.won:
        shown = ", ".join(visible(one, _LONGEST) for one in found.won[:most])
        more = f" and {len(found.won) - most} more" if len(found.won) > most else ""
        yield title("\nPass now, not before")
        yield paragraph(f"{shown}{more}", GOOD)
    if found.latest.counts:
        yield paragraph(f"of all questions: {'; '.join(properties_told(found.latest))}", FAINT, 0)


def _questions(questions: Sequence[Judged], most: int) -> Iterator[RenderableType]:
    for one in questions[:most]:
        yield Text(INDENT).append(visible(one.id, _LONGEST), STRONG)
        yield paragraph(question_told(one), WARN if one.wavers else BAD, indent=4)
    if len(questions) > most:
        yield Text(f"{INDENT}and {len(questions) - most} more: --most {len(questions)}", FAINT)
