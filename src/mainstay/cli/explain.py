"""`mainstay explain`: what a finding, a part of the score or a notice means."""

import os
import sys

import click

from mainstay.cli import exit_codes
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.terminal import width_of
from mainstay.config.nearest import nearest
from mainstay.config.schema import BY_KEY
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.topic import Topic
from mainstay.present.topics import as_list, as_text
from mainstay.present.visible import visible


def all_topics(session: Session) -> tuple[Topic, ...]:
    """Give every topic, those of a group together, the program's own last."""
    topics = (*session.doors.topics(), exit_codes.topic())
    groups = list(dict.fromkeys(topic.group for topic in topics))
    return tuple(sorted(topics, key=lambda topic: groups.index(topic.group)))


def _codes(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    session = context.find_object(Session)
    return [topic.code for topic in all_topics(session) if topic.code.startswith(begun)] if session else []


@click.command(
    "explain", cls=SectionCommand, short_help="Tell what a finding, a part of the score or a notice means."
)
@click.argument("code", required=False, shell_complete=_codes)
@talk_options
def command(code: str | None) -> int:
    """Tell what CODE means, how it is worked out and where that comes from; without CODE list all."""
    session = current()
    topics = all_topics(session)
    width = width_of(sys.stdout, sys.stderr, os.environ)
    if code is None:
        write_result(as_list(topics, width))
        session.say("Next: mainstay explain CODE")
        return ExitCode.DONE
    by_code = {topic.code: topic for topic in topics}
    code = code if code in by_code else code.lower()
    if code not in by_code:
        raise UsageError(
            f"there is nothing to explain called {visible(code, 80)}", mend=_hint(code, list(by_code))
        )
    write_result(as_text(by_code[code], width))
    return ExitCode.DONE


def _hint(code: str, known: list[str]) -> str:
    if code in BY_KEY:
        return f"that is a setting: mainstay config explain {code}"
    likely = nearest(code, known)
    return f"mainstay explain {likely}" if likely else "mainstay explain lists all"
