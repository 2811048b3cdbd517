"""`mainstay approve`: say yes to exactly one content."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice


@click.command("approve", cls=SectionCommand, short_help="Approve one content of a proposal.")
@click.argument("proposal", metavar="ID")
@content_option("Decision", "that is approved", "needed where nobody can be asked.")
@option(
    "Decision",
    "--until",
    metavar="WHEN",
    default="",
    help="When the approval runs out: 3d, 2026-12-24; else never.",
)
@option("Decision", "--reason", metavar="TEXT", default="", help="Why; it is kept in the trail.")
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, until: str, reason: str, form: str, detailed: bool) -> int:
    """Approve the proposal ID (a unique beginning is enough) as the user who runs this.

    An approval names exactly one content: at a terminal it is shown and asked for, elsewhere --content names it. When the
    plan changes, the approval counts for nothing. Nobody approves what they proposed themselves.
    """
    return make_choice(
        current(),
        proposal,
        Choice.APPROVE,
        content=content,
        reason=reason,
        until=until,
        form=form,
        detailed=detailed,
    )
