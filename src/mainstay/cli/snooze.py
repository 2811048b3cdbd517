"""`mainstay snooze`: let a proposal wait until later."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice


@click.command("snooze", cls=SectionCommand, short_help="Let a proposal wait until later.")
@click.argument("proposal", metavar="ID")
@content_option("Decision", "that it is about", "else the one that it has now.")
@option("Decision", "--until", metavar="WHEN", required=True, help="When it waits again: 3d, 2026-12-24.")
@option(
    "Decision",
    "--reason",
    metavar="TEXT",
    default="not now",
    show_default=True,
    help="Why; it is kept in the trail.",
)
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, until: str, reason: str, form: str, detailed: bool) -> int:
    """Put the proposal ID (a unique beginning is enough) aside until a moment, from which on it waits again."""
    return make_choice(
        current(),
        proposal,
        Choice.SNOOZE,
        content=content,
        until=until,
        reason=reason,
        form=form,
        detailed=detailed,
    )
