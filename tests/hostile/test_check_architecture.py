"""Contracts, manifests and layers made to take for ever: told or not judged, within bounds."""

import json
from pathlib import Path

import pytest

from mainstay.analysis.architecture.web import MOST_WORK, Work
from mainstay.domain.architecture import Architecture, Verdict
from tests.fakes.repositories import make_repository
from tests.hostile.room import Room
from tests.unit.analysis.architecture.made import judged

_MIB = 1 << 20
_HEAD = '[tool.importlinter]\nroot_package = "p"\n'
_ONE = '[[tool.importlinter.contracts]]\nname = "{0}"\ntype = "{1}"\n{2}\n'
_DEEP = ".".join(["**", "x"] * 24)


def _files(number: int) -> dict[str, str]:
    """A ring of modules, each importing the next two."""
    files = {
        f"p/m{at}.py": f"from p import m{(at + 1) % number}, m{(at + 2) % number}\n" for at in range(number)
    }
    return files | {"p/__init__.py": ""}


_CONTRACTS = {
    "nonsense": ("pyproject.toml", "[" * _MIB),
    "nonsense that names it": (".importlinter", "[importlinter]\n" + "x = \n\n y" * 100_000),
    "a name of many wildcards": (
        "pyproject.toml",
        _HEAD + _ONE.format("a", "independence", f'modules = ["p.{_DEEP}"]'),
    ),
    "many wildcards": (
        "pyproject.toml",
        _HEAD + _ONE.format("a", "independence", f"modules = {['p.*'] * 4_000}"),
    ),
    "many contracts over many modules": (
        "pyproject.toml",
        _HEAD
        + "".join(
            _ONE.format(at, "forbidden", 'source_modules = ["p.*"]\nforbidden_modules = ["p.**"]')
            for at in range(500)
        ),
    ),
    "layers that are all containers": (
        "pyproject.toml",
        _HEAD
        + _ONE.format(
            "a", "layers", f'layers = {[f"(m{at})" for at in range(1_900)]}\ncontainers = ["p", "p.*"]'
        ),
    ),
    "a circle of siblings": (
        "pyproject.toml",
        _HEAD + _ONE.format("a", "acyclic_siblings", 'ancestors = ["p"]'),
    ),
    "ignored imports": (
        "pyproject.toml",
        _HEAD
        + _ONE.format(
            "a", "independence", f'modules = ["p.m1"]\nignore_imports = {["p.** -> p.**"] * 4_000}'
        ),
    ),
}


@pytest.mark.parametrize("name", _CONTRACTS)
def test_contracts_made_to_take_for_ever(name: str) -> None:
    path, text = _CONTRACTS[name]
    found = judged(_files(1_500), {path: text})
    assert isinstance(found, Architecture)
    assert all(one.reason for one in found.contracts if one.verdict is Verdict.NOT_JUDGED)


def test_the_work_is_bounded_for_all_contracts_together() -> None:
    text = _CONTRACTS["many contracts over many modules"][1]
    found = judged(_files(1_500), {"pyproject.toml": text})
    assert len(found.contracts) == 500
    assert found.contracts[-1].verdict is Verdict.NOT_JUDGED
    assert "too much to follow" in found.contracts[-1].reason
    assert Work().left == MOST_WORK


def test_hostile_names_and_contracts_in_a_repository(tmp_path: Path) -> None:
    room, repo = Room(tmp_path), make_repository(tmp_path / "repo")
    repo.commit(
        {
            "p/__init__.py": "",
            "p/a.py": "import p.b\n",
            "p/b.py": "",
            ".importlinter": "[importlinter]\nroot_package = p\n"
            "[importlinter:contract:\x1b[31m<script>\u202e]\nname = \x1b]0;x\x07<script>\u202e\ntype = forbidden\n"
            "source_modules = p.a\nforbidden_modules = p.b\n",
            "go.mod": "module " + "x/" * 10_000,
            "package.json": '{"name": "../../..", "main": "/etc/passwd"}',
            "tsconfig.json": '{"compilerOptions": {"baseUrl": "../..", "paths": {"*": ["/../*", 3, null]}}}',
            "composer.json": '{"autoload": {"psr-4": {"": "../../"}}}',
        }
    )
    report = json.loads(room.run("check", "--format", "json", "--", repo.path).stdout)
    assert [one["verdict"] for one in report["architecture"]["contracts"]] == ["broken"]
    for form in ("text", "markdown", "html"):
        told = room.run("check", "--format", form, "--", repo.path)
        assert told.status == 0, told.said
        assert not {b"\x1b]0", b"<script>\xe2", "\u202e".encode()} & {
            one for one in (b"\x1b]0", b"<script>\xe2", "\u202e".encode()) if one in told.stdout
        }
