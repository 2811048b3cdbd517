"""A table beside the one before it for a terminal: the columns that drifted with a line each, the others counted."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.column_role import Role
from mainstay.domain.drift import ColumnDrift, DriftReport, DriftVerdict
from mainstay.domain.drift_course import DriftCourse, Retraining
from mainstay.domain.quality import Became, Challenge, Quality
from mainstay.present.column_words import (
    KINDS,
    MEANINGS,
    NAMES,
    between,
    counted,
    headline,
    seen,
    sentence,
    shown,
    sized,
)
from mainstay.present.course_words import course_headline, course_sentence, spans_told
from mainstay.present.quality_words import (
    challenge_headline,
    challenge_rows,
    challenge_sentence,
    figure_sentence,
    quality_headline,
    quality_rows,
)
from mainstay.present.text.columns import INDENT, Column, laid_out, paragraph, shortened, title
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN, Look
from mainstay.present.text.marks import course as drawn_course
from mainstay.present.visible import visible

_LONGEST = 200
_NAME = 32
_SPANS = 60
_STYLES = {
    DriftVerdict.DRIFTED: WARN,
    DriftVerdict.OTHER_KIND: BAD,
    DriftVerdict.GONE: BAD,
    DriftVerdict.NEW: FAINT,
}
_COLUMNS = (
    Column(side="left", long=True),
    Column("is"),
    Column("by chance", from_width=60),
    Column("matters from", from_width=50),
    Column("", side="left"),
)


def drift_list(found: DriftReport, look: Look, most: int = 20) -> str:
    """Tell which columns are not what they were, at most so many, and what so many rows can show."""
    return drawn(_pieces(found, most), look)


def drift_page(one: ColumnDrift, look: Look) -> str:
    """Tell all about one column."""
    return drawn(_page(one, look.columns), look)


def _pieces(found: DriftReport, most: int) -> Iterator[RenderableType]:
    beside = f"{visible(found.current, _LONGEST)} beside {visible(found.reference, _LONGEST)}"
    yield title(headline(found), beside)
    for one in found.drifted[:most]:
        yield from _lines(one)
    if len(found.drifted) > most:
        yield Text(f"{INDENT}and {len(found.drifted) - most} more: --most {len(found.drifted)}", FAINT)
    yield Text(f"of all columns: {counted(found)}", FAINT)
    yield Text(seen(found), FAINT)
    if found.quality is not None:
        yield from _quality(found.quality, most)
    if found.challenge is not None:
        yield from _challenge(found.challenge, most)
    if found.course is not None:
        yield from _course(found.course, most)


def _quality(quality: Quality, most: int) -> Iterator[RenderableType]:
    yield title(f"\n{quality_headline(quality)}", quality_rows(quality))
    for one in quality.figures[:most]:
        style = BAD if one.became is Became.WORSE else PLAIN
        yield paragraph(figure_sentence(one), style, indent=2)
    if len(quality.figures) > most:
        yield Text(f"{INDENT}and {len(quality.figures) - most} more: --most {len(quality.figures)}", FAINT)


def _challenge(challenge: Challenge, most: int) -> Iterator[RenderableType]:
    figures = challenge.quality.figures
    yield title(f"\n{challenge_headline(challenge)}", challenge_rows(challenge))
    for one in figures[:most]:
        style = {Became.WORSE: BAD, Became.BETTER: GOOD}.get(one.became, PLAIN)
        yield paragraph(challenge_sentence(one), style, indent=2)
    if len(figures) > most:
        yield Text(f"{INDENT}and {len(figures) - most} more: --most {len(figures)}", FAINT)


def _course(course: DriftCourse, most: int) -> Iterator[RenderableType]:
    yield title(f"\n{course_headline(course)}", spans_told(course))
    for one in course.drifted[:most]:
        line = Text(INDENT).append(shortened(visible(one.name, _LONGEST), _NAME), STRONG)
        line.append(f"  {drawn_course(one.distances[-_SPANS:], 1.0)}", FAINT)
        yield line
        beyond = one.due.retraining is Retraining.NOW
        yield paragraph(course_sentence(one, course), WARN if beyond else PLAIN, indent=4)
    if len(course.drifted) > most:
        yield Text(f"{INDENT}and {len(course.drifted) - most} more: --most {len(course.drifted)}", FAINT)


def _lines(one: ColumnDrift) -> Iterator[RenderableType]:
    line = Text(INDENT).append(shortened(visible(one.name, _LONGEST), _NAME), STRONG)
    if one.role is not Role.FEATURE:
        line.append(f"  {one.role}", FAINT)
    yield line
    yield paragraph(sentence(one), _STYLES.get(one.verdict, PLAIN), indent=4)


def _page(one: ColumnDrift, width: int) -> Iterator[RenderableType]:
    yield title(visible(one.name, _LONGEST), KINDS[one.before.kind] if one.before else "")
    yield paragraph(f"{visible(one.name, _LONGEST)}: {sentence(one)}.", _STYLES.get(one.verdict, GOOD))
    if one.measures:
        rows = [
            (
                Text(NAMES[each.name]),
                Text(shown(each), WARN if each.beyond else PLAIN),
                Text(sized(each.name, each.by_chance) if each.by_chance else "", FAINT),
                Text(sized(each.name, each.gate) if each.gate else "", FAINT),
                Text("beyond" if each.beyond else "", WARN),
            )
            for each in one.measures
        ]
        yield laid_out(title("Measures"), _COLUMNS, rows, width)
        for each in one.measures:
            yield paragraph(f"{NAMES[each.name]}: {MEANINGS[each.name]}.", FAINT)
    if one.before and one.after and one.before.kind is one.after.kind:
        yield (
            paragraph(f"Half of it lay in {between(one.before)}, now in {between(one.after)}.", PLAIN)
            if (one.before.quantiles and one.after.quantiles)
            else paragraph(f"{between(one.before)} before, {between(one.after)} now.", PLAIN)
        )
    for words, names in (("Never seen before", one.new_values), ("Not seen any more", one.gone_values)):
        if names:
            told = ", ".join(visible(name, 60) or "an empty text" for name in names)
            yield paragraph(f"{words}: {told}.", PLAIN)
