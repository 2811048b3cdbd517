"""`mainstay list`: what to mend first, by what an hour of work gains."""

import math
import shlex
from typing import Any

import click

from mainstay.analysis.backlog import Wanted, backlog_of
from mainstay.cli.check_flags import asked, look_options
from mainstay.cli.codes import code_option, refuse_unknown
from mainstay.cli.delivery import Target
from mainstay.cli.finite import FiniteRange
from mainstay.cli.formats import detail_of, one_of
from mainstay.cli.looking import delivered, look_for, looked
from mainstay.cli.repository import scanned_folder
from mainstay.cli.result_flags import RESULT, result_options
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import Session, current, talk_options
from mainstay.cli.settings_flags import settings_options
from mainstay.cli.table import LIST_FORMATS, load
from mainstay.config.glob_syntax import GlobError
from mainstay.config.globs import Globs
from mainstay.domain.backlog import Backlog
from mainstay.domain.check_options import CheckOptions
from mainstay.domain.errors import ExitCode, UsageError

_WHICH = "Which findings"
_MOST_GLOBS, _LONGEST_GLOB = 100, 200


@click.command(
    "list",
    cls=SectionCommand,
    short_help="List what to mend first, by what an hour of work gains.",
    epilog="Findings without a price stand last, by urgency and by the points that they cost.",
)
@click.argument("path", default=".", type=str)
@result_options(
    LIST_FORMATS,
    "list",
    top=click.IntRange(0, 10_000),
    rows=20,
    about_top="Rows of the list; 0 is all of them.",
)
@option(
    RESULT,
    "--hours",
    type=FiniteRange(0.1, 100_000),
    default=CheckOptions().hours,
    show_default=True,
    metavar="N",
    help="Hours of work to spend; the list tells what they buy.",
)
@code_option(_WHICH)
@option(
    _WHICH,
    "--path",
    "globs",
    multiple=True,
    metavar="GLOB",
    help="Only findings at such paths; can be given often.",
)
@option(
    _WHICH,
    "--suppressed",
    is_flag=True,
    help="Those that comments and the baseline set aside, in place of the others.",
)
@look_options
@settings_options
@talk_options
def command(
    path: str,
    *,
    form: str | None,
    output: str,
    top: int,
    hours: float,
    codes: tuple[str, ...],
    globs: tuple[str, ...],
    suppressed: bool,
    **given: Any,  # noqa: ANN401  # the options of every look, and those made from the schema
) -> int:
    """List what to mend first in the git repository at PATH: the one list, by hours saved a year for an hour of work.

    It looks as `mainstay check` does, and what that has worked out is not worked out again.
    """
    session = current()
    if math.isnan(hours):
        raise UsageError("that is no number of hours", where="--hours", mend="such as --hours 8")
    target = Target(output, scanned_folder(path))
    target.check()
    form = one_of(LIST_FORMATS, form, output, "the list cannot be given as that")
    refuse_unknown(session, codes, given["plugins"])
    wanted = _wanted(codes, globs, top=top, suppressed=suppressed)
    options = asked(given, hours)
    report, settings = looked(session, path, given, options)
    backlog = backlog_of(report, wanted, *settings.rate)
    delivered(session, target, _rendered(backlog, form, session, path, to_file=target.is_file))
    return ExitCode.DONE


def _wanted(codes: tuple[str, ...], globs: tuple[str, ...], *, top: int, suppressed: bool) -> Wanted:
    """Make a filter of the options. Raises UsageError for what is no glob."""
    if len(globs) > _MOST_GLOBS or any(len(glob) > _LONGEST_GLOB for glob in globs):
        raise UsageError(
            "there are too many paths",
            where="--path",
            mend=f"give at most {_MOST_GLOBS} of at most {_LONGEST_GLOB} characters",
        )
    try:
        match = Globs(globs).match if globs else None
    except GlobError as error:
        raise UsageError(f"a path {error}", where="--path", mend="give globs as in .gitignore") from None
    return (
        Wanted(codes, top=top, suppressed=suppressed)
        if match is None
        else Wanted(codes, match, top, suppressed)
    )


def _rendered(backlog: Backlog, form: str, session: Session, path: str, *, to_file: bool) -> str:
    render = load(LIST_FORMATS[form]).render
    told: str
    if form != "text":
        told = render(backlog)
    else:
        suggested = "" if session.quiet else _next(backlog, path)
        hint = f"--top {backlog.matching}" if backlog.matching <= 200 else "--top 0 -o FILE"
        told = render(
            backlog, look_for(to_file=to_file), detail=detail_of(session), next_command=suggested, hint=hint
        )
    return told


def _next(backlog: Backlog, path: str) -> str:
    place = "" if path == "." else f" {shlex.quote(path)}"
    if backlog.rows and not backlog.of_suppressed:
        return f"mainstay explain {backlog.rows[0].ident}{place}"
    return f"mainstay check{place}"
