"""`mainstay config`: settings shown, explained and validated."""

import click

from mainstay.cli.sections import SectionCommand, SectionGroup, option
from mainstay.cli.session import current, talk_options
from mainstay.cli.streams import write_result
from mainstay.config.explaining import explain, show
from mainstay.config.loading import OWN_FILE, SHARED_FILE, Loaded, load, read_document
from mainstay.config.parsing import LARGEST
from mainstay.config.schema import BY_KEY, TABLES, json_schema
from mainstay.domain.errors import ExitCode, UsageError
from mainstay.present.json_document import indented
from mainstay.present.visible import visible

_repository = option(
    "Where", "--repo", "path", default=".", metavar="PATH", help="The repository; else this one."
)


@click.group(
    "config",
    cls=SectionGroup,
    short_help="Show, explain and validate settings.",
    subcommand_metavar="COMMAND ...",
    invoke_without_command=True,
)
@click.pass_context
def command(context: click.Context) -> None:
    """Show, explain and validate a repository's settings (mainstay.toml, or [tool.mainstay] in pyproject.toml)."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@command.command(
    "show", cls=SectionCommand, short_help="List all settings, their values and where they came from."
)
@_repository
@talk_options
def show_all(path: str) -> int:
    """List every setting with its value and where it came from."""
    write_result(show(_settings(path)))
    current().say("Next: mainstay config explain KEY")
    return ExitCode.DONE


def _keys(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    return [key for key in (*BY_KEY, *sorted(TABLES)) if key.startswith(begun)]


@command.command("explain", cls=SectionCommand, short_help="Tell all about one setting.")
@click.argument("key", shell_complete=_keys)
@_repository
@talk_options
def explain_one(key: str, path: str) -> int:
    """Tell a setting's value, where it came from, its default, what it means and what it allows."""
    write_result(explain(key, _settings(path)))
    return ExitCode.DONE


@command.command(
    "validate", cls=SectionCommand, short_help="Check a settings file; every mistake is told at once."
)
@click.argument("file", required=False)
@_repository
@talk_options
def validate(file: str | None, path: str) -> int:
    """Check FILE, or else the settings of the repository; every mistake is told at once."""
    loaded = _settings(path) if file is None else read_document(_content(file), visible(file, 200))
    number = len(loaded.origins)
    if number:
        place = loaded.file or "no settings file"
        write_result(f"{place}: {number} of {len(BY_KEY)} settings set, all of them allowed\n")
    else:
        place = f"{loaded.file} sets nothing" if loaded.file else "no settings file"
        write_result(f"{place}: all {len(BY_KEY)} settings have their defaults\n")
    return ExitCode.DONE


@command.command("schema", cls=SectionCommand, short_help="Print the JSON Schema of the settings.")
@talk_options
def schema() -> int:
    """Print the JSON Schema of the settings, for editors."""
    write_result(indented(json_schema()))
    return ExitCode.DONE


def _settings(path: str) -> Loaded:
    doors = current().doors
    return load(lambda name: doors.settings_file(path, name))


def _content(file: str) -> bytes:
    """Read a file that a person named, as much of it as settings may have and one byte more."""
    shown = visible(file, 300)
    if file.endswith(SHARED_FILE):
        raise UsageError(
            "a pyproject.toml is checked with its repository", where=shown, mend="mainstay config validate"
        )
    try:
        with open(file, "rb") as opened:  # noqa: PTH123  # also for a pipe or /dev/stdin
            return opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name cannot be used"
        raise UsageError(
            f"the file cannot be read: {reason}", where=shown, mend=f"name a {OWN_FILE}"
        ) from None
