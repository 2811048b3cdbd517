"""What files of test runs tell, for a terminal: the short section of the report, and the tables of `mainstay tests`."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mainstay.domain.coverage import Coverage
from mainstay.domain.suite import Suite
from mainstay.present.numbers import count, percent
from mainstay.present.suite_words import by_folder, coverage_sentence, gap_figures, gap_place
from mainstay.present.text.columns import INDENT, Column, laid_out, title, unbroken
from mainstay.present.text.look import FAINT, STRONG
from mainstay.present.visible import visible


def tests_lines(suite: Suite | None, most: int) -> RenderableType | None:
    """Give the short section: a line for each thing that is known, and the first gaps; None where nothing is."""
    if suite is None:
        return None
    table = Table.grid(padding=(0, len(INDENT), 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    heading: RenderableType = title("Tests")
    for line in _lines(suite, most):
        table.add_row(heading, line)
        heading = ""
    return table


def tests_tables(suite: Suite, width: int, rows: int) -> Iterator[RenderableType]:
    """Give all tables of tests, each of at most so many rows."""
    if suite.coverage is not None:
        yield from _coverage(suite.coverage, width, rows)


def _lines(suite: Suite, most: int) -> Iterator[Text]:
    coverage = suite.coverage
    if coverage is not None:
        yield unbroken(coverage_sentence(coverage))
        if coverage.gaps:
            first = ", ".join(gap_place(gap) for gap in coverage.gaps[:most])
            left = len(coverage.gaps) - most
            more = f" and {count(left)} more" if left > 0 else ""
            yield unbroken(f"at risk and hardly run: {first}{more}", FAINT)


def _coverage(coverage: Coverage, width: int, rows: int) -> Iterator[RenderableType]:
    if coverage.gaps:
        columns = [
            Column(side="left", long=True),
            Column("not run"),
            Column("fixes a year", from_width=70),
            Column("an hour"),
            Column("complexity", from_width=90),
        ]
        told = []
        for gap in coverage.gaps[:rows]:
            share, fixes, hour = gap_figures(gap)
            hard = count(gap.cognitive) if gap.cognitive else ""
            told.append([Text(gap_place(gap)), Text(share, STRONG), Text(fixes), Text(hour), Text(hard)])
        shown = f"{count(len(told))} of {count(len(coverage.gaps))}"
        yield laid_out(title("At risk and hardly run", shown), columns, told, width)
    if folders := by_folder(coverage, rows):
        columns = [
            Column(side="left", long=True),
            Column("run"),
            Column("lines not run"),
            Column("files", from_width=60),
        ]
        yield Group(
            laid_out(
                title("Coverage by folder"),
                columns,
                [
                    [
                        Text(visible(one.path)),
                        Text(percent(one.covered / one.executable), STRONG),
                        Text(count(one.executable - one.covered)),
                        Text(count(one.files), FAINT),
                    ]
                    for one in folders
                ],
                width,
            )
        )
