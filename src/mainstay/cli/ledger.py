"""`mainstay ledger`: what changes were to bring, and what became of it."""

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.paging import page_options, tell_more
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.domain.promise import Outcome
from mainstay.flows.looking_at_promises import listed_promises
from mainstay.present.decision_words import SHORT
from mainstay.present.ledger_json import render
from mainstay.present.text.ledger import listed as as_text


@click.command(
    "ledger", cls=SectionCommand, short_help="Tell which promises of changes were kept, and what came back."
)
@option(
    "Which",
    "--outcome",
    "outcomes",
    type=click.Choice([outcome.value for outcome in Outcome]),
    multiple=True,
    help="Only those that ended so; may be given again for more.",
)
@page_options
@format_option
@record_options
@talk_options
def command(outcomes: tuple[str, ...], most: int, before: str, form: str) -> int:
    """List what changes were to bring, the newest first, and whether it was so when it was due, and lasted.

    A step of the kind `promise` says it in a plan. A worker looks; what was so and is so no more came back. No data is
    neither kept nor broken.
    """
    session = current()
    with records(session).office() as office:
        found = listed_promises(office, [Outcome(one) for one in outcomes], before, most)
    write_result(render(found) if form == JSON else as_text(found, look()))
    tell_more(session, found.next_before)
    if found.promises:
        session.say(f"Next: mainstay runs {found.promises[0].run[:SHORT]}")
    else:
        session.say("Next: mainstay runs")
    return ExitCode.DONE
