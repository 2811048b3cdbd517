"""`mainstay pause`, `resume` and `cancel`: what a person wants of a run at its next boundary."""

import click

from mainstay.cli.answers import format_option, tell_trouble
from mainstay.cli.following import tell_run
from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.errors import ExitCode
from mainstay.domain.run import Wish
from mainstay.flows.applying import steer
from mainstay.flows.finding_runs import find_run


def steering_command(name: str, wanted: Wish, short_help: str, text: str) -> click.Command:
    """Make the command that lets a run be wished something of."""

    @click.command(name, cls=SectionCommand, short_help=short_help, help=text)
    @click.argument("run", metavar="ID")
    @option("Why", "--reason", metavar="TEXT", default="", help="Why; it is kept in the trail.")
    @format_option
    @record_options
    @talk_options
    def made(run: str, reason: str, form: str) -> int:
        session = current()
        doors = runs(session)
        with doors.office() as office:
            steered = steer(
                office, find_run(office, run, of_proposals=True), wanted, " ".join(reason.split())
            )
            tell_trouble(session, steered.trouble)
            tell_run(session, doors, office, steered.run.id, form, with_journal=False)
        return ExitCode.DONE

    return made
