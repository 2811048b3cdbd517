"""The examples in the pages, run as a reader would."""

from pathlib import Path

import pytest

from tests.docs.examples import ROOT, Example, blocks, pages, run, scratch_repository

BLOCKS = [block for page in pages() for block in blocks(page.read_text(), page.relative_to(ROOT).as_posix())]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block[0].place)
def test_the_examples_of_a_page_do_what_it_says(block: list[Example], tmp_path: Path) -> None:
    repository = scratch_repository(tmp_path)
    for example in block:
        run(example, repository, tmp_path / "home")


def test_the_readme_has_an_example() -> None:
    assert any(block[0].place.startswith("README.md:") for block in BLOCKS)
