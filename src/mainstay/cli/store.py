"""`mainstay store`: back up, restore, migrate and check where decisions are kept."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.present.numbers import plural
from mainstay.present.text.store_report import backed_up, looked_over, migrated, restored

_Command = TypeVar("_Command", bound=Callable[..., Any])


def store_option(command: _Command) -> _Command:
    """Give a command the option that names the store."""
    return option(
        "Store",
        "--store",
        "place",
        metavar="URL",
        envvar="MAINSTAY_STORE",
        default="",
        help="Where decisions are kept: a path, sqlite:///PATH, or postgresql://USER@HOST/DATABASE; else what "
        "MAINSTAY_STORE says, else a file in the folder of this user's state.",
    )(command)


@click.group(
    "store",
    cls=SectionGroup,
    short_help="Back up, restore, migrate and check where decisions are kept.",
    subcommand_metavar="COMMAND ...",
    epilog="Begin with: mainstay store check",
)
@talk_options
def command() -> None:
    """Look after the store, where proposals, decisions and the audit trail are kept.

    It is one SQLite file, or a PostgreSQL database, for which Mainstay is installed as mainstay[postgres].
    """


@command.command("backup", cls=SectionCommand, short_help="Write all of it to one new file.")
@click.argument("file")
@store_option
@talk_options
def backup(file: str, place: str) -> int:
    """Write one state of the whole store to the new file FILE, while others go on working.

    The file can be restored into SQLite and PostgreSQL alike. It holds all that was decided and why: keep it as you keep
    the store.
    """
    session = current()
    write_result(backed_up(session.doors.back_up_store(place, file)))
    session.say(f"Next: try it now and then: mainstay store restore {file} --store /tmp/trial.sqlite")
    return ExitCode.DONE


@command.command("restore", cls=SectionCommand, short_help="Put a backup into an empty store.")
@click.argument("file")
@store_option
@talk_options
def restore(file: str, place: str) -> int:
    """Put the backup FILE into the store, which must be empty; all of it, or nothing when something is wrong with it."""
    session = current()
    write_result(restored(session.doors.restore_store(place, file)))
    session.say("Next: mainstay store check")
    return ExitCode.DONE


@command.command("migrate", cls=SectionCommand, short_help="Bring it to the form that this version works on.")
@store_option
@talk_options
def migrate(place: str) -> int:
    """Bring the store to the form that this version of Mainstay works on, in one transaction. Older versions refuse it then.

    Back it up first: there is no way back but the backup.
    """
    session = current()
    write_result(migrated(session.doors.migrate_store(place)))
    session.say("Next: mainstay store check")
    return ExitCode.DONE


@command.command("check", cls=SectionCommand, short_help="Look whether all in it is whole and fits together.")
@store_option
@talk_options
def check(place: str) -> int:
    """Look whether the store is whole: its file, the hash of every plan, decisions, states, the outbox, the trail.

    Leaves with exit code 3 when something is wrong.
    """
    session = current()
    found = session.doors.check_store(place)
    write_result(looked_over(found))
    if found.wrong:
        session.say(f"{plural(len(found.wrong) + found.more, 'thing')} wrong: restore a backup, or report it")
        return ExitCode.FAILED
    return ExitCode.DONE
