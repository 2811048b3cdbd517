"""A person's choice about one content of one proposal: found, named, asked for where they sit there, made, answered."""

import re
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from mainstay.cli.answers import answer, exit_code, look, suggest, tell_trouble
from mainstay.cli.moments import until as moment_of
from mainstay.cli.record_options import records
from mainstay.cli.sections import option
from mainstay.cli.session import Session, tell
from mainstay.domain.decision import Choice, Judgement
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.proposal import Proposal
from mainstay.domain.proposal_view import ProposalView
from mainstay.flows.deciding import Naming, choose
from mainstay.flows.looking import find, shown
from mainstay.flows.office import Office
from mainstay.present.decision_words import SHORT
from mainstay.present.text.proposal import asked
from mainstay.steps.approve.deciding import refuse_author

_VERBS = {
    Choice.APPROVE: ("Approve", "approved by you"),
    Choice.REJECT: ("Reject", "rejected"),
    Choice.SNOOZE: ("Snooze", "snoozed"),
    Choice.WITHDRAW: ("Withdraw", "withdrawn"),
    Choice.OVERRIDE: ("Break the gates for", "the gates were broken by you"),
    Choice.REVIEW: ("Review", "reviewed"),
}
_Command = TypeVar("_Command", bound=Callable[..., Any])
_WHOLE = re.compile(r"[0-9a-f]{64}")
_LONGEST_QUESTION = 200
# What lets something be done must name what it lets be done; the others only stop it.
_NAMES_A_CONTENT = {Choice.APPROVE, Choice.OVERRIDE}


def content_option(heading: str, about: str, without: str) -> Callable[[_Command], _Command]:
    """Give a command the option that names a content; `about` says which one, `without` what holds where it is not given."""
    return option(
        heading,
        "--content",
        metavar="HASH",
        default="",
        help=f"The content {about}, by its whole hash of 64 digits, as `mainstay show` tells it; {without}",
    )


def make_choice(
    session: Session,
    beginning: str,
    choice: Choice,
    *,
    content: str = "",
    reason: str = "",
    until: str = "",
    judgement: Judgement = Judgement.NONE,
    form: str = "text",
    detailed: bool = False,
) -> ExitCode:
    """Let the person who runs this choose, and answer; give the exit code.

    Raises UsageError where the choice may not be made, or where it names no content and nobody can be asked.
    """
    with records(session).office() as office:
        proposal = find(office, beginning)
        if choice in _NAMES_A_CONTENT:
            # It is refused again where it is kept; here before anybody is asked for a content.
            refuse_author(proposal, office.who, choice)
        whole = _whole_content(office, proposal, content, choice)
        if choice in _NAMES_A_CONTENT and not content and not _agreed(session, office, proposal, choice):
            session.say("Nothing was decided.")
            return ExitCode.DONE
        end = moment_of(until, office.clock.now())
        naming = Naming(proposal.id, whole, " ".join(reason.split()), end, judgement)
        done = choose(office, naming, choice)
        view = shown(office, done.proposal)
    answer(session, view, _VERBS[choice][1], form)
    tell_trouble(session, done.trouble)
    if choice in _NAMES_A_CONTENT:
        suggest(session, view)
    return exit_code(view.proposal.state, detailed=detailed)


def named_content(proposal: str, content: str, given: str) -> str:
    """Give the hash that was given, where it is that of the `content` of a proposal (by its id).

    Raises UsageError when it is no whole hash, or another one's.
    A beginning names nothing: its author could make two plans whose hashes begin alike. Nor is the right hash told here,
    for it is to be taken from where the content was looked at.
    """
    lower = given.strip().lower()
    look_at_it = f"look at it, and take the hash from there: mainstay show {proposal[:SHORT]}"
    if not _WHOLE.fullmatch(lower):
        raise UsageError(
            "a content is named by its whole hash of 64 digits", where="--content", mend=look_at_it
        )
    if content != lower:
        raise UsageError("the proposal has another content now", where=proposal, mend=look_at_it)
    return lower


def _whole_content(office: Office, proposal: Proposal, given: str, choice: Choice) -> str:
    if choice is Choice.REVIEW:
        view = shown(office, proposal)
        # The override may be about a revision that was replaced since.
        broken = view.override.content if view.override is not None else proposal.content
        return named_content(proposal.id, broken, given) if given else broken
    return named_content(proposal.id, proposal.content, given) if given else proposal.content


def _agreed(session: Session, office: Office, proposal: Proposal, choice: Choice) -> bool:
    if session.no_input or not _somebody_sits_there():
        raise UsageError(
            "nobody can be asked, so the content must be named",
            where="--content",
            mend=f"look at it (mainstay show {proposal.id[:SHORT]}), then add --content and the hash that it tells",
        )
    view: ProposalView = shown(office, proposal)
    if view.proposal.content != proposal.content:
        raise UsageError("the proposal has just changed", where=proposal.id, mend="look at it again")
    told = asked(view, look())
    if told.count("\n") > _LONGEST_QUESTION:
        raise UsageError(
            f"this is more than is read at a question: {told.count(chr(10)):,} lines",
            where=proposal.id,
            mend=f"read it (mainstay show {proposal.id[:SHORT]}), then add --content and the hash that it tells",
        )
    tell(told)
    sys.stderr.write(f"{_VERBS[choice][0]} this content? Type y for yes: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _somebody_sits_there() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))
