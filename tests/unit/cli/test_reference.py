"""The reference pages are those that the program would write now, and leave out no command and no option."""

from pathlib import Path

import click
import pytest

from mainstay.cli.commands import mainstay
from mainstay.cli.reference import PAGES, codes_page, commands_page, exit_codes_page, write
from mainstay.domain.errors import ExitCode
from tests.fakes.doors import TOPICS

FOLDER = Path(__file__).parents[3] / "docs" / "reference"


@pytest.mark.parametrize("name", [name for name in PAGES if name != "codes.md"])
def test_no_page_is_stale(name: str) -> None:
    """The page of codes is held against the program's own topics where these are tested."""
    assert (FOLDER / name).read_text("utf-8") == PAGES[name](), (
        "run: python -m mainstay.cli.reference docs/reference"
    )


def commands(
    command: click.Command, context: click.Context
) -> list[tuple[str, click.Command, click.Context]]:
    found = []
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            inside = click.Context(inner, info_name=name, parent=context)
            found += [(inside.command_path, inner, inside), *commands(inner, inside)]
    return found


def test_every_command_and_every_option_has_its_heading() -> None:
    page = commands_page()
    root = mainstay.make_context("mainstay", [], resilient_parsing=True)
    known = commands(mainstay, root)
    assert len(known) == 68
    everywhere = page[page.index("\n## Options of every command\n") :]
    for path, command, context in known:
        heading = f"\n### `{path}`\n"
        assert heading in page
        own = page[page.index(heading) :].split("\n### ")[1]
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option):
                flags, text = parameter.get_help_record(context)
                assert f"\n#### `{flags}`\n" in own + everywhere, (path, flags)
                assert f"\n{text}\n" in page


def test_every_exit_code_has_its_row() -> None:
    page = exit_codes_page()
    for code in ExitCode:
        assert f"\n| {code.value} | " in page


def test_the_page_of_codes_is_made_from_the_topics() -> None:
    page = codes_page(TOPICS)
    for topic in TOPICS:
        assert f"\n### `{topic.code}`: {topic.title}\n" in page


def test_pages_are_written_by_name(tmp_path) -> None:
    write(tmp_path / "new", ["exit-codes.md", "settings.md"])
    assert sorted(place.name for place in (tmp_path / "new").iterdir()) == ["exit-codes.md", "settings.md"]
    with pytest.raises(KeyError):
        write(tmp_path, ["no-such.md"])
