"""`mainstay runs`: what is being carried out, and what became of it."""

import click

from mainstay.cli.answers import JSON, format_option, look
from mainstay.cli.following import follow, tell_run
from mainstay.cli.paging import page_options, tell_more
from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.domain.run import RunState
from mainstay.flows.finding_runs import find_run, is_there
from mainstay.flows.looking import find
from mainstay.flows.looking_at_runs import RunWish, listed_runs
from mainstay.present.decision_words import SHORT
from mainstay.present.run_json import render
from mainstay.present.text.runs import listed as as_text


@click.command("runs", cls=SectionCommand, short_help="List what is carried out, and tell all about one run.")
@click.argument("run", metavar="[ID]", default="")
@option(
    "Which",
    "--state",
    "states",
    type=click.Choice([state.value for state in RunState]),
    multiple=True,
    help="Only those that stand so; may be given again for more.",
)
@option("Which", "--subject", metavar="NAME", default="", help="Only those that worked on this subject.")
@option(
    "Which",
    "--proposal",
    metavar="ID",
    default="",
    help="Only those that carry out this proposal or take it back; the beginning of its id is enough.",
)
@page_options
@option(
    "How", "--follow", "following", is_flag=True, help="Tell what the run ID does until it ends or waits."
)
@format_option
@record_options
@talk_options
def command(
    run: str,
    states: tuple[str, ...],
    subject: str,
    proposal: str,
    most: int,
    before: str,
    following: bool,
    form: str,
) -> int:
    """List the runs that you may see, the newest first, or tell all about the run ID (or the last one of a proposal).

    With an ID it leaves with 0 when the run is done, 3 when it failed, 4 when it goes on or waits.
    """
    session = current()
    doors = runs(session)
    _refuse_what_is_for_the_other(
        run, following=following, of_lists=bool(states or subject or proposal or before)
    )
    with doors.office() as office:
        if run:
            name = find_run(office, run, of_proposals=True)
            if following:
                return follow(session, doors, office, name, form, here=False)
            return tell_run(session, doors, office, name, form, with_journal=True)
        if before and not is_there(office, before):
            raise UsageError(
                "there is no such run",
                where=f"--before {before}",
                mend="give the whole id, as the page before says",
            )
        whole = find(office, proposal).id if proposal else ""
        wish = RunWish(frozenset(map(RunState, states)), subject, whole, before, most)
        found = listed_runs(office, wish)
    write_result(render(found) if form == JSON else as_text(found, look()))
    tell_more(session, found.next_before)
    if found.runs:
        session.say(f"Next: mainstay runs {found.runs[0].id[:SHORT]}")
    else:
        session.say("Next: mainstay apply PROPOSAL")
    return ExitCode.DONE


def _refuse_what_is_for_the_other(run: str, *, following: bool, of_lists: bool) -> None:
    if following and not run:
        raise UsageError(
            "one run is followed, not all", where="--follow", mend="name it: mainstay runs ID --follow"
        )
    if run and of_lists:
        raise UsageError(
            "--state, --subject, --proposal and --before choose from the list, and one run is named",
            where=run,
            mend="leave one of them out",
        )
