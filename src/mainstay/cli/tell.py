"""`mainstay answer`: tell a run what only a person can know."""

import click

from mainstay.cli.answers import format_option, tell_trouble
from mainstay.cli.following import tell_run
from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.errors import ExitCode
from mainstay.domain.run import Answer
from mainstay.flows.applying import tell
from mainstay.flows.finding_runs import find_run


@click.command("answer", cls=SectionCommand, short_help="Tell a run what only a person can know.")
@click.argument("run", metavar="ID")
@click.argument("said", metavar="ANSWER", type=click.Choice([one.value for one in Answer]))
@option("Why", "--reason", metavar="TEXT", default="", help="What shows it; it is kept in the trail.")
@format_option
@record_options
@talk_options
def command(run: str, said: str, reason: str, form: str) -> int:
    """Tell the run ID, which waits for a person, what it asks: whether a step is done or not-done, to keep or to roll-back.

    A step by hand, a step of which nobody knows how it ended, and a watch that stays open ask so.
    """
    session = current()
    doors = runs(session)
    with doors.shop() as shop:
        office = shop.office
        told = tell(
            office,
            find_run(office, run, of_proposals=True),
            Answer(said),
            " ".join(reason.split()),
            shop.looking,
        )
        tell_trouble(session, told.trouble)
        tell_run(session, doors, office, told.run.id, form, with_journal=False)
    return ExitCode.DONE
