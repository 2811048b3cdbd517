"""`mainstay explain`: each step of one finding, or what a finding, a part of the score or a notice means."""

import os
import re
import sys
from collections.abc import Mapping
from typing import Any

import click

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.analysis.naming import Named, named, names_a_finding
from mainstay.analysis.nearest import nearest
from mainstay.cli import exit_codes
from mainstay.cli.check_flags import asked, look_options
from mainstay.cli.formats import detail_of
from mainstay.cli.looking import look_for, looked
from mainstay.cli.sections import SectionCommand
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.settings_flags import settings_options
from mainstay.cli.streams import write_result
from mainstay.cli.table import load
from mainstay.cli.terminal import width_of
from mainstay.cli.waiting import progress
from mainstay.config.schema import BY_KEY
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.external import CODE
from mainstay.domain.topic import Topic
from mainstay.plugins.description import topic_of
from mainstay.present.finding_words import place
from mainstay.present.topics import as_list, as_text
from mainstay.present.visible import visible

_STEP_BY_STEP = "mainstay.present.text.explained"
_MOST_NEAR = 8
_OF_A_PLUGIN = re.compile(r"[a-z][a-z0-9-]{0,39}/[a-z][a-z0-9-]{0,39}")


def all_topics(session: Session) -> tuple[Topic, ...]:
    """Give every topic, those of a group together, the program's own last."""
    topics = (*session.doors.topics(), exit_codes.topic())
    groups = list(dict.fromkeys(topic.group for topic in topics))
    return tuple(sorted(topics, key=lambda topic: groups.index(topic.group)))


def _codes(context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    session = context.find_object(Session)
    return [topic.code for topic in all_topics(session) if topic.code.startswith(begun)] if session else []


@click.command(
    "explain",
    cls=SectionCommand,
    short_help="Tell how a finding was priced, or what a code means.",
    epilog="A finding is named by its id of mainstay list or its beginning, or by its place: PATH:LINE, PATH:FUNCTION, "
    "CODE:PATH:LINE.",
)
@click.argument("what", required=False, metavar="[CODE|FINDING]", shell_complete=_codes)
@click.argument("path", default=".", type=str)
@look_options
@settings_options
@talk_options
def command(what: str | None, path: str, **given: Any) -> int:  # noqa: ANN401  # the options of every look
    """Tell what CODE means, or each step of how a FINDING of the repository at PATH was priced; without either list all codes.

    For a finding it looks as `mainstay list` does, and what that has worked out is not worked out again.
    """
    session = current()
    topics = all_topics(session)
    width = width_of(sys.stdout, sys.stderr, os.environ)
    if what is None:
        write_result(as_list(topics, width))
        session.say("Next: mainstay explain CODE")
        return ExitCode.DONE
    by_code = {topic.code: topic for topic in topics}
    # What other analysers find has a code of its own for each rule, and one page for all.
    code = (
        what
        if what in by_code
        else what.lower().partition(":")[0]
        if what.startswith(f"{CODE}:")
        else what.lower()
    )
    if code in by_code:
        write_result(as_text(by_code[code], width))
    elif topic := _of_plugin(session, what):
        write_result(as_text(topic, width))
    elif names_a_finding(what):
        write_result(_of_finding(session, what, path, given))
    else:
        raise UsageError(
            f"there is nothing to explain called {visible(what, 80)}", mend=_hint(code, list(by_code))
        )
    return ExitCode.DONE


def _of_plugin(session: Session, code: str) -> Topic | None:
    """Give what an installed plugin says of a code of its own, None where there is none such."""
    if not _OF_A_PLUGIN.fullmatch(code):
        return None
    found = session.doors.plugins(code.partition("/")[0]).plugins
    return next((topic for plugin in found if (topic := topic_of(code, plugin))), None)


def _of_finding(session: Session, what: str, path: str, given: Mapping[str, Any]) -> str:
    """Look, and explain the finding of that name. Raises UsageError where it is the name of none or of several."""
    options = asked(given)
    report, settings = looked(session, path, given, options)
    lists = [backlog_of(report, Wanted(suppressed=aside), *settings.rate) for aside in (False, True)]
    meant = named(what, [row for one in lists for row in one.rows])
    if len(meant.found) != 1:
        raise _unclear(what, meant)
    row = meant.found[0]
    with progress(session) as waiting:
        came = session.doors.arrival(path, row.finding, settings, options, waiting)
    told: str = load(_STEP_BY_STEP).render(
        row,
        lists[row.finding.suppressed is not None],
        report,
        came,
        look_for(to_file=False),
        detail=detail_of(session),
        next_command=f"mainstay explain {visible(row.finding.code, 40)}",
    )
    return told


def _unclear(what: str, meant: Named) -> UsageError:
    rows = meant.found or meant.near
    near = [f"{row.ident}  {row.finding.code}  {place(row.finding)}" for row in rows[:_MOST_NEAR]]
    more = [f"and {len(rows) - len(near)} more"] if len(rows) > len(near) else []
    lines = "\n".join(visible(line, 300) for line in (*near, *more))
    if meant.found:
        return UsageError(
            f"{visible(what, 80)} names {len(rows)} findings",
            where=lines,
            mend="mainstay explain ID, one of these",
        )
    return UsageError(
        f"there is no finding {visible(what, 80)}",
        where=lines,
        mend="one of these, as mainstay explain ID" if near else "mainstay list tells the id of each",
    )


def _hint(code: str, known: list[str]) -> str:
    if code in BY_KEY:
        return f"that is a setting: mainstay config explain {code}"
    likely = nearest(code, known)
    return f"mainstay explain {likely}" if likely else "mainstay explain lists all"
