"""`mainstay forecast`: what passes its limit when, and how sure that is."""

import shlex
from collections.abc import Iterable
from dataclasses import replace

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.collect import points_option
from mainstay.cli.due import due, due_words
from mainstay.cli.forecast_pages import page_target, write_page
from mainstay.cli.horizon import Horizon, horizon_of
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.series_options import series_options
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.waiting import progress
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.notice import Notice, Weight
from mainstay.present.forecast_json import render
from mainstay.present.text.forecasts import forecast_list, forecast_page
from mainstay.present.visible import visible


@click.command(
    "forecast", cls=SectionCommand, short_help="Tell what passes its limit when, and how sure that is."
)
@series_options
@option("What", "--host", is_flag=True, help="Forecast this host too, beside servers and files.")
@option(
    "What",
    "--kept",
    is_flag=True,
    help="What the store keeps, as `nightly` took it in; nobody is asked.",
)
@option(
    "What",
    "--series",
    "name",
    metavar="TEXT",
    default="",
    help="Tell all about the series whose name holds this.",
)
@option(
    "How",
    "--history",
    type=click.IntRange(14, 364),
    default=84,
    show_default=True,
    metavar="DAYS",
    help="So far back.",
)
@option(
    "How",
    "--horizon",
    callback=horizon_of,
    default="90",
    show_default=True,
    metavar="DAYS",
    help="So far ahead; hours as 48h, up to 168h: then the next hours of all series are told too.",
)
@option("Result", "--html", metavar="FILE", default="", help="Also write all as one HTML file.")
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
@option(
    "Result",
    "--fail-within",
    type=click.IntRange(1, 364),
    default=None,
    metavar="DAYS",
    help="Leave with 1 when something is beyond its limit, or is told to pass it within so many days, be it by an hour of "
    "those that are told: from now on, or from where a file ends that ended more than a week ago.",
)
@format_option
@points_option
@record_options
@talk_options
def command(
    asked: ForecastAsked,
    kept: bool,
    host: bool,
    name: str,
    history: int,
    horizon: Horizon,
    html: str,
    no_ledger: bool,
    most: int,
    fail_within: int | None,
    points: str,
    form: str,
) -> int:
    """Forecast what metrics servers have, or the series of FILEs (CSV, Parquet): when a limit is passed, and how sure that is.

    Of a repository it tells where its code and its tests go. Without any of these the servers of the operator's file are asked;
    where there are none, this host is forecast by what `mainstay collect` has kept of it for two weeks or more. A date is told
    where it is more likely than not that the limit is passed within the horizon; else the chance. Where nothing grows it says
    so.

    What is foretold enters the ledger of the store; `mainstay ledger` tells how right it was.
    """
    session = current()
    if kept and (asked.files or asked.servers or host or asked.repositories):
        raise UsageError(
            "what is kept is forecast alone",
            where="--kept",
            mend="leave out --prometheus, --host, --repository and files, or --kept",
        )
    if kept and horizon.hours:
        raise UsageError(
            "of what is kept days are told, not hours",
            where="--horizon",
            mend="give days, or leave out --kept so that the servers are asked",
        )
    asked = replace(
        asked,
        history=history,
        horizon=horizon.days,
        hours=horizon.hours,
        ledger=not no_ledger,
        host=host,
        points=points,
        named=name,
    )
    page = page_target(html, asked.files)
    if kept:
        found = session.doors.kept_forecasts(session.server_file, session.place, asked)
    else:
        with progress(session) as waiting:
            found = session.doors.forecast(session.server_file, session.place, asked, waiting)
    chosen = [one for one in found.forecasts if name.lower() in one.signal.what.lower()] if name else []
    if name and not chosen:
        raise UsageError(
            "no series is named so", where=f"--series {name}", mend="leave it out to see their names"
        )
    if form == JSON:
        write_result(render(found))
    elif chosen:
        write_result(
            "\n\n".join(forecast_page(one, look(), found.at).rstrip("\n") for one in chosen[:most]) + "\n"
        )
    else:
        write_result(forecast_list(found, look(), most))
    if page is not None:
        write_page(session, page, found)
    tell_notices(session, found.notices)
    if fail_within:
        session.say(due_words(found.forecasts, fail_within, found.at))
    if not name and found.forecasts:
        series = shlex.quote(visible(found.forecasts[0].signal.what))
        session.say(f"Next: mainstay forecast ... --series {series} tells all about one")
    return ExitCode.FINDINGS if fail_within and due(found.forecasts, fail_within) else ExitCode.DONE


def tell_notices(session: Session, notices: Iterable[Notice]) -> None:
    """Tell what could not be read, or was passed over, and what to do about it."""
    for one in notices:
        mend = f"\n mend: {visible(one.mend, 300)}" if one.mend else ""
        session.say(f"{'limit' if one.weight is Weight.LIMIT else 'note'}: {visible(one.text, 500)}{mend}")
