"""The options that name repositories to be forecast, and the results of their test runs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from mainstay.cli.sections import option

_Command = TypeVar("_Command", bound=Callable[..., Any])


def repository_options(command: _Command) -> _Command:
    """Give a command the options that name repositories."""
    command = option(
        "What",
        "--junit",
        "junit",
        multiple=True,
        metavar="PATH",
        help="Results of test runs of the repository, a file or a folder (JUnit XML), for how flaky they are; else those in "
        "well-known places. May be given again.",
    )(command)
    return option(
        "What",
        "--repository",
        "repositories",
        multiple=True,
        metavar="PATH",
        type=click.Path(exists=True, file_okay=False),
        help="A repository, for where its code goes: complexity, health, staleness, files near their limit, flaky test runs. "
        "May be given again.",
    )(command)


def absolute(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Give paths as they are meant from here, wherever they are read from."""
    return tuple(str(Path(path).absolute()) for path in paths)
