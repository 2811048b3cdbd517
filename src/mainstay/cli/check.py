"""`mainstay check`: the health of a repository's code, in every format."""

import os
import shlex
import sys
from typing import Any

import click

from mainstay.cli.check_flags import NEVER, asked, check_options
from mainstay.cli.delivery import Target
from mainstay.cli.formats import HTML, chosen, rendered, suits
from mainstay.cli.repository import scanned_folder
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.settings_flags import loaded_settings, settings_options
from mainstay.cli.streams import ReaderGone, abandon
from mainstay.cli.waiting import progress
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import EvidenceMissing, ExitCode, UsageError
from mainstay.domain.finding import Urgency
from mainstay.present.numbers import plural
from mainstay.present.visible import visible

_HTML_NAME = "mainstay-report.html"


@click.command(
    "check",
    cls=SectionCommand,
    short_help="Tell how healthy a repository's code is and what moved it.",
    epilog="Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage or settings, 3 it failed, 5 no evidence "
    "for --fail-on. See: mainstay explain exit-codes",
)
@click.argument("path", default=".", type=str)
@check_options
@settings_options
@talk_options
def command(  # one argument an option
    path: str,
    *,
    form: str | None,
    output: str,
    html: str | None,
    top: int,
    fail_on: str,
    **given: Any,  # noqa: ANN401  # the options of every look, and those made from the schema
) -> int:
    """Tell how healthy the code of the git repository at PATH is, and what moved it.

    Nothing in the repository is run and nothing in it is changed. The score goes from 0 to 100 and is explained by
    `mainstay explain`. What was worked out is kept in .mainstay/ of the repository, which may be deleted at any time.
    """
    session = current()
    scanned = scanned_folder(path)
    target, page = Target(output, scanned), Target(html, scanned) if html is not None else None
    for each in (target, page):
        if each is not None:
            each.check()
    if page is not None and page.path == target.path:
        raise UsageError(
            "both results would go to the same place",
            where=f"-o {target.shown}, --html {page.shown}",
            mend="name two",
        )
    if scanned and os.path.realpath(path) != scanned:
        session.say(f"note: all of {visible(scanned, 200)} is looked at, not only {visible(path, 100)}")
    form = chosen(form, output)
    options = asked(given)
    loaded = loaded_settings(session.doors, path, given, follow_alternates=options.follow_alternates)
    with progress(session) as waiting:
        report = session.doors.check(path, loaded.settings, options, waiting)
    suggested = "" if session.quiet else _next(path, report, page)
    try:
        target.write(rendered(report, form, session, to_file=target.is_file, top=top, next_command=suggested))
    except ReaderGone:
        # The page and the exit code are wanted all the same.
        abandon()
    if target.is_file:
        _written(session, target, form, "" if suits(form, output) else f", as {form}")
    if page is not None:
        page.write(rendered(report, HTML, session, to_file=True, top=top))
        if page.is_file:
            _written(session, page, HTML)
    return _gate(session, report, fail_on)


def _next(path: str, report: CodeReport, page: Target | None) -> str:
    """Suggest what a person would do next: read the whole report, or learn what the worst finding means."""
    if page is None and report.files:
        place = "" if path == "." else f" {shlex.quote(path)}"
        return f"mainstay check{place} --html {_HTML_NAME}"
    if report.findings:
        worst = max(report.findings, key=lambda finding: (finding.lost, finding.urgency))
        return f"mainstay explain {worst.code}"
    return "mainstay doctor" if report.repository.head else "git add --all, then: git commit"


def _written(session: Session, target: Target, form: str, remark: str = "") -> None:
    session.say(f"written: {target.shown}{remark}")
    if form == HTML:
        opener = "open" if sys.platform == "darwin" else "xdg-open"
        session.say(f"   open: {opener} {shlex.quote(visible(str(target.place())))}")


def _gate(session: Session, report: CodeReport, fail_on: str) -> int:
    """Give the exit code. Raises EvidenceMissing when there is a limit and nothing to hold against it."""
    if fail_on == NEVER:
        return ExitCode.DONE
    if report.score.value is None:
        raise EvidenceMissing(
            "--fail-on has nothing to judge, for there is no score",
            where=report.repository.path,
            mend="the report above says why; leave out --fail-on for this repository",
        )
    limit = Urgency[fail_on.upper()]
    urgent = sum(finding.urgency >= limit for finding in report.findings)
    failed = [run.name for run in report.plugins if run.failed]
    if failed and not urgent:
        raise EvidenceMissing(
            "--fail-on cannot judge, for a plugin that it was to hear told nothing",
            where=", ".join(visible(name, 40) for name in failed),
            mend=f"mainstay plugins check {visible(failed[0], 40)}",
        )
    if not urgent:
        return ExitCode.DONE
    more = " or more" if limit < max(Urgency) else ""
    session.say(
        f"--fail-on {fail_on}: {plural(urgent, 'finding')} of {fail_on} urgency{more}, so exit code 1"
    )
    return ExitCode.FINDINGS
