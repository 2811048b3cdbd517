"""`mainstay drift`: which columns of a table are no longer what they were."""

import shlex

import click

from mainstay import __version__
from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.finite import FiniteRange
from mainstay.cli.forecast import tell_notices
from mainstay.cli.forecast_pages import page_target
from mainstay.cli.formats import HTML
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.writing import told_written
from mainstay.config.operator.spans import seconds
from mainstay.domain.drift import DriftReport
from mainstay.domain.drift_asked import DriftAsked
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.drift_json import render
from mainstay.present.html.drift_page import render as page_of
from mainstay.present.text.table_drift import drift_list, drift_page
from mainstay.present.visible import visible

_FILE = click.Path(exists=True, dir_okay=False)


@click.command(
    "drift", cls=SectionCommand, short_help="Tell which columns of a table are no longer what they were."
)
@click.argument("reference", metavar="REFERENCE", type=_FILE)
@click.argument("now", metavar="CURRENT", type=_FILE)
@option("What", "--label", "labels", multiple=True, metavar="COLUMN", help="Holds what is true.")
@option(
    "What", "--prediction", "predictions", multiple=True, metavar="COLUMN", help="Holds what the model said."
)
@option(
    "What",
    "--group",
    metavar="COLUMN",
    default="",
    help="Names what is ranked together, such as the search: the prediction is a score by which rows stand, the label how "
    "relevant each is, 0 for not at all.",
)
@option(
    "What",
    "--challenger",
    metavar="COLUMN",
    default="",
    help="Holds what another model said of the same rows of CURRENT: whether that one is better beyond chance.",
)
@option("What", "--leave-out", multiple=True, metavar="COLUMN", help="Is not compared.")
@option("What", "--column", metavar="NAME", default="", help="Tell all about the column of this name.")
@option(
    "What",
    "--time",
    metavar="COLUMN",
    default="",
    help="Divide CURRENT by the times of this column: since when and how often it drifted, and where that goes.",
)
@option(
    "What",
    "--every",
    metavar="SPAN",
    default="7d",
    show_default=True,
    help="The length of time of each part, such as 12h, 1d or 4w.",
)
@option(
    "How",
    "--gate",
    type=FiniteRange(0.005, 10),
    default=0.1,
    show_default=True,
    metavar="SIZE",
    help="A drift matters from here on: standard deviations that numbers are moved by, or the share of rows that changed.",
)
@option(
    "Result",
    "--keep",
    metavar="FILE",
    default="",
    help="Keep the learnt reference, to be given instead of it.",
)
@option("Result", "--html", metavar="FILE", default="", help="Also write all as one HTML file.")
@option(
    "Result",
    "--most",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="So many are told.",
)
@option(
    "Result",
    "--fail-on-drift",
    is_flag=True,
    help="Leave with 1 when a column is not what it was, with 5 when no column has enough rows to tell.",
)
@format_option
@talk_options
def command(
    reference: str,
    now: str,
    labels: tuple[str, ...],
    predictions: tuple[str, ...],
    group: str,
    challenger: str,
    leave_out: tuple[str, ...],
    column: str,
    time: str,
    every: str,
    gate: float,
    keep: str,
    html: str,
    most: int,
    fail_on_drift: bool,
    form: str,
) -> int:
    """Compare CURRENT with REFERENCE (CSV, Parquet, or a reference that was kept), column by column.

    How far a column is from what it was decides, not how sure the difference is: with a million rows every difference is sure.
    What mere chance would make of so few rows is taken off, and the more columns there are the surer a difference must be.
    Files may be larger than memory. Columns of times, and numbers that only count rows, are left out.
    """
    session = current()
    target, page = page_target(keep, (reference, now)), page_target(html, (reference, now))
    if target is not None and page is not None and target.is_same_as(page):
        raise UsageError(
            "two results cannot be one file", where=f"--keep, --html {page.shown}", mend="name two files"
        )
    for name, text in (("--group", group), ("--challenger", challenger)):
        if text and not len(labels) == len(predictions) == 1:
            raise UsageError(
                "a label and a prediction are needed, one of each",
                where=name,
                mend="name them by --label COLUMN --prediction COLUMN",
            )
    for name in sorted({*labels} & {*predictions}):
        raise UsageError(
            "a column is not both what is true and what the model said",
            where=f"--label, --prediction {visible(name, 100)}",
            mend="name the column that holds the prediction",
        )
    asked = DriftAsked(
        reference, now, labels, predictions, leave_out, gate, time, _span(every), group, challenger
    )
    found, learnt = session.doors.drift(asked)
    chosen = [one for one in found.columns if one.name == column]
    if column and not chosen:
        raise UsageError(
            "no column is called so",
            where=f"--column {visible(column, 100)}",
            mend=f"the columns are: {visible(', '.join(one.name for one in found.columns[:20]), 300)}",
        )
    if target is not None:
        target.write(learnt)
        session.say(f"The learnt reference is in {target.shown}")
    if page is not None:
        page.write(page_of(found, __version__))
        if page.is_file:
            told_written(session, page, HTML)
    if form == JSON:
        write_result(render(found))
    elif chosen:
        write_result(drift_page(chosen[0], look()))
    else:
        write_result(drift_list(found, look(), most))
    tell_notices(session, found.notices)
    if found.drifted and not column and form != JSON:
        name = shlex.quote(visible(found.drifted[0].name))
        session.say(f"Next: mainstay drift ... --column {name} tells all about one")
    return _exit_code(found) if fail_on_drift else ExitCode.DONE


def _exit_code(found: DriftReport) -> ExitCode:
    if found.drifted:
        return ExitCode.FINDINGS
    return ExitCode.EVIDENCE if found.untold else ExitCode.DONE


def _span(text: str) -> int:
    try:
        found = seconds(text)
    except ValueError as error:
        raise UsageError(str(error), where="--every", mend="write it as 12h, 1d or 4w") from None
    if not found:
        raise UsageError(
            "a span of time is longer than nothing", where="--every", mend="write it as 1d or 4w"
        )
    return found
