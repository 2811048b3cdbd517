"""What files of test runs tell, for a terminal: the short section of the report, and the tables of `mainstay tests`."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from mainstay.domain.coverage import Coverage
from mainstay.domain.suite import Suite
from mainstay.domain.test_runs import RunHistory
from mainstay.present.numbers import count, percent
from mainstay.present.suite_words import (
    by_folder,
    cluster_sentence,
    coverage_sentence,
    flakiness_sentence,
    flaky_figures,
    gap_figures,
    gap_place,
    run_remarks,
    runs_sentence,
    slow_figures,
    slow_telling,
)
from mainstay.present.text.columns import INDENT, Column, laid_out, paragraph, title, unbroken
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
    if suite.runs is not None:
        yield from _runs(suite.runs, width, rows)
    if suite.coverage is not None:
        yield from _coverage(suite.coverage, width, rows)


def _runs(runs: RunHistory, width: int, rows: int) -> Iterator[RenderableType]:
    if runs.flaky:
        columns = [
            Column(side="left", long=True),
            Column("fails wrongly"),
            Column("80 % interval", from_width=70),
            Column("failed", from_width=90),
        ]
        told = [
            [Text(visible(one.name)), *(Text(text) for text in flaky_figures(one))]
            for one in runs.flaky[:rows]
        ]
        shown = f"{count(len(told))} of {count(len(runs.flaky))}"
        yield laid_out(title("Flaky tests", shown), columns, told, width)
    if runs.clusters:
        sentences = [paragraph(cluster_sentence(cluster)) for cluster in runs.clusters[:rows]]
        yield Group(title("Fail together"), *sentences)
    if slow := slow_telling(runs.slow)[:rows]:
        columns = [
            Column(side="left", long=True),
            Column("median"),
            Column("95 %", from_width=80),
            Column("of all time", from_width=60),
            Column("slower by", from_width=90),
        ]
        told = [[Text(visible(one.name)), *(Text(text) for text in slow_figures(one))] for one in slow]
        yield laid_out(title("Slow tests"), columns, told, width)


def _lines(suite: Suite, most: int) -> Iterator[Text]:
    runs, coverage = suite.runs, suite.coverage
    if runs is not None:
        yield unbroken(runs_sentence(runs))
        yield unbroken(flakiness_sentence(runs))
        if remarks := run_remarks(runs):
            yield unbroken("; ".join(remarks), FAINT)
        if runs.flaky:
            yield unbroken(
                f"flakiest: {', '.join(visible(one.name, 80) for one in runs.flaky[:most])}", FAINT
            )
        if slower := [one for one in runs.slow if one.before]:
            yield unbroken(
                f"slower than before: {', '.join(visible(one.name, 80) for one in slower[:most])}", FAINT
            )
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
