"""What was found, counted by code, and what limits the figures."""

from collections import defaultdict
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Finding, Urgency
from mainstay.domain.notice import Notice, Weight
from mainstay.present.finding_words import named_place
from mainstay.present.numbers import count, decimal
from mainstay.present.text.columns import INDENT, Column, laid_out, title
from mainstay.present.text.look import BAD, FAINT, STRONG, WARN, strong
from mainstay.present.visible import visible

_EXAMPLES = 3
_SYMBOL_ROOM, _SYMBOL_ROOM_BELOW_100 = 40, 20  # cells of a place's function beside it
_URGENCIES = {Urgency.HIGH: BAD, Urgency.MEDIUM: WARN, Urgency.LOW: FAINT}


def findings_table(report: CodeReport, width: int) -> RenderableType:
    """Give a row for each code: how many by urgency, points lost, and the costliest one; then how to learn more."""
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_code[finding.code].append(finding)
    ordered = sorted(by_code.items(), key=lambda item: (-sum(finding.lost for finding in item[1]), item[0]))
    columns = [
        Column(side="left"),
        Column("found"),
        *(Column(urgency.name.lower(), from_width=80) for urgency in _URGENCIES),
        Column("points lost", from_width=60),
        Column("costliest", "left", long=True, end=True),
    ]
    shown, total = len(report.findings), report.findings_total
    heading = title("Findings", "" if shown >= total else f"first {count(shown)} of {count(total)}")
    hint = Text(
        f"{INDENT}mainstay explain {visible(ordered[0][0], 32)} tells what it means and what to do", FAINT
    )
    return Group(
        laid_out(heading, columns, [_code(code, found, width) for code, found in ordered], width), hint
    )


def notices_list(notices: Sequence[Notice], *, everything: bool) -> RenderableType | None:
    """Give the notices, those that limit the result marked; without `everything` only these. None when there is none."""
    shown = [notice for notice in notices if everything or notice.weight is Weight.LIMIT]
    if not shown:
        return None
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for notice in shown:
        limit = notice.weight is Weight.LIMIT
        table.add_row(
            Text(f"{INDENT}{'!' if limit else '-'}", strong(WARN) if limit else FAINT), _told(notice)
        )
        examples = ", ".join(visible(example, 80) for example in notice.examples[:_EXAMPLES])
        if everything and examples:
            table.add_row("", Text(f"such as {examples}", FAINT))
    return Group(title("To know"), table)


def _told(notice: Notice) -> Text:
    text = Text(visible(notice.text, 300))
    if notice.mend:
        text.append(f" Mend: {visible(notice.mend, 200)}", FAINT)
    return text.append(f" ({visible(notice.code, 40)})", FAINT)


def _code(code: str, found: Sequence[Finding], width: int) -> list[Text]:
    worst = max(found, key=lambda finding: (finding.lost, finding.urgency, finding.value))
    place = named_place(worst, _SYMBOL_ROOM if width >= 100 else _SYMBOL_ROOM_BELOW_100, narrow=width < 100)
    lost = sum(finding.lost for finding in found)
    counts = {urgency: sum(finding.urgency is urgency for finding in found) for urgency in _URGENCIES}
    return [
        Text(visible(code, 26)),
        Text(count(len(found)), STRONG),
        *(Text(count(number) if number else "", _URGENCIES[urgency]) for urgency, number in counts.items()),
        Text(decimal(lost, 2) if lost else "", FAINT),
        Text(place, FAINT),
    ]
