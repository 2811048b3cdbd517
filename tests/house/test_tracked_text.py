"""What must not stand in the repository: addresses of package registries and places on somebody's machine."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from pip._internal.models.index import PyPI

from tests.house.sources import ROOT, tracked

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def registry_hosts() -> set[str]:
    """Ask the clients on this machine for the hosts that they fetch from, by default and as set up here."""
    hosts = {PyPI.netloc, PyPI.file_storage_domain}
    asked = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    told = asked.stdout + " ".join(value for name, value in os.environ.items() if "INDEX_URL" in name)
    if shutil.which("npm"):
        asked = subprocess.run(
            ["npm", "config", "get", "registry"], capture_output=True, text=True, check=True
        )
        told += asked.stdout
    addresses = re.findall(r"https?://[^\s'\"]+", told)
    return (hosts | {urlsplit(address).hostname or "" for address in addresses}) - LOOPBACK - {""}


def found(words: set[str]) -> list[str]:
    pattern = re.compile("|".join(re.escape(word) for word in words).encode(), re.IGNORECASE)
    return [path.relative_to(ROOT).as_posix() for path in tracked() if pattern.search(path.read_bytes())]


def test_no_registry_is_named() -> None:
    hosts = registry_hosts()
    assert any("." in host for host in hosts)
    assert found(hosts) == []


def test_no_place_on_this_machine_is_named() -> None:
    # The work trees of one project often stand side by side, so the folder around this one counts as well.
    places = {path for path in (ROOT, ROOT.parent, Path.home()) if len(path.parts) > 2}
    assert found({f"{path}/" for path in places | {ROOT}}) == []


def test_the_program_names_no_path_of_a_person() -> None:
    pattern = re.compile(rb"/(?:home|Users)/[a-z]")
    named = [path.relative_to(ROOT).as_posix() for path in tracked() if pattern.search(path.read_bytes())]
    assert [name for name in named if name.startswith(("src/", ".ci/", "benchmarks/", "requirements/"))] == []


def test_the_project_is_set_up_the_same_everywhere() -> None:
    # A setup.cfg or pip.conf beside pyproject.toml would bring settings that only some of the tools read.
    assert not [
        name
        for name in ("setup.py", "setup.cfg", "pip.conf", "tox.ini", "pytest.ini")
        if (ROOT / name).exists()
    ]


def test_no_conflict_mark_was_committed() -> None:
    pattern = re.compile(rb"^(<{7} |>{7} )", re.MULTILINE)
    assert [path for path in tracked() if pattern.search(path.read_bytes())] == []
