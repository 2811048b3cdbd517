"""`mainstay tick`: what time alone does, for a timer to run."""

import click

from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.present.decision_words import SHORT
from mainstay.present.numbers import plural
from mainstay.present.visible import visible
from mainstay.present.window_words import announced_words


@click.command("tick", cls=SectionCommand, short_help="Let time pass: expire, wake, seal, send what waits.")
@record_options
@talk_options
def command() -> int:
    """Do what time alone does, once; let a timer run it each minute.

    Proposals expire and wake, approvals run out, gates with a rule for it pass by themselves, maintenance windows are
    announced, the trail is sealed and told to the outside, and messages that wait are sent. Leaves with exit code 3 when some
    of it failed; it is tried again.
    """
    session = current()
    changed, announced, told, failures = records(session).tick()
    for proposal in changed:
        write_result(f"{proposal.id[:SHORT]} is {proposal.state} now: {visible(proposal.plan.title, 200)}\n")
    for view in announced:
        write_result(f"{announced_words(view)}\n")
    if told.sent or told.later or told.dead:
        write_result(
            f"{plural(told.sent, 'message')} sent, {told.later} tried again later, {told.dead} given up\n"
        )
    if not (changed or announced or told.sent or told.later or told.dead or failures):
        session.say("Nothing was due, and the trail is sealed.")
    if told.dead:
        session.say("Next: mainstay messages")
    for failure in failures:
        session.say(
            f"failed: {visible(failure.what, 300)} ({visible(failure.where.replace(chr(10), ', '), 300)}); "
            f"{visible(failure.mend, 300)}"
        )
    return ExitCode.FAILED if failures else ExitCode.DONE
