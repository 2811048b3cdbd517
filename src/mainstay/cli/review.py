"""`mainstay review`: say that an override was looked at."""

import click

from mainstay.cli.answers import result_options
from mainstay.cli.choosing import content_option, make_choice
from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.decision import Choice, Judgement


@click.command("review", cls=SectionCommand, short_help="Review an override of somebody else.")
@click.argument("proposal", metavar="ID")
@content_option(
    "Decision", "whose gates were broken", "else the one of the override that waits for a review."
)
@option("Decision", "--reason", metavar="TEXT", required=True, help="Why; it is kept in the trail.")
@option(
    "Decision",
    "--outcome",
    type=click.Choice([Judgement.JUSTIFIED.value, Judgement.UNJUSTIFIED.value]),
    default=Judgement.JUSTIFIED.value,
    show_default=True,
    help="Whether it was right to break the gates; it is kept in the trail and told.",
)
@result_options
@record_options
@talk_options
def command(proposal: str, content: str, reason: str, outcome: str, form: str, detailed: bool) -> int:
    """Say what came of looking at the override of the proposal ID.

    By somebody who neither did it nor proposed what it is about, and who is a lead, sre, manager, technical-director, security
    or cab of the team, or may break gates themselves.
    """
    return make_choice(
        current(),
        proposal,
        Choice.REVIEW,
        content=content,
        reason=reason,
        judgement=Judgement(outcome),
        form=form,
        detailed=detailed,
    )
