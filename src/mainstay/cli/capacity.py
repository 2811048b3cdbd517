"""`mainstay capacity`: what resources will need, when to scale them, and which are larger than their use."""

import math
import re
from dataclasses import replace

import click

from mainstay import __version__
from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.forecast import tell_notices
from mainstay.cli.forecast_pages import page_target
from mainstay.cli.formats import HTML
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.series_options import series_options
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.waiting import progress
from mainstay.cli.writing import told_written
from mainstay.config.operator.spans import moment
from mainstay.domain.capacity import Pace, Planned, Scaling
from mainstay.domain.capacity_asked import CapacityAsked
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.present.capacity_json import render
from mainstay.present.html.capacity_page import render as page_of
from mainstay.present.text.capacity import capacity_list

_EVENT = re.compile(
    r"(?P<at>[^=]{10,40})=\+(?P<number>[0-9]{1,15}(?:\.[0-9]{1,9})?)(?P<share>%?)\Z", re.ASCII
)
_FILE = click.Path(exists=True, dir_okay=False)


@click.command(
    "capacity",
    cls=SectionCommand,
    short_help="Tell what must be scaled when and by how much, and which sizes are too large.",
)
@series_options
@option(
    "What",
    "--usage",
    multiple=True,
    metavar="FILE",
    type=_FILE,
    help="What containers are given and use (CSV: time,subject,resource,given,used). May be given again.",
)
@option(
    "What",
    "--prices",
    metavar="FILE",
    type=_FILE,
    default=None,
    help="What a unit costs a month (CSV: kind,unit,price,currency; or YAML).",
)
@option(
    "How",
    "--scenario",
    type=click.Choice([one.value for one in Pace]),
    default=Pace.AS_NOW.value,
    show_default=True,
    help="How growth goes on.",
)
@option(
    "How",
    "--event",
    "events",
    multiple=True,
    metavar="DATE=+N[%]",
    help="What will come: from DATE on so much more, or with % such a share of the level. May be given again.",
)
@option(
    "How",
    "--months",
    type=click.IntRange(1, 12),
    default=6,
    show_default=True,
    metavar="N",
    help="What is scaled is to last so long.",
)
@option(
    "How",
    "--head-room",
    type=click.IntRange(0, 90),
    default=20,
    show_default=True,
    metavar="PERCENT",
    help="So much of each limit is kept free.",
)
@option(
    "How",
    "--lead",
    type=click.IntRange(0, 365),
    default=14,
    show_default=True,
    metavar="DAYS",
    help="Scaling takes so long.",
)
@option(
    "How",
    "--no-ledger",
    is_flag=True,
    help="Neither enter advice in the ledger nor judge what was advised before.",
)
@option(
    "Result", "--html", metavar="FILE", default="", help="Also write the quarterly review as one HTML file."
)
@option(
    "Result",
    "--most",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="So many of each are told.",
)
@option(
    "Result",
    "--fail-within",
    type=click.IntRange(1, 365),
    default=None,
    metavar="DAYS",
    help="Leave with 1 when scaling something must begin within so many days.",
)
@format_option
@record_options
@talk_options
def command(
    asked: ForecastAsked,
    usage: tuple[str, ...],
    prices: str | None,
    scenario: str,
    events: tuple[str, ...],
    months: int,
    head_room: int,
    lead: int,
    no_ledger: bool,
    html: str,
    most: int,
    fail_within: int | None,
    form: str,
) -> int:
    """Tell what resources need in 3, 6 and 12 months, when they must be scaled and by how much, and which sizes do not fit.

    Series are those of `mainstay forecast`; the need is told at the middle and the upper end of the band. What containers are
    given and use comes from the same metrics servers, or from --usage. No size is advised below what a start takes or at
    which it was killed for want of memory, and none with less than 14 days. Advice enters the ledger.
    """
    session = current()
    page = page_target(html)
    terms = CapacityAsked(
        replace(asked, ledger=not no_ledger),
        usage,
        prices or "",
        Pace(scenario),
        tuple(map(given_event, events)),
        head_room / 100,
        lead,
        months,
    )
    with progress(session) as waiting:
        found = session.doors.capacity(session.server_file, session.place, terms, waiting)
    if page is not None:
        page.write(page_of(found, __version__))
        if page.is_file:
            told_written(session, page, HTML)
    write_result(render(found) if form == JSON else capacity_list(found, look(), most))
    tell_notices(session, found.notices)
    due = fail_within is not None and any(
        one.scaling is Scaling.NOW
        or (one.scaling is Scaling.DATED and one.begin <= found.at + fail_within * 86_400)
        for one in found.growth
    )
    return ExitCode.FINDINGS if due else ExitCode.DONE


def given_event(text: str) -> Planned:
    """Read what is planned as it is given on the command line. Raises UsageError for what is nothing of the kind."""
    found = _EVENT.match(text.strip())
    at = 0
    if found:
        try:
            at = moment(found["at"].strip())
        except ValueError:
            at = 0
    number = float(found["number"]) if found else 0.0
    if found is None or not at or not math.isfinite(number) or number <= 0:
        raise UsageError(
            "what is planned cannot be used",
            where=f"--event {text}",
            mend="write it as --event 2027-03-01=+20% or --event 2027-03-01=+5000000",
        )
    return Planned(at, number / 100 if found["share"] else 0.0, 0.0 if found["share"] else number)
