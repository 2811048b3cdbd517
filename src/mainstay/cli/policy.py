"""`mainstay policy`: the operator's rules, tried, checked, explained; a sample; the calendar for others."""

from dataclasses import replace
from importlib.resources import files

import click

from mainstay.analysis.gates.checking import problems
from mainstay.analysis.gates.examples import trials
from mainstay.cli.answers import JSON, exit_code, format_option, look, result_options
from mainstay.cli.delivery import STANDARD_OUTPUT, Target
from mainstay.cli.record_options import record_options, records
from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.config.operator.page import SAMPLE
from mainstay.config.operator.reading import default_gates
from mainstay.config.operator.schema import json_schema
from mainstay.domain.errors import ExitCode
from mainstay.domain.policy_report import SCHEMA, Fault, Grade, PolicyCheck, PolicyTest, Problem
from mainstay.flows.explaining import explain as explain_rules
from mainstay.flows.looking import find
from mainstay.present.json_document import indented
from mainstay.present.policy_json import render as as_json
from mainstay.present.policy_words import trial_lines
from mainstay.present.proposal_json import render
from mainstay.present.text.policy import check_text, not_asked_text
from mainstay.present.text.proposal import explained


@click.group(
    "policy",
    cls=SectionGroup,
    short_help="Try, check and explain the rules that decide.",
    subcommand_metavar="COMMAND ...",
    epilog="Begin with: mainstay policy sample",
)
@talk_options
def command() -> None:
    """Look after the operator's file (mainstay-server.yaml): people, teams, roles, gates, the calendar."""


@command.command(
    "test", cls=SectionCommand, short_help="Try the gates on the examples that stand beside them."
)
@format_option
@record_options
@talk_options
def test(form: str) -> int:
    """Try every gate on the examples in its own `examples`. Leaves with exit code 1 when one comes out otherwise."""
    session = current()
    found = tuple(trials(records(session).policy()))
    wrong = sum(bool(trial.wrong) for trial in found)
    if form == JSON:
        write_result(as_json(PolicyTest(SCHEMA, found, wrong)))
    else:
        write_result("".join(f"{line}\n" for line in trial_lines(found, everything=session.verbose)))
    return ExitCode.FINDINGS if wrong else ExitCode.DONE


@command.command(
    "check", cls=SectionCommand, short_help="Find contradictions, and gates that nobody can pass."
)
@format_option
@record_options
@talk_options
def check(form: str) -> int:
    """Find what is wrong with the rules themselves: contradictions, unknown names, holes, gates that nobody can pass.

    Also windows that nobody can sign off, or whose announcement nobody would hear, ladders that speak against each other, plans
    of schedules that cannot be read or are not sound, and what lets plans touch everything.

    Leaves with exit code 1 when there is an error, and with 0 when there are warnings alone.
    """
    doors = records(current())
    now = doors.now()
    found = (*problems(doors.policy(), now, doors.channels(), default_gates()), *doors.carrying_out())
    unread = [Problem(Fault.UNREAD, (), failure.what) for failure in doors.unread()]
    lines = doors.lines() if found else {}
    told = [replace(one, line=lines.get(one.name, 0)) for one in (*unread, *found)]
    errors = tuple(one for one in told if one.grade is Grade.ERROR)
    warnings = tuple(one for one in told if one.grade is Grade.WARNING)
    checked = PolicyCheck(SCHEMA, now, errors, warnings)
    write_result(as_json(checked) if form == JSON else check_text(checked, doors.file(), look()))
    return ExitCode.FINDINGS if errors else ExitCode.DONE


@command.command("explain", cls=SectionCommand, short_help="Tell which rules decide about a proposal.")
@click.argument("proposal", metavar="ID")
@result_options
@record_options
@talk_options
def explain(proposal: str, form: str, detailed: bool) -> int:
    """Tell which gates are for the proposal ID, who passed each, what is missing, and when it may be applied.

    Also which gates are not for it, each with the first condition that does not hold.
    """
    with records(current()).office() as office:
        view = explain_rules(office, find(office, proposal))
    told = explained(view, look()) + not_asked_text(view.not_asked, look())
    write_result(render(view) if form == JSON else told)
    return exit_code(view.proposal.state, detailed=detailed)


@command.command("sample", cls=SectionCommand, short_help="Print an operator's file that explains itself.")
@talk_options
def sample() -> int:
    """Print an operator's file with every key, what it means, and examples to be replaced by your own people and teams."""
    write_result(files("mainstay.config.operator").joinpath(SAMPLE).read_text("utf-8"))
    current().say(
        "Next: keep it as ~/.config/mainstay/mainstay-server.yaml (chmod 600), then: mainstay policy check"
    )
    return ExitCode.DONE


@command.command("schema", cls=SectionCommand, short_help="Print the JSON Schema of the operator's file.")
@talk_options
def schema() -> int:
    """Print the JSON Schema of the operator's file, for editors."""
    write_result(indented(json_schema()))
    return ExitCode.DONE


@command.command("calendar", cls=SectionCommand, short_help="Write windows and freezes as an iCalendar file.")
@option("Result", "-o", "--output", metavar="FILE", default=STANDARD_OUTPUT, help="Write to FILE instead.")
@record_options
@talk_options
def calendar(output: str) -> int:
    """Write the maintenance windows and freezes as iCalendar (RFC 5545), for people to subscribe to."""
    target = Target(output)
    target.check()
    doors = records(current())
    text = doors.calendar().decode()
    if target.is_file:
        target.write(text)
        write_result(f"written: {target.shown}\n")
    else:
        write_result(text)
    return ExitCode.DONE
