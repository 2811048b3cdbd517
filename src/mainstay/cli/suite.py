"""`mainstay tests`: what files of test runs tell, alone and in full."""

import shlex
from typing import Any

import click

from mainstay.cli.check_flags import asked, look_options
from mainstay.cli.delivery import Target
from mainstay.cli.formats import detail_of, one_of
from mainstay.cli.looking import delivered, look_for, looked
from mainstay.cli.repository import scanned_folder
from mainstay.cli.result_flags import result_options
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.settings_flags import settings_options
from mainstay.cli.table import SUITE_FORMATS, load
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import ExitCode
from mainstay.domain.notice import Notice
from mainstay.domain.suite import Suite, SuiteReport

_ABOUT_TESTS = ("coverage-", "results-", "test-files-", "tests-")


@click.command(
    "tests",
    cls=SectionCommand,
    short_help="Tell what is flaky, slow, and at risk without tests.",
    epilog="A history is a folder with the results of many runs; name its files or folders after their commits.",
)
@click.argument("path", default=".", type=str)
@result_options(
    SUITE_FORMATS,
    "result",
    top=click.IntRange(1, 1_000),
    rows=10,
    about_top="Rows of each table in text and Markdown.",
)
@look_options
@settings_options
@talk_options
def command(
    path: str,
    *,
    form: str | None,
    output: str,
    top: int,
    **given: Any,  # noqa: ANN401  # the options of every look, and those made from the schema
) -> int:
    """Tell what coverage data and results of test runs say of the git repository at PATH.

    Flaky tests with the rate at which they fail wrongly, those that fail together, slow ones, and the code at risk that no
    test runs. It looks as `mainstay check` does, and what that has worked out is not worked out again.
    """
    session = current()
    target = Target(output, scanned_folder(path))
    target.check()
    form = one_of(SUITE_FORMATS, form, output, "tests cannot be told as that")
    options = asked(given)
    report, _ = looked(session, path, given, options)
    delivered(session, target, _rendered(_of(report), form, session, path, top, to_file=target.is_file))
    return ExitCode.DONE


def _of(report: CodeReport) -> SuiteReport:
    return SuiteReport(
        report.repository.name,
        report.scope.commit,
        report.tests or Suite(),
        tuple(notice for notice in report.notices if _is_about_tests(notice)),
    )


def _is_about_tests(notice: Notice) -> bool:
    return notice.code.startswith(_ABOUT_TESTS)


def _has_gaps(report: SuiteReport) -> bool:
    coverage = report.suite.coverage
    return coverage is not None and bool(coverage.gaps)


def _rendered(report: SuiteReport, form: str, session: Session, path: str, top: int, *, to_file: bool) -> str:
    render = load(SUITE_FORMATS[form]).render
    told: str
    if form == "text":
        place = "" if path == "." else f" {shlex.quote(path)}"
        suggested = (
            "" if session.quiet or not _has_gaps(report) else f"mainstay list{place} --code untested-risk"
        )
        told = render(
            report, look_for(to_file=to_file), top=top, detail=detail_of(session), next_command=suggested
        )
    elif form == "markdown":
        told = render(report, top=top)
    else:
        told = render(report)
    return told
