"""`mainstay forecast`: what passes its limit when, and how sure that is."""

import math
from collections.abc import Iterable

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.collect import points_option
from mainstay.cli.forecast_pages import page_target, write_page
from mainstay.cli.horizon import Horizon, horizon_of
from mainstay.cli.record_options import record_options
from mainstay.cli.repository_options import absolute, repository_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.forecast import Forecast, Verdict
from mainstay.domain.forecast_asked import ForecastAsked, GivenLimit
from mainstay.domain.notice import Notice, Weight
from mainstay.domain.signal import Side
from mainstay.present.forecast_json import render
from mainstay.present.text.forecasts import forecast_list, forecast_page
from mainstay.present.visible import visible

_DUE = {Verdict.CROSSED, Verdict.CROSSES}


@click.command(
    "forecast", cls=SectionCommand, short_help="Tell what passes its limit when, and how sure that is."
)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False))
@option(
    "What",
    "--prometheus",
    "servers",
    multiple=True,
    metavar="URL",
    help="A server that answers as Prometheus does; what of it nears a limit is found by itself. May be given again.",
)
@option("What", "--host", is_flag=True, help="Forecast this host too, beside servers and files.")
@option(
    "What",
    "--kept",
    is_flag=True,
    help="What the store keeps, as `nightly` took it in; nobody is asked.",
)
@option(
    "What",
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME>N",
    help="The limit of a series of the files or of this host: trouble is above N (NAME>N) or below it (NAME<N); NAME is a "
    "glob, without it all series are meant. N% is so much of the series' own limit. The first that fits counts.",
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
@repository_options
@option(
    "How", "--subject", metavar="NAME", default="", help="What the files are about; else their own names."
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
    help="Leave with 1 when something is beyond its limit, or is told to pass it within so many days.",
)
@format_option
@points_option
@record_options
@talk_options
def command(
    files: tuple[str, ...],
    servers: tuple[str, ...],
    kept: bool,
    host: bool,
    limits: tuple[str, ...],
    name: str,
    history: int,
    horizon: Horizon,
    repositories: tuple[str, ...],
    junit: tuple[str, ...],
    subject: str,
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
    if kept and (files or servers or host or repositories):
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
    asked = ForecastAsked(
        servers,
        files,
        tuple(map(given_limit, limits)),
        history,
        horizon.days,
        subject,
        not no_ledger,
        host,
        points,
        name,
        repositories,
        absolute(junit),
        horizon.hours,
    )
    page = page_target(html)
    forecast = session.doors.kept_forecasts if kept else session.doors.forecast
    found = forecast(session.server_file, session.place, asked)
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
    if not name and found.forecasts:
        session.say(
            f"Next: mainstay forecast ... --series {found.forecasts[0].signal.what!r} tells all about one"
        )
    return (
        ExitCode.FINDINGS
        if fail_within and any(_is_due(one, fail_within) for one in found.forecasts)
        else ExitCode.DONE
    )


def _is_due(one: Forecast, days: int) -> bool:
    return one.verdict in _DUE and (not one.at or one.at <= one.made_at + days * 86_400)


def tell_notices(session: Session, notices: Iterable[Notice]) -> None:
    """Tell what could not be read, or was passed over, and what to do about it."""
    for one in notices:
        mend = f"\n mend: {visible(one.mend, 300)}" if one.mend else ""
        session.say(f"{'limit' if one.weight is Weight.LIMIT else 'note'}: {visible(one.text, 500)}{mend}")


def given_limit(text: str) -> GivenLimit:
    """Read a limit as it is given on the command line. Raises UsageError for what is none."""
    for sign, side in ((">", Side.ABOVE), ("<", Side.BELOW)):
        name, found, value = text.rpartition(sign)
        if not found:
            continue
        if name.rstrip().endswith((">", "<")):
            break
        is_share = value.rstrip().endswith("%") and side is Side.ABOVE
        try:
            number = float(value.rstrip().removesuffix("%") if is_share else value) / (100 if is_share else 1)
        except ValueError:
            break
        if math.isfinite(number) and (number > 0 or not is_share):
            return GivenLimit(name.strip() or "*", side, number, is_share)
    raise UsageError(
        "a limit cannot be used", where=f"--limit {text}", mend="write it as NAME>500 or NAME<0.1, in quotes"
    )
