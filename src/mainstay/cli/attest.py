"""`mainstay attest`: state what was tried and how it came out."""

import hashlib
from pathlib import Path

import click

from mainstay.cli.answers import answer, exit_code, result_options, tell_trouble
from mainstay.cli.choosing import content_option, named_content
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.domain.errors import UsageError
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.flows.deciding import attest_outcome
from mainstay.flows.looking import find, shown
from mainstay.present.visible import visible


@click.command(
    "attest", cls=SectionCommand, short_help="State what was tried for a proposal, and how it came out."
)
@click.argument("proposal", metavar="ID")
@option(
    "Evidence",
    "--kind",
    required=True,
    metavar="NAME",
    help="What was tried, as gates name it: full-test-suite.",
)
@option(
    "Evidence",
    "--outcome",
    required=True,
    type=click.Choice([one.value for one in Outcome]),
    help="How it came out; what could not be told is never passed.",
)
@option("Evidence", "--detail", metavar="TEXT", default="", help="One sentence: 412 passed, 3 skipped.")
@option("Evidence", "--digest-of", metavar="FILE", default="", help="A report whose SHA-256 is kept.")
@content_option("Evidence", "that was tried", "else the one that it has now.")
@result_options
@record_options
@talk_options
def command(
    proposal: str,
    kind: str,
    outcome: str,
    detail: str,
    digest_of: str,
    content: str,
    form: str,
    detailed: bool,
) -> int:
    """State in your name what was tried for the proposal ID (a unique beginning is enough), and how it came out.

    A later statement of the same kind stands in for an earlier one; what fails later takes an approval back.
    """
    session = current()
    digest = _digest(digest_of) if digest_of else ""
    with records(session).office() as office:
        found = find(office, proposal)
        whole = named_content(found.id, found.content, content) if content else found.content
        statement = Evidence(whole, kind.strip(), Outcome(outcome), "", 0, " ".join(detail.split()), digest)
        done = attest_outcome(office, found.id, [statement])
        view = shown(office, done.proposal)
    answer(session, view, f"stated: {kind} {outcome}", form)
    tell_trouble(session, done.trouble)
    return exit_code(view.proposal.state, detailed=detailed)


def _digest(file: str) -> str:
    try:
        with Path(file).open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise UsageError(
            f"the report cannot be read: {reason}", where=visible(file, 300), mend="name a file that is there"
        ) from None
