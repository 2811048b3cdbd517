"""`mainstay reject`: say no to a content, for a reason."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice


@click.command("reject", cls=SectionCommand, short_help="Reject a proposal, with a reason.")
@click.argument("proposal", metavar="ID")
@content_option("Decision", "that it is about", "else the one that it has now.")
@option("Decision", "--reason", metavar="TEXT", required=True, help="Why; it is kept in the trail.")
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, reason: str, form: str, detailed: bool) -> int:
    """Reject the proposal ID (a unique beginning is enough). The same content cannot be submitted again; a changed plan can."""
    return make_choice(
        current(), proposal, Choice.REJECT, content=content, reason=reason, form=form, detailed=detailed
    )
