"""`mainstay withdraw`: take a proposal back."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice


@click.command("withdraw", cls=SectionCommand, short_help="Take a proposal back.")
@click.argument("proposal", metavar="ID")
@content_option("Decision", "that it is about", "else the one that it has now.")
@option(
    "Decision",
    "--reason",
    metavar="TEXT",
    default="not needed any more",
    show_default=True,
    help="Why; it is kept in the trail.",
)
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, reason: str, form: str, detailed: bool) -> int:
    """Take the proposal ID (a unique beginning is enough) back: its author may, and everybody of the team who may decide."""
    return make_choice(
        current(), proposal, Choice.WITHDRAW, content=content, reason=reason, form=form, detailed=detailed
    )
