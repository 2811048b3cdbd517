"""Commands whose help shows options under headings, and groups that know what a mistyped command was meant to be."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mainstay.cli.usage import no_such_command

ABOUT = "About"
_Command = TypeVar("_Command", bound=Callable[..., Any])


class SectionOption(click.Option):
    """An option that stands under a heading of its own in the help."""

    section = ABOUT


class SectionCommand(click.Command):
    """A command that lists its options by section, in the order in which the sections first appear."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises click's UsageError, which always knows the command here."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, each section's under its heading."""
        write_options(self, ctx, formatter)


class SectionGroup(click.Group):
    """A group that keeps its commands in their order and answers a wrong name with the nearest."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """Give the names in the order in which they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the arguments name. Raises UsageError with the nearest name when there is none."""
        known = self.list_commands(ctx)
        if not args[0].startswith("-") and args[0] not in known and not ctx.resilient_parsing:
            raise no_such_command(args[0], ctx, known)
        return super().resolve_command(ctx, args)


def option(section: str, *flags: str, **keywords: Any) -> Callable[[_Command], _Command]:  # noqa: ANN401  # click's own
    """Give the decorator for an option that stands under a heading; the rest is as for `click.option`."""
    made: Callable[[_Command], _Command] = click.option(
        *flags, cls=type("_Option", (SectionOption,), {"section": section}), **keywords
    )
    return made


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Write a command's options into its help, each section's under its heading."""
    found: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx) if isinstance(parameter, click.Option) else None
        if record is not None:
            found.setdefault(getattr(parameter, "section", ABOUT), []).append(record)
    found[ABOUT] = found.pop(ABOUT, [])  # comes last
    for heading, records in found.items():
        with formatter.section(heading):
            formatter.write_dl(records)
