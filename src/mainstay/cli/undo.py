"""`mainstay undo`: take back what a run did."""

import click

from mainstay.cli.answers import format_option, tell_trouble
from mainstay.cli.following import follow, tell_run
from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.errors import ExitCode
from mainstay.flows.applying import undo, undoing
from mainstay.flows.finding_runs import find_run
from mainstay.present.decision_words import SHORT


@click.command("undo", cls=SectionCommand, short_help="Take back what a run did.")
@click.argument("run", metavar="ID")
@option("What", "--partly", is_flag=True, help="Take back what has a way back, though other steps have none.")
@option("How", "--detach", is_flag=True, help="Leave it to a worker, and do not wait for it.")
@format_option
@record_options
@talk_options
def command(run: str, partly: bool, detach: bool, form: str) -> int:
    """Take back what the run ID did, or the last run of the proposal ID: by a run of its own, the last step first."""
    session = current()
    doors = runs(session)
    with doors.shop() as shop:
        office = shop.office
        name = find_run(office, run, of_proposals=True)
        going = undoing(office, name)
        if going is None:
            started = undo(office, name, shop.looking, partly=partly)
            tell_trouble(session, started.trouble)
            session.say(f"Run {started.run.id[:SHORT]} takes {name[:SHORT]} back")
        else:
            session.say(f"Run {going.id[:SHORT]} goes on with taking {name[:SHORT]} back")
        back = going.id if going is not None else started.run.id
        if detach:
            tell_run(session, doors, office, back, form, with_journal=False)
            return ExitCode.DONE
        return follow(session, doors, office, back, form, here=True)
