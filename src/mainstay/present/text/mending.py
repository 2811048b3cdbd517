"""What to mend first: the findings by gain an hour, and what some hours buy."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Course, Finding
from mainstay.present.amounts import cost, hours, money
from mainstay.present.debt_words import RANGES, TOPIC, budget_line, ratio_line, set_aside, totals
from mainstay.present.finding_words import (
    certainty,
    course,
    looked_at,
    often,
    place,
    place_in_row,
    since,
    since_briefly,
)
from mainstay.present.numbers import THIN, count
from mainstay.present.ranking import to_mend
from mainstay.present.text.columns import (
    INDENT,
    NEVER,
    Column,
    laid_out,
    paragraph,
    shortened,
    title,
    unbroken,
)
from mainstay.present.text.look import BAD, FAINT, GOOD, PLAIN, STRONG, WARN
from mainstay.present.visible import visible

_HEADING = "What to mend first"
_SENTENCE, _REPAIR = 240, 240
_CODE = 26
_LEAST_SENTENCE, _MOST_SENTENCE = 32, 60  # cells
_SIGNALS = {Course.NEW: WARN, Course.WORSE: BAD, Course.BETTER: GOOD}


def mending_table(report: CodeReport, width: int, most: int) -> RenderableType:
    """Give a row for each finding: place, what it is, hours to mend and to carry, since when, its course, how certain."""
    found = to_mend(report, most)
    now = looked_at(report)
    costed = any(one.price for one in found)
    dated = any(one.since for one in found)
    columns = [
        Column(side="left", long=True),
        Column(side="left", from_width=60),
        Column("to mend", from_width=0 if costed else NEVER),
        Column("a year", from_width=90 if costed else NEVER),
        Column("since", "left", from_width=110 if dated else NEVER),
        Column("course", "left", from_width=84 if any(one.course for one in found) else NEVER),
        Column("right", "left", from_width=130 if any(one.certainty for one in found) else NEVER),
    ]
    room = width - (110 if costed else 60)
    rows = [_row(one, report, now, width, room) for one in found]
    caption = f"{count(len(found))} of {count(report.findings_total)}"
    return Group(laid_out(title(_HEADING, caption), columns, rows, width), *_buys(report))


def mending_list(report: CodeReport, most: int, width: int) -> RenderableType:
    """Give each finding in full: its sentence, repair, price, past, certainty and evidence."""
    now = looked_at(report)
    found = to_mend(report, most)
    heading = title(_HEADING, f"{count(len(found))} of {count(report.findings_total)} findings")
    pieces: list[RenderableType] = [heading]
    for one in found:
        name = f"  {visible(one.code, _CODE)}"
        room = width - len(INDENT) - cell_len(name)
        pieces.append(Text(INDENT).append(shortened(place(one), room), STRONG).append(name, FAINT))
        pieces += [paragraph(line, style, 2 * len(INDENT)) for line, style in _lines(one, report, now)]
    return Group(*pieces, *_buys(report))


def debt_lines(report: CodeReport) -> RenderableType | None:
    """Give the debt in three lines: its hours, both ratios, what its ranges say; None where none is known."""
    if report.debt is None or not report.debt.kinds:
        return None
    table = Table.grid(padding=(0, len(INDENT), 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    table.add_row(title("Debt"), unbroken(totals(report.debt)))
    table.add_row("", unbroken(ratio_line(report.debt)))
    table.add_row("", unbroken(f"{RANGES}; mainstay explain {TOPIC}", FAINT))
    return table


def _row(one: Finding, report: CodeReport, now: int, width: int, room: int) -> list[Text]:
    sign, word = course(one)
    # Where there is little room the code stands for the sentence.
    told = one.text and room >= _LEAST_SENTENCE
    what = (
        shortened(visible(one.text, _SENTENCE), min(room, _MOST_SENTENCE))
        if told
        else visible(one.code, _CODE)
    )
    price = one.price
    return [
        Text(place_in_row(one, width)),
        Text(what, FAINT),
        Text(hours(price.effort) if price else "", STRONG),
        Text(cost(price.carrying, report.debt) if price else ""),
        Text(since_briefly(one, now), FAINT),
        Text(f"{sign} {word}".strip(), _SIGNALS.get(one.course, FAINT)),
        Text(often(one.certainty) if one.certainty else "", FAINT),
    ]


def _lines(one: Finding, report: CodeReport, now: int) -> Iterator[tuple[str, str]]:
    yield visible(one.text, _SENTENCE), PLAIN
    if one.repair:
        yield f"Repair: {visible(one.repair, _REPAIR)}", PLAIN
    facts: list[str] = []
    if one.price:
        spent = money(one.price.carrying, report.debt)
        facts.append(f"{hours(one.price.effort)} to mend")
        told = f"{hours(one.price.carrying)} a year to carry{f' ({spent})' if spent else ''}"
        facts.append(told if one.price.carrying.p90 > 0 else "no cost of leaving it was seen")
    facts += [since(one, now), THIN.join(course(one)), certainty(one.certainty) if one.certainty else ""]
    if known := "; ".join(fact for fact in facts if fact.strip()):
        yield known, FAINT
    for sentence in one.evidence[:3]:
        yield f"- {visible(sentence, _SENTENCE)}", FAINT


def _buys(report: CodeReport) -> Sequence[RenderableType]:
    if told := budget_line(report):
        return [paragraph(told, STRONG)]
    aside = set_aside(report)
    return [paragraph(aside, FAINT)] if aside else []
