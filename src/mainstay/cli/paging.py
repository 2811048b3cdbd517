"""Pages of a list: the options that choose one, and where the next one begins."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mainstay.cli.sections import option
from mainstay.cli.session import Session

_Command = TypeVar("_Command", bound=Callable[..., Any])


def page_options(command: _Command) -> _Command:
    """Give a command that lists the options `--most` and `--before`."""
    behind = option(
        "Which",
        "--before",
        metavar="ID",
        default="",
        help="Go on behind this whole id, as the page before says.",
    )
    many = option(
        "Which",
        "--most",
        type=click.IntRange(1, 1_000),
        default=50,
        show_default=True,
        help="So many of them.",
    )
    return many(behind(command))


def tell_more(session: Session, next_before: str) -> None:
    """Say how to go on, where there may be more."""
    if next_before:
        session.say(f"There are more: --before {next_before}")
