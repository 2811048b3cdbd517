"""The whole report for a terminal, in the order in which a person asks: how is it, what to mend, why, what next."""

from collections.abc import Iterator
from typing import TypeGuard

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.code_report import CodeReport
from mainstay.domain.comparison import Comparison
from mainstay.domain.notice import Weight
from mainstay.domain.trend import Trend
from mainstay.present.numbers import decimal, plural
from mainstay.present.ranking import costly_files, hard_functions
from mainstay.present.text.architecture import architecture_lines
from mainstay.present.text.change import new_table, paid_table, verdict_lines
from mainstay.present.text.changes import changes_table, movements_table
from mainstay.present.text.columns import next_line
from mainstay.present.text.drawing import drawn
from mainstay.present.text.found import findings_table, notices_list
from mainstay.present.text.look import FAINT, Detail, Look
from mainstay.present.text.mending import debt_lines, mending_list, mending_table
from mainstay.present.text.opening import headline_text, scope_lines
from mainstay.present.text.parts import parts_table
from mainstay.present.text.plugins import plugins_list
from mainstay.present.text.prospects import proof_tables, prospects
from mainstay.present.text.suite import tests_lines, tests_tables
from mainstay.present.text.worst import files_table, functions_table
from mainstay.present.trend_points import moment_before
from mainstay.present.visible import visible

_CHANGE_ROWS = 4
_VERBOSE_ROWS = 3  # times as many in the tables of files and functions


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
    if report.comparison is not None:
        yield from _change(report, report.comparison, width, 0 if detail is Detail.QUIET else top)
        yield Text()
    yield headline_text(report)
    if detail is Detail.QUIET:
        return
    verbose = detail is Detail.VERBOSE
    if report.comparison is not None and not verbose:
        # What the whole is like is no doing of the change.
        limits = notices_list(report.notices, everything=False)
        if limits is not None:
            yield from (Text(), limits)
        yield Text()
        yield _footing(report, short=True, verbose=False)
        return
    yield from scope_lines(report, width)
    short = report.ranking is not None and not verbose
    sections = _all(report, width, top) if verbose else _short(report, width, top)
    for section in sections:
        if section is not None:
            yield Text()
            yield section
    yield Text()
    yield _footing(report, short=short, verbose=verbose)
    if next_command:
        yield next_line(next_command)


def _change(report: CodeReport, comparison: Comparison, width: int, top: int) -> Iterator[RenderableType]:
    """Give what one change did, before what the whole is like; without `top` the verdict alone."""
    yield verdict_lines(report, comparison)
    if report.findings and top:
        yield Text()
        yield new_table(report, comparison, _CHANGE_ROWS * top, width)
    if comparison.paid_back and top:
        yield Text()
        yield paid_table(comparison, top, width)


def _short(report: CodeReport, width: int, top: int) -> Iterator[RenderableType | None]:
    """Give what fits a terminal of 50 lines; without a ranking the costliest files and functions take its place."""
    if report.findings and report.comparison is None:
        yield mending_table(report, width, top)
    yield _score(report, width)
    if report.ranking is not None:
        yield prospects(report.ranking, report, width, max(1, top * 3 // 5))
    yield debt_lines(report)
    yield architecture_lines(report.architecture, everything=False)
    yield tests_lines(report.tests, 2)
    if report.ranking is None:
        yield from _past(report, width, top)
    elif _compared(report.trend):
        yield changes_table(report.trend, width, max(1, top * 2 // 5), short=True)
    yield plugins_list(report)
    yield notices_list(report.notices, everything=False)


def _all(report: CodeReport, width: int, top: int) -> Iterator[RenderableType | None]:
    if report.findings:
        yield mending_list(report, 2 * top, width)
    yield _score(report, width)
    if report.ranking is not None:
        yield prospects(report.ranking, report, width, 2 * top)
        yield proof_tables(report.ranking.proof, width)
    yield debt_lines(report)
    yield architecture_lines(report.architecture, everything=True)
    yield tests_lines(report.tests, top)
    if report.tests is not None:
        yield from tests_tables(report.tests, width, top * _VERBOSE_ROWS)
    yield from _past(report, width, top * _VERBOSE_ROWS)
    yield plugins_list(report)
    yield notices_list(report.notices, everything=True)


def _score(report: CodeReport, width: int) -> RenderableType | None:
    return parts_table(report, width) if any(part.points is not None for part in report.score.parts) else None


def _past(report: CodeReport, width: int, rows: int) -> Iterator[RenderableType]:
    if _compared(report.trend):
        yield changes_table(report.trend, width, rows)
        yield Text("Where it goes from here: mainstay forecast --repository PATH", FAINT)
    if report.movements:
        yield movements_table(report, width)
    if files := costly_files(report, rows):
        yield files_table(files, width)
    if functions := hard_functions(report, rows):
        yield functions_table(functions, width)
    if report.findings:
        yield findings_table(report, width)


def _compared(trend: Trend | None) -> TypeGuard[Trend]:
    """Tell whether there is a quarter to compare with."""
    return trend is not None and moment_before(trend, "a quarter") is not None


def _footing(report: CodeReport, *, short: bool, verbose: bool) -> Text:
    how = (
        "nothing had changed since the last look"
        if report.remembered
        else f"looked at in {decimal(report.seconds)} s"
    )
    notes = 0 if verbose else sum(notice.weight is not Weight.LIMIT for notice in report.notices)
    more = ([plural(notes, "more note")] if notes else []) + (["all tables"] if short else [])
    told = f"; {' and '.join(more)} with -v" if more else ""
    return Text(f"{how}, mainstay {visible(report.version, 20)}{told}", FAINT)
