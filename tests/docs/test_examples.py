"""The examples in the pages, run as a reader would."""

from pathlib import Path

import pytest

from tests.docs.examples import PROGRAMS, ROOT, Example, blocks, pages, run, scratch_repository
from tests.fakes.plugins import Environment

BLOCKS = [block for page in pages() for block in blocks(page.read_text(), page.relative_to(ROOT).as_posix())]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0].place)
def test_the_examples_of_a_page_do_what_it_says(block: list[Example], tmp_path: Path) -> None:
    repository = scratch_repository(tmp_path)
    programs = with_the_example(tmp_path / "environment") if "plugins.md" in block[0].place else PROGRAMS
    names: dict[str, str] = {}
    for example in block:
        run(example, repository, tmp_path / "home", programs, names)


def with_the_example(folder: Path) -> Path:
    """Give the programs of an environment that has the example plugin."""
    environment = Environment.made(folder)
    environment.plant_example()
    return Path(environment.python).parent


def test_the_readme_has_an_example() -> None:
    assert any(block[0].place.startswith("README.md:") for block in BLOCKS)
