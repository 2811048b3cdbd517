"""`mainstay tests` for a terminal: what is known of the tests, then the tables, then what limits both."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from mainstay.domain.suite import Suite, SuiteReport
from mainstay.present.text.columns import next_line, paragraph
from mainstay.present.text.drawing import drawn
from mainstay.present.text.found import notices_list
from mainstay.present.text.look import Detail, Look
from mainstay.present.text.suite import tests_lines, tests_tables

NOTHING = "no coverage data and no results of test runs were found; name them with --coverage and --junit"


def render(
    report: SuiteReport, look: Look, *, top: int = 10, detail: Detail = Detail.NORMAL, next_command: str = ""
) -> str:
    """Give the report as lines of at most the look's width; `top` bounds the rows of each table."""
    return drawn(_pieces(report, look.columns, top, detail, next_command), look)


def _pieces(
    report: SuiteReport, width: int, top: int, detail: Detail, next_command: str
) -> Iterator[RenderableType]:
    short = tests_lines(report.suite, 3)
    yield short if short is not None and report.suite != Suite() else paragraph(NOTHING, indent=0)
    if detail is Detail.QUIET:
        return
    for piece in tests_tables(report.suite, width, top):
        yield Text()
        yield piece
    if (notices := notices_list(report.notices, everything=True)) is not None:
        yield Text()
        yield notices
    if next_command:
        yield Text()
        yield next_line(next_command)
