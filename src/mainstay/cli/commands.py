"""The command `mainstay` itself: its subcommands are loaded when called, its help is made from the table alone."""

from itertools import groupby

import click

from mainstay import __version__
from mainstay.cli.sections import SectionGroup, write_options
from mainstay.cli.session import talk_options
from mainstay.cli.table import COMMANDS, load

_MODULES = {row.name: row.module for row in COMMANDS}


class CommandTable(SectionGroup):
    """A group that knows its commands' names and help from the table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Give the names in the table's order."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # as above
        """Load a command, None when the table has none of that name."""
        if cmd_name not in _MODULES:
            return None
        command: click.Command = load(_MODULES[cmd_name]).command
        return command

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands under their headings, then the options."""
        for heading, rows in groupby(COMMANDS, key=lambda row: row.heading):
            with formatter.section(heading):
                formatter.write_dl([(row.name, row.help) for row in rows])
        write_options(self, ctx, formatter)


@click.group(
    name="mainstay",
    cls=CommandTable,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    subcommand_metavar="COMMAND ...",
    invoke_without_command=True,
    epilog="Begin with: mainstay check",
)
@talk_options
@click.version_option(__version__, message="%(prog)s %(version)s", help="Show the version and leave.")
@click.pass_context
def mainstay(context: click.Context) -> None:
    """Mainstay keeps other programs healthy: it looks, predicts, proposes, and proves what it did."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
