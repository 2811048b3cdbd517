"""`mainstay show`: all about one proposal."""

import click

from mainstay.cli.answers import JSON, exit_code, look, result_options
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import ProposalView
from mainstay.flows.looking import find, shown
from mainstay.present.decision_words import SHORT
from mainstay.present.proposal_json import render
from mainstay.present.text.proposal import shown as as_text


@click.command("show", cls=SectionCommand, short_help="Tell all about one proposal.")
@click.argument("proposal", metavar="ID")
@result_options
@record_options
@talk_options
def command(proposal: str, form: str, detailed: bool) -> int:
    """Tell all about the proposal ID (a unique beginning is enough).

    What would be done step by step and how each is taken back, why, what speaks for it, which gates are passed by whom and
    what is missing, when it may be applied, what was decided so far, and what its revisions changed.
    """
    session = current()
    with records(session).office() as office:
        view = shown(office, find(office, proposal))
    write_result(render(view) if form == JSON else as_text(view, look()))
    _suggest(session, view)
    return exit_code(view.proposal.state, detailed=detailed)


def _suggest(session: Session, view: ProposalView) -> None:
    one = view.proposal
    if view.override is not None and view.override.person != view.person:
        session.say(f"Next: mainstay review {one.id[:SHORT]} --reason TEXT")
    elif one.waits_for_you:
        session.say(
            f"Next: mainstay approve {one.id[:SHORT]} --content {one.content}, or reject --reason TEXT"
        )
    elif one.state is State.WAITING:
        session.say("Next: mainstay proposals --waiting-for-me")
