"""`mainstay review`: say that an override was looked at."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice


@click.command("review", cls=SectionCommand, short_help="Review an override of somebody else.")
@click.argument("proposal", metavar="ID")
@content_option(
    "Decision", "whose gates were broken", "else the one of the override that waits for a review."
)
@option("Decision", "--reason", metavar="TEXT", required=True, help="Why; it is kept in the trail.")
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, reason: str, form: str, detailed: bool) -> int:
    """Say what came of looking at the override of the proposal ID, which somebody else did."""
    return make_choice(
        current(), proposal, Choice.REVIEW, content=content, reason=reason, form=form, detailed=detailed
    )
