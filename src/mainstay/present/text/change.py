"""A change held against its base: the verdict, what it brought and what it paid back."""

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Comparison, PaidBack
from mainstay.domain.finding import Finding
from mainstay.present.change_words import (
    against,
    brought,
    grew,
    novelty,
    repaid,
    score_moved,
    tested,
    verdict,
)
from mainstay.present.finding_words import named_place, place
from mainstay.present.numbers import count
from mainstay.present.text.columns import Column, laid_out, paragraph, title
from mainstay.present.text.look import BAD, FAINT, GOOD, STRONG, WARN
from mainstay.present.visible import visible

_TEXT, _SYMBOL = 120, 48
_TEXT_BELOW_100, _SYMBOL_BELOW_100 = 28, 20


def verdict_lines(report: CodeReport, comparison: Comparison) -> RenderableType:
    """Give the verdict and what was held against what."""
    moved = score_moved(report, comparison)
    told = f"{verdict(comparison)}.{f' {moved}.' if moved else ''}"
    style = BAD if comparison.new else GOOD
    lines = [paragraph(told, style)]
    if sentences := tested(comparison):
        lines.append(paragraph(f"{'. '.join(sentences)}."))
    if growth := grew(comparison):
        lines.append(paragraph(f"{growth}.", WARN))
    return Group(title("This change"), *lines, paragraph(against(comparison), FAINT))


def new_table(report: CodeReport, comparison: Comparison, most: int, width: int) -> RenderableType:
    """Give a row for each finding that the change brought or made worse, the most urgent first."""
    found = brought(report)[:most]
    columns = [
        Column(side="left", long=True, end=True),
        Column("urgency", "left", from_width=80),
        Column("what", "left"),
        Column("", "left"),
    ]
    heading = title("Introduced or made worse", f"{count(len(found))} of {count(report.findings_total)}")
    return laid_out(heading, columns, [_new(one, comparison, width) for one in found], width)


def paid_table(comparison: Comparison, most: int, width: int) -> RenderableType:
    """Give a row for each finding of the base that is gone or better."""
    found: Sequence[PaidBack] = comparison.paid_back[:most]
    columns = [Column(side="left", long=True), Column("what it was", "left"), Column("now", "left")]
    heading = title("Paid back", f"{count(len(found))} of {count(comparison.paid_back_total)}")
    return laid_out(heading, columns, [_paid(one) for one in found], width)


def _new(one: Finding, comparison: Comparison, width: int) -> list[Text]:
    text, symbol = (_TEXT, _SYMBOL) if width >= 100 else (_TEXT_BELOW_100, _SYMBOL_BELOW_100)
    return [
        Text(named_place(one, symbol, narrow=width < 100)),
        Text(one.urgency.name.lower(), FAINT),
        Text(visible(one.text or one.code, min(text, width // 3)), STRONG),
        Text(novelty(one, comparison), WARN),
    ]


def _paid(one: PaidBack) -> list[Text]:
    symbol = f" {visible(one.symbol, _SYMBOL)}" if one.symbol else ""
    return [
        Text(f"{place(one)}{symbol if one.line else ''}"),
        Text(visible(one.code, _TEXT), FAINT),
        Text(repaid(one), GOOD),
    ]
