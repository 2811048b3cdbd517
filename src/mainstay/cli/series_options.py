"""The options that say which series are meant, of servers, files and repositories, and which limits they are given."""

import math
from collections.abc import Callable
from functools import wraps
from pathlib import Path

import click

from mainstay.cli.sections import option
from mainstay.domain.errors import UsageError
from mainstay.domain.forecast_asked import ForecastAsked, GivenLimit
from mainstay.domain.signal import Side

_OPTIONS: tuple[Callable[[Callable[..., int]], Callable[..., int]], ...] = (
    click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(exists=True, dir_okay=False)),
    option(
        "What",
        "--prometheus",
        "servers",
        multiple=True,
        metavar="URL",
        help="A server that answers as Prometheus does; what of it nears a limit is found by itself. May be given again.",
    ),
    option(
        "What",
        "--repository",
        "repositories",
        multiple=True,
        metavar="PATH",
        type=click.Path(exists=True, file_okay=False),
        help="A repository, for where its code goes: complexity, health, staleness, files near their limit, flaky test runs. "
        "May be given again.",
    ),
    option(
        "What",
        "--junit",
        "junit",
        multiple=True,
        metavar="PATH",
        help="Results of test runs of the repository, a file or a folder (JUnit XML), for how flaky they are; else those in "
        "well-known places. May be given again.",
    ),
    option(
        "What",
        "--limit",
        "limits",
        multiple=True,
        metavar="NAME>N",
        help="The limit of a series: trouble is above N (NAME>N) or below it (NAME<N); NAME is a glob, without it all series "
        "are meant. N% is so much of the series' own limit. It stands before any other limit; the first that fits counts.",
    ),
    option(
        "How", "--subject", metavar="NAME", default="", help="What the files are about; else their own names."
    ),
)


def series_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the files and options that name series; all of them reach it as one `asked`."""

    @wraps(command)
    def reading(
        files: tuple[str, ...],
        servers: tuple[str, ...],
        repositories: tuple[str, ...],
        junit: tuple[str, ...],
        limits: tuple[str, ...],
        subject: str,
        **others: object,
    ) -> int:
        asked = ForecastAsked(
            servers,
            files,
            tuple(map(given_limit, limits)),
            subject=subject,
            repositories=repositories,
            # As they are meant from here, wherever they are read from.
            junit=tuple(str(Path(path).absolute()) for path in junit),
        )
        return command(asked=asked, **others)

    given: Callable[..., int] = reading
    for one in reversed(_OPTIONS):
        given = one(given)
    return given


def given_limit(text: str) -> GivenLimit:
    """Read a limit as it is given on the command line. Raises UsageError for what is none."""
    for sign, side in ((">", Side.ABOVE), ("<", Side.BELOW)):
        name, found, value = text.rpartition(sign)
        if not found:
            continue
        if name.rstrip().endswith((">", "<")):
            break
        is_share = value.rstrip().endswith("%") and side is Side.ABOVE
        try:
            number = float(value.rstrip().removesuffix("%") if is_share else value) / (100 if is_share else 1)
        except ValueError:
            break
        if math.isfinite(number) and (number > 0 or not is_share):
            return GivenLimit(name.strip() or "*", side, number, is_share)
    raise UsageError(
        "a limit cannot be used", where=f"--limit {text}", mend="write it as NAME>500 or NAME<0.1, in quotes"
    )
