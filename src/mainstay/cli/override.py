"""`mainstay override`: break the gates once, in an emergency."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice


@click.command("override", cls=SectionCommand, short_help="Break a proposal's gates once, in an emergency.")
@click.argument("proposal", metavar="ID")
@content_option("Decision", "that it is about", "needed where nobody can be asked.")
@option("Decision", "--reason", metavar="TEXT", required=True, help="Why; it is kept in the trail.")
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, reason: str, form: str, detailed: bool) -> int:
    """Break the gates of the proposal ID (a unique beginning is enough) once, by name and for a reason.

    Who may stands in the operator's file under override, and for how long it holds. It shows in `mainstay proposals` until
    somebody else has reviewed it.
    """
    return make_choice(
        current(), proposal, Choice.OVERRIDE, content=content, reason=reason, form=form, detailed=detailed
    )
