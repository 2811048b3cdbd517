"""`mainstay runs`: what is being carried out, and what became of it."""

import click

from mainstay.analysis.runs.views import run_view
from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.following import exit_code, follow, tell_run
from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.domain.run import RunState
from mainstay.flows.applying import listed, looked_at
from mainstay.flows.finding_runs import find_run
from mainstay.present.decision_words import SHORT
from mainstay.present.run_json import render_list
from mainstay.present.text.runs import listed as as_text


@click.command("runs", cls=SectionCommand, short_help="List what is carried out, and tell all about one run.")
@click.argument("run", metavar="[ID]", default="")
@option(
    "Which",
    "--state",
    "states",
    type=click.Choice([state.value for state in RunState]),
    multiple=True,
    help="Only those that stand so; may be given again for more.",
)
@option(
    "Which", "--most", type=click.IntRange(1, 1_000), default=50, show_default=True, help="So many of them."
)
@option(
    "Which", "--before", metavar="ID", default="", help="Go on behind this whole id, as the page before says."
)
@option(
    "How", "--follow", "following", is_flag=True, help="Tell what the run ID does until it ends or waits."
)
@format_option
@record_options
@talk_options
def command(run: str, states: tuple[str, ...], most: int, before: str, following: bool, form: str) -> int:
    """List the runs that you may see, the newest first, or tell all about the run ID (or the last one of a proposal).

    With an ID it leaves with 0 when the run is done, 3 when it failed, 4 when it goes on or waits.
    """
    session = current()
    doors = runs(session)
    with doors.office() as office:
        if run:
            name = find_run(office, run, of_proposals=True)
            if following:
                return follow(session, doors, office, looked_at(office, name).run, form, here=False)
            tell_run(session, office, name, form)
            return exit_code(looked_at(office, name).run)
        found = listed(office, [RunState(state) for state in states], before, most)
        now = office.clock.now()
        views = [run_view(one.run, one.plan, one.entries, now) for one in found]
        write_result(render_list(views) if form == JSON else as_text(views, look()))
        if len(found) == most:
            session.say(f"There are more: --before {found[-1].run.id}")
        if found:
            session.say(f"Next: mainstay runs {found[0].run.id[:SHORT]}")
        else:
            session.say("Next: mainstay apply PROPOSAL")
    return ExitCode.DONE
