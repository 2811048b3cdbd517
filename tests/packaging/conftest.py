"""The wheel and the source distribution, built once, and new environments with each of them."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.building import ROOT, run

LOCKS = ROOT / "requirements"
Installer = Callable[..., Path]


@pytest.fixture(autouse=True)
def neutral_home() -> Path:
    """Leave HOME as it is, other than for all other tests: pip installs as this machine's user has set it up."""
    return Path.home()


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", folder, cwd=ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as others build it: from the unpacked source distribution, away from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run("tar", "-xzf", sdist, "-C", folder)
    (sources,) = folder.iterdir()
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder / "dist", cwd=sources)
    (built,) = (folder / "dist").iterdir()
    return built


@pytest.fixture(scope="session")
def install(tmp_path_factory: pytest.TempPathFactory) -> Installer:
    """Give a way to install locked distributions and then one file into a new environment; gives its folder."""

    def into_new_environment(file: Path, *locks: str) -> Path:
        environment = tmp_path_factory.mktemp("environment")
        run(sys.executable, "-m", "venv", "--without-pip", environment)
        pip = [sys.executable, "-m", "pip", "--python", environment / "bin" / "python", "install"]
        locked = [word for lock in locks for word in ("-r", LOCKS / f"{lock}.lock")]
        run(*pip, "--no-compile", "--require-hashes", *locked)
        run(*pip, "--no-compile", "--no-deps", "--no-build-isolation", "--no-index", file)
        return environment

    return into_new_environment


@pytest.fixture(scope="session")
def from_wheel(wheel: Path, install: Installer) -> Path:
    return install(wheel, "run")


@pytest.fixture(scope="session")
def from_sdist(sdist: Path, install: Installer) -> Path:
    return install(sdist, "run", "build")


@pytest.fixture(params=["wheel", "sdist"])
def environment(request: pytest.FixtureRequest) -> Path:
    return request.getfixturevalue(f"from_{request.param}")
