"""`mainstay show`: all about one proposal."""

import click

from mainstay.cli.answers import JSON, exit_code, look, result_options, suggest
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.flows.looking import find, shown
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
    suggest(session, view)
    return exit_code(view.proposal.state, detailed=detailed)
