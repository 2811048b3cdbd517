"""One run of the program: how talkative it is, and the doors to what it can do."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from mainstay.cli import interrupt
from mainstay.cli.sections import option
from mainstay.cli.streams import abandon
from mainstay.cli.table import WIRING, load
from mainstay.present.log_commands import inert

if TYPE_CHECKING:
    from mainstay.cli.doors import Doors

_Command = TypeVar("_Command", bound=Callable[..., Any])
TALK = "Talk"


@dataclass
class Session:
    """What the options common to all commands say; results go to standard output, talk to standard error."""

    given_doors: "Doors | None" = None
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    no_input: bool = False
    server_file: str = ""
    place: str = ""

    @cached_property
    def doors(self) -> "Doors":
        """The program behind the commands, loaded when the first one asks for it.

        From then on work may have begun that Ctrl-C must not cut off.
        """
        doors = self.given_doors if self.given_doors is not None else cast("Doors", load(WIRING))
        interrupt.unwind()
        return doors

    def say(self, text: str) -> None:
        """Tell a person something that is no result; not with `--quiet`."""
        if not self.quiet:
            tell(text)


def tell(text: str) -> None:
    """Write a line to standard error; where that is closed or full there is nobody to tell."""
    # Python gives None for a closed stream, and `print` would then write to standard output.
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(inert(text) + "\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        abandon(2)


def current() -> Session:
    """Give the session of the command that is running."""
    session = click.get_current_context().find_object(Session)
    if session is None:
        raise LookupError("no session")
    return session


def _remember(context: click.Context, option: click.Parameter, value: bool) -> None:
    session = context.find_object(Session)
    if session is not None and value and option.name:
        setattr(session, option.name, True)


def talk_options(command: _Command) -> _Command:
    """Give a command the options that all have."""
    for flags, text in (
        (("--debug",), "Show where an error comes from."),
        (("--no-input",), "Never ask anything, also where a person sits at a terminal."),
        (("-v", "--verbose"), "Tell more."),
        (("-q", "--quiet"), "Tell the result alone, as short as it can be told."),
    ):
        command = option(
            TALK,
            *flags,
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=_remember,
            help=text,
        )(command)
    return command
