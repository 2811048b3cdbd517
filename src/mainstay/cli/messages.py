"""`mainstay messages`: what could not be delivered, sent again or given up."""

import click

from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.audit_words import dead_lines
from mainstay.present.numbers import plural


@click.group(
    "messages",
    cls=SectionGroup,
    short_help="List messages that nobody took, send them again or drop them.",
    subcommand_metavar="[COMMAND ...]",
    invoke_without_command=True,
)
@record_options
@talk_options
@click.pass_context
def command(context: click.Context) -> int:
    """List the messages that were tried too often, the oldest first, each with what the last try met.

    Leaves with exit code 1 when there are any.
    """
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    session = current()
    messages, now = records(session).dead_messages()
    if not messages:
        write_result("Every message was delivered, or is still tried.\n")
        return ExitCode.DONE
    write_result("".join(f"{line}\n" for line in dead_lines(messages, now)))
    session.say("Next: mainstay messages send-again ID, or drop ID --reason TEXT")
    return ExitCode.FINDINGS


@command.command("send-again", cls=SectionCommand, short_help="Try messages again, from the first try on.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@record_options
@talk_options
def send_again(ids: tuple[str, ...]) -> int:
    """Let messages that were tried too often be sent again; nothing is done when one of the IDs is not listed."""
    records(current()).send_again(ids)
    write_result(f"due again: {plural(len(set(ids)), 'message')}\n")
    return ExitCode.DONE


@command.command("drop", cls=SectionCommand, short_help="Give messages up, for a reason.")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@option("Why", "--reason", metavar="TEXT", default="", help="Why; it is kept in the trail.")
@record_options
@talk_options
def drop(ids: tuple[str, ...], reason: str) -> int:
    """Give messages up that were tried too often; nothing is done when one of the IDs is not listed."""
    if not reason.strip():
        raise UsageError(
            "no message is dropped without a reason",
            where="--reason",
            mend='say why: --reason "told by phone"',
        )
    records(current()).drop_messages(ids, " ".join(reason.split()))
    write_result(f"dropped: {plural(len(set(ids)), 'message')}\n")
    return ExitCode.DONE
