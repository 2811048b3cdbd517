"""`mainstay store`: back up, restore, migrate and check where decisions are kept."""

import shlex

import click

from mainstay.cli.record_options import record_options
from mainstay.cli.sections import SectionCommand, SectionGroup
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode
from mainstay.present.numbers import plural
from mainstay.present.text.store_report import backed_up, looked_over, migrated, restored
from mainstay.present.visible import visible


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
@record_options
@talk_options
def backup(file: str) -> int:
    """Write one state of the whole store to the new file FILE, while others go on working.

    The file can be restored into SQLite and PostgreSQL alike. It holds all that was decided and why: keep it as you keep
    the store.
    """
    session = current()
    write_result(backed_up(session.doors.back_up_store(session.server_file, session.place, file)))
    session.say(f"Next: try it now and then: mainstay store restore {_word(file)} --store /tmp/trial.sqlite")
    return ExitCode.DONE


@command.command("restore", cls=SectionCommand, short_help="Put a backup into an empty store.")
@click.argument("file")
@record_options
@talk_options
def restore(file: str) -> int:
    """Put the backup FILE into the store, which must be empty; all of it, or nothing when something is wrong with it."""
    session = current()
    write_result(restored(session.doors.restore_store(session.server_file, session.place, file)))
    session.say(f"Next: mainstay store check{_named(session)}")
    return ExitCode.DONE


@command.command("migrate", cls=SectionCommand, short_help="Bring it to the form that this version works on.")
@record_options
@talk_options
def migrate() -> int:
    """Bring the store to the form that this version of Mainstay works on, in one transaction. Older versions refuse it then.

    Back it up first: there is no way back but the backup.
    """
    session = current()
    write_result(migrated(session.doors.migrate_store(session.server_file, session.place)))
    session.say(f"Next: mainstay store check{_named(session)}")
    return ExitCode.DONE


@command.command("check", cls=SectionCommand, short_help="Look whether all in it is whole and fits together.")
@record_options
@talk_options
def check() -> int:
    """Look whether the store is whole: its file, the hash of every plan, decisions, states, the outbox, the trail.

    Leaves with exit code 3 when something is wrong.
    """
    session = current()
    found = session.doors.check_store(session.server_file, session.place)
    write_result(looked_over(found))
    if found.wrong:
        session.say(f"{plural(len(found.wrong) + found.more, 'thing')} wrong: restore a backup, or report it")
        return ExitCode.FAILED
    return ExitCode.DONE


def _named(session: Session) -> str:
    """Give the option that names the same store again; not an address, which may hold a password."""
    return f" --store {_word(session.place)}" if session.place and "://" not in session.place else ""


def _word(text: str) -> str:
    return shlex.quote(visible(text, 300))
