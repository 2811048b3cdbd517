"""`mainstay why`: what may drive a series, or what changed before something began, with the evidence."""

from dataclasses import replace

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.collect import points_option
from mainstay.cli.forecast import tell_notices
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.series_options import series_options
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.waiting import progress
from mainstay.config.operator.spans import seconds
from mainstay.domain.causes_asked import CausesAsked
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.present.cause_json import render
from mainstay.present.text.causes import cause_list
from mainstay.present.visible import visible

_LEAST, _MOST = 60, 84 * 86_400


@click.command(
    "why", cls=SectionCommand, short_help="Tell what may drive a series, or what changed before it."
)
@click.argument("name", metavar="SERIES")
@series_options
@option("What", "--host", is_flag=True, help="Look at this host too, beside servers and files.")
@option(
    "What",
    "--began",
    metavar="SPAN",
    default="",
    help="It began so long ago (90m, 4h, 2d), or so long before a file ends: tell what changed just before that.",
)
@option(
    "How",
    "--history",
    type=click.IntRange(14, 364),
    default=84,
    show_default=True,
    metavar="DAYS",
    help="So far back; of hours eight weeks count.",
)
@option("How", "--no-ledger", is_flag=True, help="Do not look in the store for what Mainstay carried out.")
@option(
    "Result",
    "--most",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    help="So many are told.",
)
@format_option
@points_option
@record_options
@talk_options
def command(
    name: str,
    asked: ForecastAsked,
    host: bool,
    began: str,
    history: int,
    no_ledger: bool,
    most: int,
    points: str,
    form: str,
) -> int:
    """Tell what may drive SERIES among all that metrics servers, FILEs (CSV, Parquet), repositories and this host have.

    A candidate stands if it leads the moves of SERIES or goes together with them, beyond what season and past foretell of
    both, beyond chance among all that were looked at, and by enough to count. That two series both grow is no evidence.
    Deploys that the operator's file knows of and what Mainstay carried out are candidates too. None found is an answer, with
    its reason.
    """
    session = current()
    series = replace(asked, host=host, history=history, ledger=not no_ledger, points=points)
    with progress(session) as waiting:
        found = session.doors.causes(
            session.server_file, session.place, CausesAsked(name, series, _span(began)), waiting
        )
    write_result(render(found) if form == JSON else cause_list(found, look(), most))
    tell_notices(session, found.notices)
    return ExitCode.DONE


def _span(text: str) -> int:
    if not text:
        return 0
    try:
        found = seconds(text)
    except ValueError:
        found = 0
    if not _LEAST <= found <= _MOST:
        raise UsageError(
            f"{visible(text, 60)} is no time to look back",
            where="--began",
            mend="write it as 90m, 4h or 2d; twelve weeks at the most",
        )
    return found
