"""`mainstay apply`: carry out what is approved."""

import click

from mainstay.cli.answers import format_option, tell_trouble
from mainstay.cli.choosing import content_option, named_content
from mainstay.cli.following import follow, tell_run
from mainstay.cli.foreseeing import foresee_proposal
from mainstay.cli.record_options import record_options, runs
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.config.operator.spans import seconds
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.flows.applying import apply, applying
from mainstay.flows.looking import find
from mainstay.present.decision_words import SHORT
from mainstay.present.visible import visible


@click.command("apply", cls=SectionCommand, short_help="Carry out what is approved.")
@click.argument("proposal", metavar="ID")
@content_option("What", "that is carried out", "else the one that is approved now.")
@option("What", "--dry-run", is_flag=True, help="Tell what each step would do, and change nothing.")
@option(
    "How", "--detach", is_flag=True, help="Leave it to a worker (`mainstay worker`), and do not wait for it."
)
@option(
    "How",
    "--budget",
    metavar="SPAN",
    default=None,
    help="End it, and take it back, when it takes longer: 30m, 4h; else never.",
)
@format_option
@record_options
@talk_options
def command(proposal: str, content: str, dry_run: bool, detach: bool, budget: str | None, form: str) -> int:
    """Carry out the approved proposal ID (a unique beginning is enough), step by step, in its window.

    Before each effect its intent is written down, after it how it ended; what was cut off is verified and never blindly
    repeated. Where a step fails, everything is taken back if it has a way back. Ctrl-C breaks the step off and leaves the run
    to a worker, or to `mainstay apply` once more. Leaves with 0 when it is done, 3 when it failed, 4 when it waits.
    """
    session = current()
    doors = runs(session)
    if dry_run:
        return foresee_proposal(session, doors, proposal, content, form)
    spent = _seconds(budget)
    with doors.office() as office:
        found = find(office, proposal)
        whole = named_content(found.id, found.content, content) if content else found.content
        going = applying(office, found)
        if going is None:
            started = apply(office, found.id, whole, spent)
            tell_trouble(session, started.trouble)
            run = started.run.id
            session.say(f"Run {run[:SHORT]} carries out {visible(found.plan.title, 200)}")
        else:
            run = going.id
            if spent:
                raise UsageError(
                    "it is being carried out already, and a budget is given at the beginning",
                    where=run,
                    mend="leave --budget out to go on with it",
                )
            session.say(f"Run {run[:SHORT]} goes on with {visible(found.plan.title, 200)}")
        if detach:
            tell_run(session, doors, office, run, form, with_journal=False)
            return ExitCode.DONE
        return follow(session, doors, office, run, form, here=True)


def _seconds(budget: str | None) -> int:
    if budget is None:
        return 0
    try:
        found = seconds(budget)
    except ValueError:
        found = 0
    if not found:
        raise UsageError(
            f"{visible(budget, 60) or 'nothing'} is no length of time",
            where="--budget",
            mend="write it as 90s, 30m, 4h or 2d",
        )
    return found
