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


def _command(name: str, wanted: Wish, short_help: str, text: str) -> click.Command:
    @click.command(name, cls=SectionCommand, short_help=short_help, help=text)
    @click.argument("run", metavar="ID")
    @option("Why", "--reason", metavar="TEXT", default="", help="Why; it is kept in the trail.")
    @format_option
    @record_options
    @talk_options
    def made(run: str, reason: str, form: str) -> int:
        session = current()
        with runs(session).office() as office:
            steered = steer(office, find_run(office, run), wanted, " ".join(reason.split()))
            tell_trouble(session, steered.trouble)
            tell_run(session, office, steered.run.id, form)
        return ExitCode.DONE

    return made


pause = _command(
    "pause",
    Wish.PAUSE,
    "Let a run stop before its next step.",
    "Let the run ID stop before its next step, and wait until it is resumed or cancelled. What is under way is done "
    "to its end.",
)
resume = _command("resume", Wish.NONE, "Let a paused run go on.", "Let the paused run ID go on.")
cancel = _command(
    "cancel",
    Wish.CANCEL,
    "End a run before its next step.",
    "End the run ID before its next step. What it did stays as it is: `mainstay undo` takes it back.",
)
