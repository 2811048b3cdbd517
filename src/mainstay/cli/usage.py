"""Mistakes on the command line, told as all errors are: what, where, how to mend."""

import re

import click

from mainstay.analysis.nearest import nearest
from mainstay.domain.errors import MainstayError, RunFailed, UsageError
from mainstay.present.visible import visible

_QUOTED = re.compile(r"'([^']{1,60})'")


def as_usage_error(error: click.ClickException) -> MainstayError:
    """Turn click's complaint to ours, with the nearest name where a name was mistyped."""
    if isinstance(error, click.FileError):
        mend = "look whether it is there, and whether you may read or write it"
        return RunFailed(_clause(error.format_message()), where=error.ui_filename, mend=mend)
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "mainstay"
    mend = f"{command} --help"
    wrong = context.command if context else None
    if isinstance(error, click.NoSuchOption):
        known = [flag for parameter in (wrong.params if wrong else []) for flag in parameter.opts]
        likely = nearest(error.option_name, known)
        return UsageError(
            f"there is no option {visible(error.option_name, 80)}",
            where=command,
            mend=f"did you mean {likely}? {command} --help lists all" if likely else f"{mend} lists all",
        )
    return UsageError(
        _clause(error.format_message()), where=command, mend=_nearest_choice(error, f"see {mend}")
    )


def _nearest_choice(error: click.ClickException, else_: str) -> str:
    """Give what was probably meant where one of a few words is wanted; `else_` for all other mistakes."""
    parameter = error.param if isinstance(error, click.BadParameter) else None
    if parameter is None or not isinstance(parameter.type, click.Choice):
        return else_
    given = _QUOTED.match(getattr(error, "message", ""))
    likely = nearest(given[1], [str(one) for one in parameter.type.choices]) if given else None
    return f"did you mean {likely}?" if likely else else_


def no_such_command(name: str, context: click.Context, known: list[str]) -> UsageError:
    """Tell that there is no such command, and which was probably meant."""
    likely = nearest(name, known)
    path = context.command_path
    return UsageError(
        f"there is no command {visible(name, 80)}",
        where=path,
        mend=f"did you mean {path} {likely}?" if likely else f"{path} --help lists all",
    )


def _clause(message: str) -> str:
    line = " ".join(message.split()).rstrip(".")
    return line[:1].lower() + line[1:]
