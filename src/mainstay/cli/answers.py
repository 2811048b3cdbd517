"""How commands about proposals answer: the whole proposal as JSON or a few lines, what failed beside it, and the exit code."""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from mainstay.cli.sections import option
from mainstay.cli.session import Session
from mainstay.cli.streams import write_result
from mainstay.cli.terminal import look_of
from mainstay.domain.errors import ExitCode, MainstayError
from mainstay.domain.proposal import State
from mainstay.domain.proposal_view import ProposalView
from mainstay.present.decision_words import SHORT
from mainstay.present.proposal_json import render
from mainstay.present.text.answer import answered
from mainstay.present.text.look import Look
from mainstay.present.visible import visible

_Command = TypeVar("_Command", bound=Callable[..., Any])
JSON = "json"
_HAS_RUN = {State.APPLYING, State.APPLIED, State.FAILED, State.UNDONE}


def result_options(command: _Command) -> _Command:
    """Give a command the options that say how it answers."""
    return format_option(
        option(
            "Result",
            "--detailed-exit-code",
            "detailed",
            is_flag=True,
            help="Leave with exit code 4 when something waits for approval afterwards.",
        )(command)
    )


def format_option(command: _Command) -> _Command:
    """Give a command the option that says whether it answers in text or as JSON."""
    return option(
        "Result",
        "--format",
        "form",
        type=click.Choice(["text", JSON]),
        default="text",
        show_default=True,
        help="Format of the result.",
    )(command)


def answer(session: Session, view: ProposalView, sentence: str, form: str) -> None:
    """Write what came of it: `sentence` and what follows from it, or as JSON all about the proposal."""
    if form == JSON:
        write_result(render(view))
    elif session.quiet:
        write_result(f"{view.proposal.id} {view.proposal.state}\n")
    else:
        write_result(answered(view, sentence, look()))


def suggest(session: Session, view: ProposalView) -> None:
    """Tell what to call next about a proposal."""
    one, name = view.proposal, view.proposal.id[:SHORT]
    if view.override is not None and view.override.person != view.person:
        session.say(f"Next: mainstay review {name} --reason TEXT")
    elif one.waits_for_you:
        session.say(f"Next: mainstay approve {name} --content {one.content}, or reject --reason TEXT")
    elif one.state is State.WAITING:
        session.say("Next: mainstay proposals --waiting-for-me")
    elif one.state is State.APPROVED:
        session.say(f"Next: mainstay apply {name} --dry-run, then mainstay apply {name}")
    elif one.state in _HAS_RUN:
        session.say(f"Next: mainstay runs {name}")


def tell_trouble(session: Session, trouble: Iterable[MainstayError]) -> None:
    """Tell what failed although the decision is kept."""
    for failure in trouble:
        where = f" ({visible(failure.where, 300)})" if failure.where else ""
        mend = f"; {visible(failure.mend, 300)}" if failure.mend else ""
        session.say(f"note: it is kept, but {visible(failure.what, 300)}{where}{mend}")


def exit_code(state: State, *, detailed: bool) -> ExitCode:
    """Give 4 where it was asked for and something waits, else 0."""
    return ExitCode.WAITING if detailed and state is State.WAITING else ExitCode.DONE


def look() -> Look:
    """Give the look of standard output."""
    return look_of(sys.stdout, sys.stderr, os.environ)
