"""`mainstay submit`: a plan becomes a proposal."""

import click

from mainstay.cli.answers import answer, exit_code, result_options, tell_trouble
from mainstay.cli.given_files import content_of
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.config.plain_yaml import LARGEST
from mainstay.config.plans.reading import Submitted
from mainstay.config.plans.schema import json_schema
from mainstay.domain.errors import UsageError
from mainstay.domain.evidence import Evidence, Outcome
from mainstay.flows.deciding import submit_plan
from mainstay.flows.looking import shown
from mainstay.present.decision_words import SHORT
from mainstay.present.json_document import indented
from mainstay.present.text.content import unverified
from mainstay.present.visible import visible
from mainstay.steps.propose.submitting import Taken

_SENTENCES = {
    Taken.NEW: "proposed",
    Taken.REVISED: "proposed anew, so that what was decided before counts for nothing",
    Taken.THERE: "this very plan is there already",
}


def _print_schema(context: click.Context, _parameter: click.Parameter, asked: bool) -> None:
    if asked and not context.resilient_parsing:
        write_result(indented(json_schema()))
        context.exit()


@click.command("submit", cls=SectionCommand, short_help="Propose a plan, to be decided about.")
@click.argument("plan", metavar="PLAN")
@option(
    "Evidence",
    "--evidence",
    metavar="KIND=OUTCOME",
    multiple=True,
    help="What was tried and how it came out (passed, failed, unknown), such as tests=passed; may be given again.",
)
@option(
    "Result",
    "--schema",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_schema,
    help="Print the JSON Schema of a plan file instead, for editors.",
)
@result_options
@record_options
@talk_options
def command(plan: str, evidence: tuple[str, ...], form: str, detailed: bool) -> int:
    """Propose what the plan file PLAN says (YAML or JSON; - for standard input), as the user who runs this.

    What is proposed has a hash over all that would be done, where, and from which base: a decision names it, and counts for
    nothing once the plan changes. A plan with the key of an open proposal of the same team is its next revision.
    """
    session = current()
    doors = records(session)
    read = doors.plan(content_of(plan, LARGEST, "the plan"), visible(plan, 300))
    with doors.office() as office:
        done = submit_plan(office, read.plan, read.content, _stated(read, evidence))
        view = shown(office, done.proposal)
    sentence = _SENTENCES[done.taken] if done.taken is not None else _SENTENCES[Taken.THERE]
    answer(session, view, sentence, form)
    tell_trouble(session, done.trouble)
    if told := unverified(view):
        session.say(told)
    session.say(f"Next: mainstay show {view.proposal.id[:SHORT]}")
    return exit_code(view.proposal.state, detailed=detailed)


def _stated(read: Submitted, given: tuple[str, ...]) -> list[Evidence]:
    found = [
        Evidence(read.content, one.kind, one.outcome, "", 0, one.detail, one.digest) for one in read.evidence
    ]
    for text in given:
        kind, _, outcome = text.partition("=")
        if not kind or outcome not in set(Outcome):
            raise UsageError(
                f"{visible(text, 100)} is no evidence",
                where="--evidence",
                mend=f"write it as tests=passed; outcomes are {', '.join(Outcome)}",
            )
        found.append(Evidence(read.content, kind, Outcome(outcome), "", 0))
    return found
