"""One finding explained step by step, for a terminal."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from mainstay.domain.backlog import Backlog, Ranked
from mainstay.domain.code_report import CodeReport
from mainstay.domain.finding import Arrival
from mainstay.present.explained import Section, sections
from mainstay.present.text.columns import INDENT, next_line, title, unbroken
from mainstay.present.text.drawing import drawn
from mainstay.present.text.look import ACCENT, FAINT, PLAIN, STRONG, Detail, Look, strong
from mainstay.present.visible import visible

_NAME, _CODE = 60, 40


def render(
    row: Ranked,
    backlog: Backlog,
    report: CodeReport,
    came: Arrival | None,
    look: Look,
    *,
    detail: Detail = Detail.NORMAL,
    next_command: str = "",
) -> str:
    """Explain one row of the list in lines of at most the look's width.

    `came` tells what brought it, where that is known; `next_command` is suggested last.
    """
    return drawn(_pieces(row, sections(row, backlog, report, came), report, detail, next_command), look)


def _pieces(
    row: Ranked, told: list[Section], report: CodeReport, detail: Detail, next_command: str
) -> Iterator[RenderableType]:
    quiet = detail is Detail.QUIET
    if not quiet:
        heading = Text().append(visible(report.repository.name, _NAME), STRONG).append("  ")
        heading.append(visible(row.finding.code, _CODE), strong(ACCENT)).append(f"  {row.ident}", FAINT)
        yield heading
        yield Text()
    width = max(cell_len(about) for section in told for about, _ in section.facts)
    for section in told:
        yield title(section.title)
        yield _facts(section, width)
    if next_command and not quiet:
        yield Text()
        yield next_line(next_command)


def _facts(section: Section, width: int) -> RenderableType:
    table = Table.grid(padding=(0, len(INDENT), 0, 0))
    table.add_column(no_wrap=True, width=len(INDENT) + width)
    table.add_column(overflow="fold")
    before = ""
    for about, fact in section.facts:
        table.add_row(Text(INDENT).append(about if about != before else "", FAINT), unbroken(fact, PLAIN))
        before = about
    return table
