"""`mainstay proposals`: what was proposed, and what waits for whom."""

import click

from mainstay.cli.answers import JSON, look, result_options
from mainstay.cli.paging import page_options, tell_more
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import ProposalList
from mainstay.flows.looking import Wish, listed
from mainstay.present.decision_words import SHORT
from mainstay.present.proposal_json import render
from mainstay.present.text.proposals import listed as as_text


@click.command("proposals", cls=SectionCommand, short_help="List what was proposed, and what waits for whom.")
@option(
    "Which",
    "--state",
    "states",
    type=click.Choice([state.value for state in State]),
    multiple=True,
    help="Only those that stand so; may be given again for more.",
)
@option("Which", "--team", metavar="NAME", default="", help="Only those of this team.")
@option("Which", "--mine", is_flag=True, help="Only those that you proposed.")
@option("Which", "--waiting-for-me", is_flag=True, help="Only those that your approval would bring on.")
@page_options
@result_options
@record_options
@talk_options
def command(
    states: tuple[str, ...],
    team: str,
    mine: bool,
    waiting_for_me: bool,
    most: int,
    before: str,
    form: str,
    detailed: bool,
) -> int:
    """List proposals that you may see, the newest first, below the overrides that nobody has reviewed yet.

    Other teams' proposals are not shown. (`mainstay list` lists technical debt.)
    """
    session = current()
    chosen = frozenset(map(State, states)) or (frozenset({State.WAITING}) if waiting_for_me else frozenset())
    with records(session).office() as office:
        found = listed(office, Wish(chosen, team, mine, waiting_for_me, before, most))
    write_result(render(found) if form == JSON else as_text(found, look()))
    _suggest(session, found)
    waiting = any(one.state is State.WAITING for one in found.proposals)
    return ExitCode.WAITING if detailed and waiting else ExitCode.DONE


def _suggest(session: Session, found: ProposalList) -> None:
    tell_more(session, found.next_before)
    if found.proposals:
        for_you = next((one for one in found.proposals if one.waits_for_you), found.proposals[0])
        session.say(f"Next: mainstay show {for_you.id[:SHORT]}")
    else:
        session.say("Next: mainstay submit PLAN")
