"""The edge of the program: every way in which a command can end becomes calm lines and an exit code, in this one place."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from mainstay.cli import interrupt, streams
from mainstay.cli.commands import mainstay
from mainstay.cli.session import Session, tell
from mainstay.cli.table import load
from mainstay.cli.usage import as_usage_error
from mainstay.domain.errors import ExitCode, MainstayError
from mainstay.present.visible import visible

if TYPE_CHECKING:
    from mainstay.cli.doors import Doors

NAME = "mainstay"
COMPLETE = "_MAINSTAY_COMPLETE"
_LONGEST = 400


def run(arguments: Sequence[str], doors: "Doors | None" = None) -> int:
    """Run a command and give the exit code; whatever goes wrong has been told by then."""
    try:
        code = _run(arguments, doors)
        interrupt.leave_silently()
    except KeyboardInterrupt as interrupted:
        streams.abandon()
        word, code = interrupt.ending(interrupted)
        tell(word)
    return code


def _run(arguments: Sequence[str], doors: "Doors | None") -> int:
    streams.prepare()
    session = Session(doors)
    if instruction := os.environ.get(COMPLETE):
        complete = load("click.shell_completion").shell_complete
        return int(complete(mainstay, {"obj": session}, NAME, COMPLETE, instruction))
    try:
        code = _invoke(arguments, session)
        if sys.stdout is not None:
            sys.stdout.flush()
    except streams.ReaderGone:
        streams.abandon()
        return ExitCode.DONE
    except MainstayError as error:
        interrupt.insist()
        streams.abandon()
        _tell(error.what, error.where, error.mend)
        _trace(session)
        return error.exit_code
    except MemoryError:
        interrupt.insist()
        streams.abandon()
        _tell(
            "memory ran out",
            "this machine",
            "free some memory, or raise the limits of this shell (ulimit -a)",
        )
        _trace(session)
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001  # the process's edge: a person must never meet a traceback unasked
        interrupt.insist()
        streams.abandon()
        _tell(
            f"something went wrong inside mainstay: {type(error).__name__}: {error}",
            "",
            "run it again with --debug and report what it prints",
        )
        _trace(session)
        return ExitCode.FAILED
    return code


def _invoke(arguments: Sequence[str], session: Session) -> int:
    try:
        with mainstay.make_context(NAME, list(arguments), obj=session) as context:
            return int(mainstay.invoke(context) or ExitCode.DONE)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        raise as_usage_error(error) from error


def _tell(what: str, where: str, mend: str) -> None:
    """Tell what happened, where, and how to mend it; each of many places on a line of its own."""
    for name, text in (("error", what), ("where", where), ("mend", mend)):
        for number, line in enumerate(text.split("\n") if text else ()):
            tell(f"{f'{name}:' if not number else '':>6} {visible(line, _LONGEST)}")


def _trace(session: Session) -> None:
    if session.debug:
        tell("".join(visible(line, _LONGEST) + "\n" for line in traceback.format_exc().split("\n")).rstrip())
