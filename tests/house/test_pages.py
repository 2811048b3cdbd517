"""The pages at the root: short enough to be read, and true to the tree."""

import re

from mainstay import __version__
from tests.house.sources import PROGRAM, ROOT

HEADINGS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_map_for_agents_is_short_and_names_every_room() -> None:
    page = read("AGENTS.md")
    rooms = [f"{path.name}/" for path in PROGRAM.iterdir() if (path / "__init__.py").exists()]
    rooms += [path.name for path in PROGRAM.glob("*.py") if path.name != "__init__.py"]
    assert page.count("\n") <= 120
    assert [room for room in rooms if f"`{room}`" not in page] == []


def test_the_map_names_no_room_that_is_gone() -> None:
    table = read("AGENTS.md").partition("## The rest")[2].partition("## To add")[0]
    folders = re.findall(r"`([a-z]+/[a-z/]*)`", table)
    assert len(folders) >= 9
    assert [folder for folder in folders if not (ROOT / folder).is_dir()] == []


def test_every_make_target_named_in_a_page_is_there() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.MULTILINE))
    for page in ("README.md", "CONTRIBUTING.md", "AGENTS.md", "CHANGELOG.md"):
        named = set(re.findall(r"(?:^|`)make ([a-z]+)", read(page), re.MULTILINE))
        assert named <= targets, page


def test_the_readme_opens_with_purpose_picture_and_two_commands() -> None:
    before_the_second_heading = read("README.md").split("\n## ")[:2]
    opening, commands = before_the_second_heading
    assert "![" in opening
    assert re.findall(r"^make [a-z]+", commands, re.MULTILINE) == ["make run", "make test"]


def test_the_changelog_keeps_its_form() -> None:
    page = read("CHANGELOG.md")
    versions = re.findall(r"^## (.*)$", page, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    for version in versions[1:]:
        assert re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}", version)
    assert set(re.findall(r"^### (.*)$", page, re.MULTILINE)) <= HEADINGS
    assert page.startswith("# Changelog\n")
    if ".dev" not in __version__:
        assert versions[1].startswith(f"[{__version__}] - "), (
            "a version that is none of development has its heading"
        )


def test_decisions_are_numbered_without_a_gap() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [name[:5] for name in names] == [f"{number:04}-" for number in range(1, len(names) + 1)]
    for name in names:
        assert read(f"docs/decisions/{name}").startswith(f"# {int(name[:4])}. ")


def test_the_ports_that_have_no_suite_yet_are_named() -> None:
    ports = {path.stem for path in (PROGRAM / "ports").glob("*.py")} - {"__init__"}
    bare = {port for port in ports if not (ROOT / "tests" / "contract" / f"test_{port}_port.py").exists()}
    told = {"CONTRIBUTING.md": r"\(([a-z, \n]+) still\s+lack", "AGENTS.md": r"\(([a-z, ]+) have none yet"}
    for page, words in told.items():
        (named,) = re.findall(words, read(page))
        assert set(re.split(r",\s*|\s+and\s+", named)) == bare, page


def test_ci_does_what_the_readme_says() -> None:
    commands = re.findall(r"^make [a-z]+", read(".ci/run"), re.MULTILINE)
    assert commands == ["make test", "make check"]
