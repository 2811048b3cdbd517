"""Commands and options that a page names in its sentences are there, and every how-to can be found from the README."""

import re
from pathlib import Path

import click
import pytest

from mainstay.cli.commands import mainstay
from tests.docs.examples import ROOT

PAGES = [ROOT / "README.md", ROOT / "docs" / "start.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
_FENCE = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
OF_OTHERS = {"ruff check", "docker run", "uv tool install", "systemctl", "--coverage-", "--key"}
"""How the code begins, or what the option begins with, that is another program's."""


def options(command: click.Command, context: click.Context) -> set[str]:
    found = {name for parameter in command.get_params(context) for name in parameter.opts}
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            found |= options(inner, click.Context(inner, info_name=name, parent=context))
    return found


ROOT_CONTEXT = mainstay.make_context("mainstay", [], resilient_parsing=True)
OPTIONS = options(mainstay, ROOT_CONTEXT)


def named(page: Path) -> list[str]:
    """Give the pieces of code in a page's sentences that are not of other programs."""
    pieces = re.findall(r"`([^`\n]+)`", _FENCE.sub("", page.read_text()))
    return [piece for piece in pieces if not any(other in piece for other in OF_OTHERS)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_a_page_names_is_there(page: Path) -> None:
    pieces = named(page)
    commands = {word for piece in pieces for word in re.findall(r"^mainstay ([a-z]\w*)", piece)}
    assert commands <= set(mainstay.list_commands(ROOT_CONTEXT))
    asked = {word for piece in pieces for word in re.findall(r"(?<![\w-])--[a-z][a-z-]*", piece)}
    assert asked <= OPTIONS


def test_the_reader_of_options_knows_those_of_inner_commands() -> None:
    assert {"--new-only", "--prune", "--hours", "--plugin-option"} <= OPTIONS


def test_every_how_to_is_named_in_the_readme() -> None:
    page = (ROOT / "README.md").read_text()
    assert [path.name for path in PAGES[2:] if f"(docs/how-to/{path.name})" not in page] == []
