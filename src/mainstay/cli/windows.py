"""`mainstay windows`: what opens when, whether it was announced, and who signed it off."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mainstay.cli.answers import JSON, format_option, look, tell_trouble
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.domain.gate import Lack
from mainstay.domain.window_view import OccurrenceView
from mainstay.flows.office import Office
from mainstay.flows.windows import PutDown, call_window_off, coming, sign_window_off
from mainstay.present.text.windows import listed, put_down
from mainstay.present.window_json import render

_Command = TypeVar("_Command", bound=Callable[..., Any])
_OPENS = (
    "The one that opens at WHEN: 2026-12-24, or 2026-12-24T22:30 by the window's own clock; else the next."
)


@click.group(
    "windows",
    cls=SectionGroup,
    short_help="List what opens when, sign it off or call it off.",
    subcommand_metavar="[COMMAND ...]",
    invoke_without_command=True,
)
@option(
    "Which", "--days", type=click.IntRange(1, 366), default=30, show_default=True, help="So many days ahead."
)
@option("Which", "--window", "name", metavar="NAME", default="", help="Only this one.")
@format_option
@record_options
@talk_options
@click.pass_context
def command(context: click.Context, days: int, name: str, form: str) -> int:
    """List the times at which maintenance windows open, the next one first.

    Each with its length, whether it was announced in time, who signed it off or called it off, what is missing for which
    team, and the freezes that lie in it.
    """
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    session = current()
    with records(session).office() as office:
        found = coming(office, days, name)
    write_result(render(found) if form == JSON else listed(found, look()))
    unsigned = next((one for one in found.occurrences if _waits_for_people(one, found.at)), None)
    if unsigned is not None:
        session.say(f"Next: mainstay windows sign-off {unsigned.window} --opens {unsigned.opens[:16]}")
    return ExitCode.DONE


@command.command("sign-off", cls=SectionCommand, short_help="Agree that a window opens, once.")
@click.argument("name", metavar="NAME")
@option("Which", "--opens", metavar="WHEN", default="", help=_OPENS)
@option("Why", "--reason", metavar="TEXT", default="", help="Why; it is kept in the trail, and told.")
@format_option
@record_options
@talk_options
def sign_off(name: str, opens: str, reason: str, form: str) -> int:
    """Agree as the user who runs this that the window NAME opens, once, for the teams in which you hold a role that may.

    It counts while you hold that role, and never for what you proposed yourself.
    """
    return _put_down(
        sign_window_off, name, opens, reason, form, ("signed off by you", "signed off by you before")
    )


@command.command("call-off", cls=SectionCommand, short_help="Let a window not open, once, with a reason.")
@click.argument("name", metavar="NAME")
@option("Which", "--opens", metavar="WHEN", default="", help=_OPENS)
@option("Why", "--reason", metavar="TEXT", required=True, help="Why; it is kept in the trail, and told.")
@format_option
@record_options
@talk_options
def call_off(name: str, opens: str, reason: str, form: str) -> int:
    """Let the window NAME not open, once, for the teams in which you may decide; it cannot be taken back."""
    return _put_down(
        call_window_off, name, opens, reason, form, ("called off by you", "called off by you before")
    )


def _put_down(
    act: Callable[[Office, str, str, str], PutDown],
    name: str,
    opens: str,
    reason: str,
    form: str,
    sentences: tuple[str, str],
) -> ExitCode:
    session = current()
    with records(session).office() as office:
        done = act(office, name, opens, " ".join(reason.split()))
    sentence = sentences[0] if done.new else sentences[1]
    if form == JSON:
        write_result(render(done.found))
    else:
        write_result(f"{sentence}\n" if session.quiet else put_down(done.found, sentence, look()))
    tell_trouble(session, done.trouble)
    return ExitCode.DONE


def _waits_for_people(view: OccurrenceView, now: int) -> bool:
    """Whether a sign-off is wanted, and may still be of use: what was announced too late does not open."""
    in_time = view.in_time or (not view.announced_at and now <= view.opens_at - view.wanted_before)
    return in_time and any(one.lack is Lack.SIGN_OFF for team in view.teams for one in team.missing)
