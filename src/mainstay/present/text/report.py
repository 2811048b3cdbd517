"""The whole report for a terminal, in the order in which a person asks: how is it, what moved, where, what next."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.present.numbers import decimal
from mainstay.present.ranking import costly_files, hard_functions
from mainstay.present.text.changes import changes_table, movements_table
from mainstay.present.text.drawing import drawn
from mainstay.present.text.found import findings_table, notices_list
from mainstay.present.text.look import FAINT, STRONG, Detail, Look
from mainstay.present.text.opening import headline_text, scope_lines
from mainstay.present.text.parts import parts_table
from mainstay.present.text.worst import files_table, functions_table
from mainstay.present.trend_points import moment_before
from mainstay.present.visible import visible

_VERBOSE_ROWS = 3  # times as many


def render(
    report: CodeReport, look: Look, *, top: int = 5, detail: Detail = Detail.NORMAL, next_command: str = ""
) -> str:
    """Give the report as lines of at most the look's width, with escape codes only where it has colours.

    `top` bounds the rows of each table (three times as many with `Detail.VERBOSE`); `next_command` is suggested last.
    """
    return drawn(_pieces(report, look.columns, top, detail, next_command), look)


def _pieces(
    report: CodeReport, width: int, top: int, detail: Detail, next_command: str
) -> Iterator[RenderableType]:
    yield headline_text(report)
    if detail is Detail.QUIET:
        return
    yield from scope_lines(report, width)
    verbose = detail is Detail.VERBOSE
    for section in _sections(report, width, top * _VERBOSE_ROWS if verbose else top, verbose):
        if section is not None:
            yield Text()
            yield section
    yield Text()
    yield _footing(report)
    if next_command:
        yield Text().append("Next: ", FAINT).append(visible(next_command), STRONG)


def _sections(report: CodeReport, width: int, rows: int, verbose: bool) -> Iterator[RenderableType | None]:
    if any(part.points is not None for part in report.score.parts):
        yield parts_table(report, width)
    if report.trend is not None and moment_before(report.trend, "a quarter") is not None:
        yield changes_table(report.trend, width, rows)
    if report.movements:
        yield movements_table(report, width)
    if files := costly_files(report, rows):
        yield files_table(files, width)
    if functions := hard_functions(report, rows):
        yield functions_table(functions, width)
    if report.findings:
        yield findings_table(report, width)
    yield notices_list(report.notices, everything=verbose)


def _footing(report: CodeReport) -> Text:
    how = (
        "nothing had changed since the last look"
        if report.remembered
        else f"looked at in {decimal(report.seconds)} s"
    )
    return Text(f"{how}, mainstay {visible(report.version, 20)}", FAINT)
