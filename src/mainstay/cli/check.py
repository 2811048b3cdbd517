"""`mainstay check`: the health of a repository's code, in every format."""

import os
import shlex
from collections.abc import Sequence
from typing import Any

import click

from mainstay.cli.check_flags import asked, check_options
from mainstay.cli.delivery import Target
from mainstay.cli.fail_on import judged, limits_of
from mainstay.cli.foretold import read_forecasts
from mainstay.cli.formats import GITHUB, HTML, also_asked, chosen, rendered, suits
from mainstay.cli.looking import looked
from mainstay.cli.repository import scanned_folder
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import current, talk_options
from mainstay.cli.settings_flags import settings_options
from mainstay.cli.streams import ReaderGone, abandon
from mainstay.cli.writing import told_written
from mainstay.domain.code_report import CodeReport
from mainstay.domain.errors import UsageError
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
    also: tuple[str, ...],
    top: int,
    fail_on: str,
    forecasts: str | None,
    **given: Any,  # noqa: ANN401  # the options of every look, and those made from the schema
) -> int:
    """Tell how healthy the code of the git repository at PATH is, and what moved it.

    Nothing in the repository is run and nothing in it is changed. The score goes from 0 to 100 and is explained by
    `mainstay explain`. What was worked out is kept in .mainstay/ of the repository, which may be deleted at any time.
    """
    session = current()
    scanned = scanned_folder(path)
    target = Target(output, scanned)
    more = also_asked([*also, *([f"{HTML}={html}"] if html is not None else [])])
    others = [(each, Target(file, scanned)) for each, file in more]
    _check_places([target, *(other for _, other in others)])
    if scanned and os.path.realpath(path) != scanned:
        session.say(f"note: all of {visible(scanned, 200)} is looked at, not only {visible(path, 100)}")
    form = chosen(form, output)
    foretold = read_forecasts(forecasts, [form, *(each for each, _ in others)])
    limits = limits_of(session, fail_on, given["plugins"], new_only=given["new_only"])
    options = asked(given)
    report, _ = looked(session, path, given, options)
    suggested = "" if session.quiet else _next(path, report, html is not None)
    try:
        told = rendered(
            report,
            form,
            session,
            to_file=target.is_file,
            top=top,
            next_command=suggested,
            foretold=foretold,
        )
        target.write(told, commands=form == GITHUB)
    except ReaderGone:
        # The page and the exit code are wanted all the same.
        abandon()
    if target.is_file:
        told_written(session, target, form, "" if suits(form, output) else f", as {form}")
    for each, other in others:
        told = rendered(report, each, session, to_file=other.is_file, top=top, foretold=foretold)
        other.write(told, commands=each == GITHUB)
        if other.is_file:
            told_written(session, other, each)
    return judged(session, report, limits, options)


def _check_places(targets: Sequence[Target]) -> None:
    """Refuse before the work what cannot be written. Raises UsageError for one place that two results would go to."""
    for number, each in enumerate(targets):
        each.check()
        if any(each.is_same_as(other) for other in targets[:number]):
            raise UsageError("both results would go to the same place", where=each.shown, mend="name two")


def _next(path: str, report: CodeReport, has_page: bool) -> str:
    """Suggest what a person would do next: read the whole report, or learn what the worst finding means."""
    if not has_page and report.files:
        place = "" if path == "." else f" {shlex.quote(path)}"
        return f"mainstay check{place} --html {_HTML_NAME}"
    if report.findings:
        worst = max(report.findings, key=lambda finding: (finding.lost, finding.urgency))
        return f"mainstay explain {worst.code}"
    return "mainstay doctor" if report.repository.head else "git add --all, then: git commit"
