"""The locks: pinned, hashed, free of addresses, and true to pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
WANTED = {
    "run": PROJECT["project"]["dependencies"],
    "build": PROJECT["dependency-groups"]["build"],
    "test": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["test"],
    "check": PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["check"],
}


def pins(lock: str) -> list[Requirement]:
    lines = (ROOT / "requirements" / f"{lock}.lock").read_text().replace("\\\n", "").splitlines()
    return [Requirement(line.split("--hash", maxsplit=1)[0]) for line in lines]


def versions(lock: str) -> dict[str, set[str]]:
    held: dict[str, set[str]] = {}
    for pin in pins(lock):
        held.setdefault(canonicalize_name(pin.name), set()).add(str(pin.specifier).removeprefix("=="))
    return held


def test_each_lock_is_known_here() -> None:
    assert {path.stem for path in (ROOT / "requirements").glob("*.lock")} == WANTED.keys()


@pytest.mark.parametrize("lock", WANTED)
def test_every_line_is_one_pinned_distribution_with_hashes(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.lock").read_text()
    entry = r"[a-z0-9._-]+==[A-Za-z0-9.!+-]+( ; [^\\\n]+)?( \\\n    --hash=sha256:[0-9a-f]{64})+\n"
    assert re.fullmatch(f"({entry})+", text)


@pytest.mark.parametrize("lock", WANTED)
def test_what_the_project_asks_for_is_locked_at_a_version_it_allows(lock: str) -> None:
    held = versions(lock)
    for wanted in map(Requirement, WANTED[lock]):
        assert held.get(canonicalize_name(wanted.name)), f"{wanted} is not locked: make lock"
        for version in held[canonicalize_name(wanted.name)]:
            assert wanted.specifier.contains(version, prereleases=True), (
                f"{wanted}, and not {version}: make lock"
            )


def test_what_several_locks_hold_is_the_same_in_each() -> None:
    held: dict[str, dict[str, set[str]]] = {}
    for lock in WANTED:
        for name, found in versions(lock).items():
            held.setdefault(name, {})[lock] = found
    assert {name: found for name, found in held.items() if len(set(map(frozenset, found.values()))) > 1} == {}


def test_running_takes_at_most_32_distributions() -> None:
    # Colorama is for Windows alone, which is not supported.
    assert len(versions("run").keys() - {"colorama"} | {"mainstay"}) <= 32


def test_the_build_group_is_what_the_build_asks_for() -> None:
    assert PROJECT["dependency-groups"]["build"] == PROJECT["build-system"]["requires"]
