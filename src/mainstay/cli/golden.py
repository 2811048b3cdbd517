"""`mainstay golden`: whether answers of a model hold what is expected of them."""

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.finite import FiniteRange
from mainstay.cli.forecast import tell_notices
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.golden_asked import GoldenAsked
from mainstay.present.golden_json import render
from mainstay.present.text.golden import golden_list

_FILE = click.Path(exists=True, dir_okay=False)


@click.command(
    "golden", cls=SectionCommand, short_help="Tell whether answers of a model hold what is expected of them."
)
@click.argument("expected", metavar="EXPECTED", type=_FILE)
@click.argument("answers", metavar="ANSWERS", type=_FILE)
@click.argument("other", metavar="[LATER]", type=_FILE, required=False)
@option(
    "Result",
    "--most",
    type=click.IntRange(1, 10_000),
    default=20,
    show_default=True,
    help="So many questions are told.",
)
@option(
    "Result",
    "--fail-under",
    type=FiniteRange(0, 100),
    default=None,
    metavar="PERCENT",
    help="Leave with 1 when less of the questions pass.",
)
@option(
    "Result",
    "--fail-on-lost",
    is_flag=True,
    help="Leave with 1 when a question passed before and does not now.",
)
@format_option
@talk_options
def command(
    expected: str,
    answers: str,
    other: str | None,
    most: int,
    fail_under: float | None,
    fail_on_lost: bool,
    form: str,
) -> int:
    """Hold ANSWERS against EXPECTED, question by question; with LATER answers too, tell what became better and worse.

    All are lines of JSON: {"id": "1", "expect": {"contains": ["refund"], "most_words": 80}} in EXPECTED, and in the others
    {"id": "1", "answer": "..."}, one line a run. A question passes when all of its answers hold all that is expected. Answers
    are only read: nothing in them is run, and no model is asked.
    """
    session = current()
    if fail_on_lost and other is None:
        raise UsageError(
            "nothing can be lost where there is nothing later",
            where="--fail-on-lost",
            mend="give the later answers too: mainstay golden EXPECTED ANSWERS LATER",
        )
    found = session.doors.golden(GoldenAsked(expected, answers, other or ""))
    write_result(render(found) if form == JSON else golden_list(found, look(), most))
    tell_notices(session, found.notices)
    under = fail_under is not None and 100 * found.latest.share.value < fail_under
    return ExitCode.FINDINGS if under or (fail_on_lost and found.lost) else ExitCode.DONE
