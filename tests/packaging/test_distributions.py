"""The wheel and the source distribution, built and installed as a user gets them."""

import tarfile
import zipfile
from pathlib import Path

import mainstay
from tests.packaging.building import sources


def test_the_wheel_holds_the_program_and_its_licence_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    about = f"mainstay-{mainstay.__version__}.dist-info"
    assert {name for name in names if not name.startswith(about)} == sources()
    assert "mainstay/py.typed" in names
    assert {f"{about}/licenses/LICENSE", f"{about}/METADATA", f"{about}/entry_points.txt"} <= names


def test_the_source_distribution_holds_what_building_and_testing_need(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    expected = {"LICENSE", "README.md", "CHANGELOG.md", "Makefile", "pyproject.toml", "requirements/run.lock"}
    expected |= {
        "AGENTS.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        ".ci/environment",
        ".ci/run",
        "tests/conftest.py",
    }
    assert expected <= names
    assert {f"src/{name}" for name in sources()} <= names
    assert not {name for name in names if name.startswith((".venv", ".mainstay", "build/", "dist/"))}


def test_an_install_is_as_light_as_promised(from_wheel: Path) -> None:
    (packages,) = from_wheel.glob("lib/python3*/site-packages")
    held = [path for path in packages.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(list(packages.glob("*.dist-info"))) <= 32
    assert sum(path.stat().st_size for path in held) <= 140_000_000
