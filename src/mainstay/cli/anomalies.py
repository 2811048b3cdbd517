"""`mainstay anomalies`: what was unusual of late, and what was done nearest to it."""

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.collect import points_option
from mainstay.cli.forecast import tell_notices
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.series_options import given_limit
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.config.operator.spans import seconds
from mainstay.domain.anomalies_asked import AnomaliesAsked
from mainstay.domain.anomaly import AnomalyKind
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.anomaly_json import render
from mainstay.present.text.anomalies import anomaly_list
from mainstay.present.visible import visible

_ANY = "any"
_LEAST, _MOST = 60, 84 * 86_400


@click.command(
    "anomalies",
    cls=SectionCommand,
    short_help="Tell what was unusual of late, and what was done nearest to it.",
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
@option("What", "--host", is_flag=True, help="Look at this host too, beside servers and files.")
@option(
    "What",
    "--kept",
    is_flag=True,
    help="The daily levels that the store keeps, as `nightly` took them in; nobody is asked.",
)
@option(
    "What",
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME>N",
    help="The limit of a series of the files or of this host, as for `mainstay forecast`: what goes towards it is told first.",
)
@option(
    "How",
    "--since",
    metavar="SPAN",
    default="",
    help="So far back anomalies are told: 90m, 24h, 7d; by default 24h, of what is kept 28d. From 7d on also steps and bends "
    "of the daily level.",
)
@option(
    "How",
    "--history",
    type=click.IntRange(2, 84),
    default=None,
    metavar="DAYS",
    help="So much past is read to know what is usual: by default 21 days, of what is kept 84.",
)
@option(
    "How",
    "--step",
    type=click.IntRange(15, 3_600),
    default=300,
    show_default=True,
    metavar="SECONDS",
    help="A server is asked for a point each so many seconds.",
)
@option(
    "How", "--subject", metavar="NAME", default="", help="What the files are about; else their own names."
)
@option(
    "How",
    "--no-ledger",
    is_flag=True,
    help="Neither enter in the ledger what is told, nor go by it, nor judge what was told before.",
)
@option(
    "Result",
    "--most",
    type=click.IntRange(1, 10_000),
    default=10,
    show_default=True,
    help="So many are told.",
)
@option(
    "Result",
    "--fail-on",
    multiple=True,
    type=click.Choice([_ANY, *(kind.value for kind in AnomalyKind)]),
    help="Leave with 1 when there is an anomaly of this kind. May be given again.",
)
@format_option
@points_option
@record_options
@talk_options
def command(
    files: tuple[str, ...],
    servers: tuple[str, ...],
    host: bool,
    kept: bool,
    limits: tuple[str, ...],
    since: str,
    history: int | None,
    step: int,
    subject: str,
    no_ledger: bool,
    most: int,
    fail_on: tuple[str, ...],
    points: str,
    form: str,
) -> int:
    """Tell what was unusual in the last day in what metrics servers have, or in the series of FILEs (CSV, Parquet).

    A point is held against what the series was at this time of the day and of the week before, and against how far it went
    from that ever before: a series that jumps each day is not told by it. Without servers, files and --host the servers of
    the operator's file are asked; where there are none, this host is looked at by what `mainstay collect` has kept of it.

    What is told enters the ledger of the store, and after a week it is judged whether that helped. A kind of anomalies that
    seldom helped is only counted.
    """
    session = current()
    if kept and (files or servers or host):
        raise UsageError(
            "what is kept is looked at alone",
            where="--kept",
            mend="leave out --prometheus, --host and files, or --kept",
        )
    asked = AnomaliesAsked(
        servers,
        files,
        tuple(map(given_limit, limits)),
        _span(since or ("28d" if kept else "24h")),
        history or (84 if kept else 21),
        step,
        subject,
        not no_ledger,
        host,
        points,
        kept,
    )
    found = session.doors.anomalies(session.server_file, session.place, asked)
    write_result(render(found) if form == JSON else anomaly_list(found, look(), most))
    tell_notices(session, found.notices)
    due = set(fail_on)
    failed = any(one.kind.value in due or _ANY in due for one in found.anomalies)
    return ExitCode.FINDINGS if failed else ExitCode.DONE


def _span(text: str) -> int:
    try:
        found = seconds(text)
    except ValueError:
        found = 0
    if not _LEAST <= found <= _MOST:
        raise UsageError(
            f"{visible(text, 60)} is no time to look back",
            where="--since",
            mend="write it as 90m, 24h or 7d; twelve weeks at the most",
        )
    return found
