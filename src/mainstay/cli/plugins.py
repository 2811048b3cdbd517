"""`mainstay plugins`: which are installed, and whether one keeps to the rules."""

import os
import sys

import click

from mainstay.cli.formats import detail_of
from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.cli.terminal import look_of
from mainstay.domain.errors import ExitCode
from mainstay.present.numbers import plural
from mainstay.present.plugins_json import render
from mainstay.present.text.look import Detail
from mainstay.present.text.plugin_tables import installed_plugins, kept_rules

_form = option(
    "Result",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Format of the result.",
)


@click.group(
    "plugins",
    cls=SectionGroup,
    short_help="List the installed plugins, and try one by the rules.",
    subcommand_metavar="[COMMAND ...]",
    invoke_without_command=True,
    epilog="A plugin is asked by: mainstay check --plugin NAME",
)
@_form
@talk_options
@click.pass_context
def command(context: click.Context, form: str) -> int:
    """List the plugins that are installed where Mainstay is: what each is, and whether it can be used.

    Each is loaded in a process of its own, never in this one. With -v its codes and options are told too.
    """
    if context.invoked_subcommand is not None:
        return ExitCode.DONE
    session = current()
    found = session.doors.plugins()
    if form == "json":
        write_result(render(found))
        return ExitCode.DONE
    look = look_of(sys.stdout, sys.stderr, os.environ)
    write_result(installed_plugins(found, look, everything=detail_of(session) is Detail.VERBOSE))
    if found.plugins:
        session.say("Next: mainstay plugins check NAME")
    return ExitCode.DONE


@command.command("check", cls=SectionCommand, short_help="Try a plugin by the rules that all keep to.")
@click.argument("name")
@_form
@talk_options
def check(name: str, form: str) -> int:
    """Try the plugin NAME on small made-up repositories, usual and hostile ones, and tell which rules it keeps to.

    The same is what a plugin's author runs as a test. Leaves with exit code 3 when a rule is broken.
    """
    session = current()
    tried = session.doors.try_plugin(name)
    if form == "json":
        write_result(render(tried))
    else:
        write_result(kept_rules(tried, look_of(sys.stdout, sys.stderr, os.environ)))
    broken = sum(not verdict.kept for verdict in tried.verdicts)
    if broken:
        session.say(f"{plural(broken, 'rule')} broken")
        return ExitCode.FAILED
    return ExitCode.DONE
