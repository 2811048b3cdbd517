"""The example plugin, built and installed beside Mainstay as a user would, tested by its own test, and asked."""

import json
import shutil
import sys
from pathlib import Path

import pytest

from tests.docs.examples import scratch_repository
from tests.packaging.building import ROOT, run
from tests.packaging.conftest import Installer, Once

EXAMPLE = ROOT / "examples" / "license-headers"


@pytest.fixture(scope="module")
def installed(wheel: Path, install: Installer, once: Once) -> Path:
    """Give an environment with Mainstay and the example in it, both from wheels, and what runs tests."""

    def build(folder: Path) -> None:
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=EXAMPLE)

    (built,) = once("example-wheel", build).iterdir()
    return install("example", wheel, built, locks=("test",))


@pytest.fixture(autouse=True)
def nothing_is_left_in_the_example() -> None:
    assert {path.name for path in EXAMPLE.iterdir()} <= {"README.md", "pyproject.toml", "src", "tests"}


def test_its_findings_stand_in_the_report(installed: Path, tmp_path: Path) -> None:
    repository = scratch_repository(tmp_path)
    command = (installed / "bin" / "mainstay", "check", repository, "--plugin", "license-headers")
    state = {"XDG_STATE_HOME": tmp_path / "state"}
    report = json.loads(run(*command, "--format", "json", cwd=tmp_path, **state))
    found = [finding for finding in report["findings"] if finding["code"] == "license-headers/missing"]
    assert len(found) == 7
    assert report["plugins"][0]["distribution"] == "mainstay-license-headers"
    assert "Plugins" in run(*command, cwd=tmp_path, **state)
    again = json.loads(run(*command, "--format", "json", cwd=tmp_path, **state))
    assert again["remembered"] is True


def test_it_passes_its_own_test(installed: Path, tmp_path: Path) -> None:
    shutil.copy(EXAMPLE / "tests" / "test_license_headers.py", tmp_path)
    told = run(
        installed / "bin" / "python",
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "-v",
        cwd=tmp_path,
        PYTHONDONTWRITEBYTECODE=1,
    )
    assert told.count("PASSED") == 11
    assert "test_it_bears_unreadable_files PASSED" in told


def test_it_is_listed_and_the_doctor_finds_it_well(installed: Path, tmp_path: Path) -> None:
    repository = scratch_repository(tmp_path)
    listed = json.loads(run(installed / "bin" / "mainstay", "plugins", "--format", "json", cwd=tmp_path))
    (plugin,) = listed["plugins"]
    assert (plugin["name"], plugin["api"], plugin["problem"]) == ("license-headers", 1, "")
    state = {"XDG_STATE_HOME": tmp_path / "state"}
    assert "plugin license-headers" in run(
        installed / "bin" / "mainstay", "doctor", repository, cwd=tmp_path, **state
    )
