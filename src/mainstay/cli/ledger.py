"""`mainstay ledger`: how right forecasts were, and what changes were to bring and brought."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.forecast import tell_notices
from mainstay.cli.paging import page_options, tell_more
from mainstay.cli.record_doors import RecordDoors
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.series_options import series_options
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.waiting import progress
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.forecast_asked import ForecastAsked
from mainstay.domain.promise import Outcome
from mainstay.flows.looking_at_forecasts import predictions, seen_by
from mainstay.flows.looking_at_ledger import ledger
from mainstay.flows.looking_at_promises import any_promised
from mainstay.flows.office import Office
from mainstay.ports.store import Store
from mainstay.present.decision_words import SHORT
from mainstay.present.ledger_json import render
from mainstay.present.replay_json import render as render_replay
from mainstay.present.text.ledger import listed as as_text
from mainstay.present.text.predictions import listed as predictions_as_text
from mainstay.present.text.replay import replayed

_LEARNT = 84
"""Days before the first Monday of a replay from which it learns."""
_WEEK = 7


@click.group(
    "ledger",
    cls=SectionGroup,
    short_help="Tell how right forecasts were, and which promises of changes were kept.",
    subcommand_metavar="[COMMAND ...]",
    invoke_without_command=True,
)
@option(
    "Which",
    "--outcome",
    "outcomes",
    type=click.Choice([outcome.value for outcome in Outcome]),
    multiple=True,
    help="Of promises only those that ended so; may be given again for more.",
)
@page_options
@format_option
@record_options
@talk_options
@click.pass_context
def command(context: click.Context, outcomes: tuple[str, ...], most: int, before: str, form: str) -> int:
    """Tell by class how right forecasts were, and list what changes were to bring, the newest first.

    Forecasts enter when they are told and are judged when they are due; those of a class that was wrong too often are told no
    more. What a replay would have told stands apart. A step of the kind `promise` says in a plan what a change is to bring; a
    worker looks, and what was so and is so no more came back. No data is neither right nor wrong.
    """
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    session = current()
    with _opened(session, wanted=bool(outcomes or before)) as (store, office, now):
        found = ledger(store, office, now, [Outcome(one) for one in outcomes], before, most)
    write_result(render(found) if form == JSON else as_text(found, look()))
    tell_notices(session, found.notices)
    tell_more(session, found.next_before)
    if found.promises:
        session.say(f"Next: mainstay runs {found.promises[0].run[:SHORT]}")
    elif found.classes:
        session.say("Next: mainstay ledger predictions")
    else:
        session.say("Next: mainstay ledger replay --prometheus URL")
    return ExitCode.DONE


@command.command("predictions", cls=SectionCommand, short_help="List what was foretold, and what came.")
@option("Which", "--class", "sort", metavar="NAME", default="", help="Only of this class: disk, latency.")
@page_options
@format_option
@record_options
@talk_options
def _predictions(sort: str, most: int, before: str, form: str) -> int:
    """List what was foretold of series, the newest first: a level some weeks ahead, the chance of passing a limit, a date.

    Beside each stands what came, or when it is due. Where the operator's file names people, each sees their teams' subjects.
    """
    session = current()
    doors = records(session)
    with ExitStack() as stack:
        try:
            office = stack.enter_context(doors.office())
        except UsageError:
            # Where nobody is named all is everybody's who has the store; else who is not named sees nothing.
            if _names_people(doors):
                raise
            store = stack.enter_context(doors.store(make=False))
            found = predictions(store, doors.now(), sort, before, most)
        else:
            found = predictions(office.store, doors.now(), sort, before, most, seen_by(office))
    write_result(
        render(found) if form == JSON else predictions_as_text(found, look(), chosen=bool(sort or before))
    )
    tell_notices(session, found.notices)
    tell_more(session, found.next_before)
    session.say("Next: mainstay ledger")
    return ExitCode.DONE


@command.command(
    "replay",
    cls=SectionCommand,
    short_help="Tell what would have been foretold each Monday, and how right it was.",
)
@series_options
@option(
    "How",
    "--weeks",
    type=click.IntRange(1, 104),
    default=52,
    show_default=True,
    help="So many Mondays back.",
)
@option("How", "--no-keep", is_flag=True, help="Only look: the next forecasts do not go by it.")
@format_option
@record_options
@talk_options
def _replay(asked: ForecastAsked, weeks: int, no_keep: bool, form: str) -> int:
    """Tell what would have been foretold each Monday of the past from what was known then, and how right that would have been.

    It is kept apart from what was really told, and the bands of the next forecasts go by it until enough of those came due.
    Without a server, a file and a repository the servers of the operator's file are asked.
    """
    session = current()
    asked = replace(asked, history=weeks * _WEEK + _LEARNT, ledger=not no_keep)
    with progress(session) as waiting:
        found, notices = session.doors.replay(session.server_file, session.place, asked, weeks, waiting)
    write_result(render_replay(found) if form == JSON else replayed(found, look()))
    tell_notices(session, notices)
    session.say("Next: mainstay ledger")
    return ExitCode.DONE


def _names_people(doors: RecordDoors) -> bool:
    try:
        return bool(doors.policy().directory.people)
    except UsageError:
        return False


@contextmanager
def _opened(session: Session, *, wanted: bool) -> Iterator[tuple[Store, Office | None, int]]:
    """Open the store, with the office of whoever asks where they are known, and tell the time.

    Promises have teams that may see them; whoever nobody knows sees how right forecasts were. Raises UsageError where promises
    are `wanted`.
    """
    doors = records(session)
    with ExitStack() as stack:
        try:
            office = stack.enter_context(doors.office())
        except UsageError as failure:
            if wanted:
                raise
            store = stack.enter_context(doors.store(make=False))
            if any_promised(store):
                session.say(f"note: no promises are shown: {failure.what}")
            yield store, None, doors.now()
        else:
            yield office.store, office, doors.now()
