"""The options that say how a result is told and where it is written, by the heading that they stand under."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from mainstay.cli.delivery import STANDARD_OUTPUT
from mainstay.cli.sections import option

RESULT = "Result"
"""The heading of these options."""
_Command = TypeVar("_Command", bound=Callable[..., Any])


def result_options(
    formats: Iterable[str], of: str, *, top: click.IntRange, rows: int, about_top: str
) -> Callable[[_Command], _Command]:
    """Give a command `--format` (one of `formats`), `--output` and `--top`, of which `rows` is the default.

    `of` names in the help what is told, such as "result"; `about_top` says there what the rows are.
    """
    told = (
        option(
            RESULT,
            "--format",
            "form",
            type=click.Choice(list(formats)),
            help=f"Format of the {of}; without it the suffix of the file to write says, else it is text.",
        ),
        option(
            RESULT,
            "-o",
            "--output",
            default=STANDARD_OUTPUT,
            metavar="FILE",
            help=f"Write the {of} to a file instead of standard output (-).",
        ),
        option(RESULT, "--top", type=top, default=rows, show_default=True, metavar="N", help=about_top),
    )

    def with_all(command: _Command) -> _Command:
        for decorate in reversed(told):
            command = decorate(command)
        return command

    return with_all
