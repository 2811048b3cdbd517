"""The options that say which store and which operator's file a command works with."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from mainstay.cli.sections import option
from mainstay.cli.session import Session

if TYPE_CHECKING:
    from mainstay.cli.record_doors import RecordDoors
    from mainstay.cli.run_doors import RunDoors

_Command = TypeVar("_Command", bound=Callable[..., Any])


def server_file_option(command: _Command) -> _Command:
    """Give a command the option that names the operator's file."""
    return _named(
        command,
        "--server-file",
        "server_file",
        "PATH",
        "MAINSTAY_SERVER_FILE",
        "The operator's file; else what MAINSTAY_SERVER_FILE says, else mainstay-server.yaml in the user's settings "
        "(~/.config/mainstay), else in /etc/mainstay.",
    )


def record_options(command: _Command) -> _Command:
    """Give a command the options that name the store and the operator's file."""
    return _named(
        server_file_option(command),
        "--store",
        "place",
        "URL",
        "MAINSTAY_STORE",
        "Where decisions are kept: a path, sqlite:///PATH, or postgresql://USER@HOST/DATABASE; else what "
        "MAINSTAY_STORE says, else the operator's file, else a file in the folder of this user's state.",
    )


def _named(command: _Command, flag: str, name: str, metavar: str, variable: str, text: str) -> _Command:
    return option(
        "Store",
        flag,
        name,
        metavar=metavar,
        envvar=variable,
        default="",
        expose_value=False,
        callback=_remember,
        help=text,
    )(command)


def records(session: Session) -> "RecordDoors":
    """Give what works on the store that the options name; what of the rules cannot be read is told when the command ends."""
    doors = session.doors.records(session.server_file, session.place)

    def warn() -> None:
        for failure in doors.unread():
            session.say(f"warning: {failure.what}\n mend: {failure.mend}")

    click.get_current_context().call_on_close(warn)
    return doors


def runs(session: Session) -> "RunDoors":
    """Give what carries plans out on the store that the options name; see `records`."""
    return session.doors.runs(session.server_file, session.place)


def _remember(context: click.Context, parameter: click.Parameter, value: str) -> None:
    session = context.find_object(Session)
    if session is not None and value and parameter.name:
        setattr(session, parameter.name, value)
