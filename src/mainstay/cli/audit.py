"""`mainstay audit`: whether the trail of what was decided and done is whole, and a copy that others can verify."""

from itertools import islice

import click

from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.audit import Defect
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.audit_words import checked_lines
from mainstay.present.visible import visible

_LINES = 1_000


@click.group(
    "audit",
    cls=SectionGroup,
    short_help="Verify, export and seal anew the trail of what was decided.",
    subcommand_metavar="COMMAND ...",
    epilog="Begin with: mainstay audit verify",
)
@talk_options
def command() -> None:
    """Look after the trail of what was decided and done: each row is sealed, and the last seal is told to the outside."""


@command.command("verify", cls=SectionCommand, short_help="Tell whether the trail is as it was sealed.")
@option(
    "Evidence",
    "--anchors",
    metavar="FILE",
    default="",
    help="The file that anchors were written to, as it is outside.",
)
@record_options
@talk_options
def verify(anchors: str) -> int:
    """Verify every seal of the trail, and hold it against what was told to the outside.

    Leaves with exit code 1 when something is wrong, 5 when no key that is here fits, so that nothing is proved.
    """
    session = current()
    checked = records(session).verify_audit(anchors)
    write_result("".join(f"{line}\n" for line in checked_lines(checked, with_anchors=bool(anchors))))
    if checked.sound:
        return ExitCode.DONE
    defects = {fault.defect for fault in checked.faults} - {Defect.UNSEALED}
    if defects == {Defect.KEY} and not (checked.mismatches or checked.more):
        session.say(
            "Bring the key back from its copy. Where there is none: mainstay audit rekey --reason TEXT"
        )
        return ExitCode.EVIDENCE
    return ExitCode.FINDINGS


@command.command("export", cls=SectionCommand, short_help="Write the trail for a verifier elsewhere.")
@record_options
@talk_options
def export() -> int:
    """Write the whole trail to standard output as JSON lines, closed with the key.

    The file verify_audit.py, a part of this program that needs nothing but Python, verifies it anywhere:
    python -I verify_audit.py EXPORT --key FILE --anchors FILE
    """
    lines = records(current()).export_audit()
    while portion := list(islice(lines, _LINES)):
        write_result("".join(portion))
    return ExitCode.DONE


@command.command(
    "rekey", cls=SectionCommand, short_help="Go on under a new key: the old one was lost, or is old."
)
@option("Why", "--reason", metavar="TEXT", default="", help="Why; it is kept in the trail.")
@record_options
@talk_options
def rekey(reason: str) -> int:
    """Let the chain go on under a new key; a row says so and names the last anchor.

    Without the old key the rows before are not proved any more; their last seal still is.
    """
    if not reason.strip():
        raise UsageError(
            "a key is not changed without a reason",
            where="--reason",
            mend='say why: --reason "the disk broke"',
        )
    session = current()
    link = records(session).rekey_audit(" ".join(reason.split()))
    witness, _, why = link.row.detail.partition("; ")
    vouched = f"; {visible(witness, 60)}" if link.row.content else ""
    write_result(
        f"from place {link.place} on the chain is sealed with a new key: {visible(why, 300)}{vouched}\n"
    )
    session.say("Rows before it verify as long as the old key is there.")
    session.say("Keep a copy of the new one where the store is not. Next: mainstay audit verify")
    return ExitCode.DONE
