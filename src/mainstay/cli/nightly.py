"""`mainstay nightly`: take in what metrics servers have new, and forecast all series that the store keeps."""

import click

from mainstay.cli.answers import JSON, format_option
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.computing import Computing, ExecutorKind
from mainstay.domain.errors import ExitCode
from mainstay.domain.notice import Weight
from mainstay.present.night_json import render
from mainstay.present.text.night import night_told
from mainstay.present.visible import visible


@click.command(
    "nightly",
    cls=SectionCommand,
    short_help="Take in what metrics servers have new, and forecast all of it.",
)
@option(
    "How",
    "--executor",
    type=click.Choice([kind.value for kind in ExecutorKind]),
    default=ExecutorKind.AUTO.value,
    help="What forecasts; else what the operator's file says, else threads for two workers and processes for more.",
)
@option(
    "How",
    "--workers",
    type=click.IntRange(0, 64),
    default=0,
    metavar="N",
    help="How many forecast at once; else one for each core, four at the most, or the whole cluster.",
)
@option(
    "How",
    "--scheduler",
    metavar="ADDRESS",
    default="",
    help="The scheduler of a cluster of dask.distributed: tls://HOST:PORT, or tcp://127.0.0.1:PORT on this machine.",
)
@format_option
@record_options
@talk_options
def command(executor: str, workers: int, scheduler: str, form: str) -> int:
    """Take in what is new on the metrics servers of the operator's file, and forecast all series that the store keeps.

    A worker does it once a night (forecasts.at in the operator's file); without one a timer may. The first time the last twelve
    weeks of each series are read, later what came since. It may be ended and begun again at any moment: what was taken in
    stays. Forecasts are the same wherever they are computed. Leaves with 5 where a server, or some of its series, could not be
    read; all others were.
    """
    session = current()
    night = session.doors.nightly(
        session.server_file, session.place, Computing(ExecutorKind(executor), workers, scheduler)
    )
    write_result(render(night) if form == JSON else night_told(night))
    for one in night.notices:
        mend = f"\n mend: {visible(one.mend, 300)}" if one.mend else ""
        session.say(f"{'limit' if one.weight is Weight.LIMIT else 'note'}: {visible(one.text, 500)}{mend}")
    session.say("Next: mainstay forecast --kept")
    unread = any(one.failure or one.unread for one in night.sources)
    return ExitCode.EVIDENCE if unread else ExitCode.DONE
