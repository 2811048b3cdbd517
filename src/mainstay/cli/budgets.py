"""`mainstay budgets`: how fast error budgets burn, what is left of them and when it is gone."""

import click

from mainstay import __version__
from mainstay.analysis.budgets.stating import stated
from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.forecast import tell_notices
from mainstay.cli.forecast_pages import page_target, write_text
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.budget import Alert, BudgetState, Objective
from mainstay.domain.budgets_asked import BudgetsAsked
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.budget_json import render
from mainstay.present.html.budget_page import render as page_of
from mainstay.present.text.budgets import budget_list

_FAILS = {
    Alert.PAGE: {BudgetState.PAGE},
    Alert.TICKET: {BudgetState.PAGE, BudgetState.TICKET, BudgetState.EXHAUSTED},
}


@click.command(
    "budgets",
    cls=SectionCommand,
    short_help="Tell how fast error budgets burn, what is left and when it is gone.",
)
@option(
    "What",
    "--prometheus",
    "servers",
    multiple=True,
    metavar="URL",
    help="A server that answers as Prometheus does; else those of the operator's file. May be given again.",
)
@option(
    "What",
    "--slo",
    "objectives",
    multiple=True,
    metavar="'NAME=99.9% BAD / TOTAL in 30d'",
    help="An objective: so much of what TOTAL counts is not counted by BAD. Each is a selector of counters, or an "
    "expression of PromQL with $window for its range. Beside those of the operator's file; may be given again.",
)
@option(
    "How",
    "--no-ledger",
    is_flag=True,
    help="Neither enter in the ledger what is foretold, nor go by it, nor judge what was foretold before.",
)
@option(
    "Result",
    "--most",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="So many are told.",
)
@option("Result", "--html", metavar="FILE", default="", help="Also write all as one HTML file.")
@option(
    "Result",
    "--fail-on-burn",
    type=click.Choice([one.value for one in Alert]),
    default=None,
    help="Leave with 1 when a budget burns so that it asks for a page; with `ticket` also for a ticket, or when it is spent. "
    "With 5 when an objective is unusable.",
)
@format_option
@record_options
@talk_options
def command(
    servers: tuple[str, ...],
    objectives: tuple[str, ...],
    no_ledger: bool,
    most: int,
    html: str,
    fail_on_burn: str | None,
    form: str,
) -> int:
    """Tell how fast error budgets burn, what is left of them and when it is gone, by what metrics servers count.

    Objectives are those of --slo, of the operator's file (slos), and those that Sloth and Pyrra made rules of on the servers.
    Burns are looked at over four pairs of windows, and with few requests only what is beyond doubt asks for anybody;
    `mainstay explain error-budget` tells how. When a budget is gone is told by the burn of the last hours, and by its course
    over weeks, which enters the ledger.
    """
    session = current()
    asked = BudgetsAsked(servers, tuple(map(given_objective, objectives)), not no_ledger)
    page = page_target(html)
    found = session.doors.budgets(session.server_file, session.place, asked)
    write_result(render(found) if form == JSON else budget_list(found, look(), most))
    if page is not None:
        write_text(session, page, page_of(found, __version__))
    tell_notices(session, found.notices)
    if not fail_on_burn:
        return ExitCode.DONE
    states = {one.state for one in found.budgets}
    if states & _FAILS[Alert(fail_on_burn)]:
        return ExitCode.FINDINGS
    return ExitCode.EVIDENCE if BudgetState.UNUSABLE in states else ExitCode.DONE


def given_objective(text: str) -> Objective:
    """Read an objective as it is given on the command line. Raises UsageError for what is none."""
    try:
        return stated(text)
    except ValueError as error:
        raise UsageError(
            f"an objective cannot be used: {error}",
            where=f"--slo {text}",
            mend="write it as --slo 'shop=99.9% errors_total / requests_total in 30d'",
        ) from error
