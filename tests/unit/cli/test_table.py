"""The table of commands is true, and the help costs nothing but the table."""

import subprocess
import sys

import pytest

from mainstay import __version__
from mainstay.cli.commands import mainstay
from mainstay.cli.table import COMMANDS, FORMATS, load
from tests.fakes.command_line import environment


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_every_row_names_a_command_with_the_same_help(row) -> None:
    command = load(row.module).command
    assert command.name == row.name
    assert command.short_help == row.help
    assert row.help.endswith(".")


def test_the_help_shows_all_commands_under_their_headings_in_order(command) -> None:
    told = command("--help")
    assert told.code == 0
    assert told.err == ""
    places = [told.out.index(f"\n  {row.name} ") for row in COMMANDS]
    assert places == sorted(places)
    for row in COMMANDS:
        assert told.out.count(f"{row.heading}:\n") == 1
        assert told.out.index(f"{row.heading}:\n") < told.out.index(f"\n  {row.name} ")


@pytest.mark.parametrize("arguments", [[], ["-h"]])
def test_the_help_is_given_for_the_asking(command, arguments: list[str]) -> None:
    assert command(*arguments).out == command("--help").out


def test_the_version(command) -> None:
    assert command("--version").out == f"mainstay {__version__}\n"


def test_the_help_loads_click_and_the_table_alone() -> None:
    program = """if True:
        import sys, click
        before = set(sys.modules)
        sys.argv = ["mainstay", "--help"]
        from mainstay.cli.main import main
        try:
            main()
        except SystemExit:
            pass
        print(*sorted(set(sys.modules) - before), file=sys.stderr)
    """
    ended = subprocess.run([sys.executable, "-c", program], env=environment(), capture_output=True, text=True)
    assert "First minutes" in ended.stdout
    loaded = ended.stderr.split()
    assert "mainstay.cli.table" in loaded
    for heavy in (
        "rich",
        "msgspec",
        "numpy",
        "jinja2",
        "tree_sitter",
        "sqlalchemy",
        "alembic",
        "yaml",
        "icalendar",
        "dateutil",
        "mainstay.wiring",
        "mainstay.config.settings",
    ):
        assert not [name for name in loaded if name == heavy or name.startswith(heavy + ".")], heavy
    assert not [name for name in loaded if name in {row.module for row in COMMANDS}]
    assert len(loaded) < 60


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.name)
def test_every_command_has_help_with_sections(command, row) -> None:
    told = command(row.name, "--help")
    assert told.code == 0
    assert told.out.startswith(f"Usage: mainstay {row.name}")
    assert "--help" in told.out


def test_formats_in_this_tree_have_their_module() -> None:
    for name, module in FORMATS.items():
        if name != "html":
            assert callable(load(module).render)


def test_the_group_offers_what_the_table_has() -> None:
    context = mainstay.make_context("mainstay", [], resilient_parsing=True)
    assert mainstay.list_commands(context) == [row.name for row in COMMANDS]
    assert mainstay.get_command(context, "no-such") is None
